//go:build !amd64 || purego

package philox

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("philox") }

func words(dst []uint32, key, stream, n uint64) { wordsGeneric(dst, key, stream, n) }

func uniform(dst []float32, key, stream, n uint64) { uniformGeneric(dst, key, stream, n) }
