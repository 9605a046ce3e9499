//go:build amd64 && !purego

package arithmetic

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("arithmetic") }

func combine(op Op, dst, x, y []float32) { combineGeneric(op, dst, x, y) }

func combineScalar(op Op, dst, x []float32, y float32) { combineScalarGeneric(op, dst, x, y) }

func addScaled(dst []float32, a float32, x []float32, b float32, y []float32) {
	addScaledGeneric(dst, a, x, b, y)
}

func affine(dst []float32, a float32, x []float32, c float32) { affineGeneric(dst, a, x, c) }

func clamp(dst, x []float32, lo, hi float32) { clampGeneric(dst, x, lo, hi) }

func leaky(dst, x, v []float32, slope float32) { leakyGeneric(dst, x, v, slope) }
