//go:build amd64 && !purego

package arithmetic

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("arithmetic", impl.AVX2, impl.AVX512) }

func combine(op Op, dst, x, y []float32) {
	switch {
	case impl.Is(impl.AVX512):
		combineAVX512(op, dst, x, y)
	case impl.Is(impl.AVX2):
		combineAVX2(op, dst, x, y)
	default:
		combineGeneric(op, dst, x, y)
	}
}

func combineScalar(op Op, dst, x []float32, y float32) {
	switch {
	case impl.Is(impl.AVX512):
		combineScalarAVX512(op, dst, x, y)
	case impl.Is(impl.AVX2):
		combineScalarAVX2(op, dst, x, y)
	default:
		combineScalarGeneric(op, dst, x, y)
	}
}

func addScaled(dst []float32, a float32, x []float32, b float32, y []float32) {
	switch {
	case impl.Is(impl.AVX512):
		addScaledAVX512(dst, a, x, b, y)
	case impl.Is(impl.AVX2):
		addScaledAVX2(dst, a, x, b, y)
	default:
		addScaledGeneric(dst, a, x, b, y)
	}
}

func affine(dst []float32, a float32, x []float32, c float32) {
	switch {
	case impl.Is(impl.AVX512):
		affineAVX512(dst, a, x, c)
	case impl.Is(impl.AVX2):
		affineAVX2(dst, a, x, c)
	default:
		affineGeneric(dst, a, x, c)
	}
}

func clamp(dst, x []float32, lo, hi float32) {
	switch {
	case impl.Is(impl.AVX512):
		clampAVX512(dst, x, lo, hi)
	case impl.Is(impl.AVX2):
		clampAVX2(dst, x, lo, hi)
	default:
		clampGeneric(dst, x, lo, hi)
	}
}

func leaky(dst, x, y []float32, slope float32) {
	switch {
	case impl.Is(impl.AVX512):
		leakyAVX512(dst, x, y, slope)
	case impl.Is(impl.AVX2):
		leakyAVX2(dst, x, y, slope)
	default:
		leakyGeneric(dst, x, y, slope)
	}
}
