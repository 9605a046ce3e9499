//go:build amd64 && !purego

package deviate

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("deviate") }

func normal(dst []float32, words []uint32, mean, std float32) { normalGeneric(dst, words, mean, std) }

func mask(u []float32, keep, value float32) { maskGeneric(u, keep, value) }
