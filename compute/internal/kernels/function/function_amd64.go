//go:build amd64 && !purego

package function

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("function") }

func apply(f ID, dst, x, bias []float32) { applyGeneric(f, dst, x, bias) }

func grad(f ID, dst, v, dy []float32) { gradGeneric(f, dst, v, dy) }
