//go:build amd64 && !purego

package arithmetic

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("arithmetic", impl.AVX2, impl.AVX512) }

// whole is the number of bytes from 16 numbers to the next.
const whole = 64

func combine(op Op, dst, x, y []float32) {
	if !combineSIMD(op, dst, x, y, whole) {
		combineGeneric(op, dst, x, y)
	}
}

func combineScalar(op Op, dst, x []float32, y float32) {
	many := repeat(y)
	if !combineSIMD(op, dst, x, many[:], 0) {
		combineScalarGeneric(op, dst, x, y)
	}
}

// repeat returns 16 times v.
func repeat(v float32) (many [16]float32) {
	for i := range many {
		many[i] = v
	}
	return many
}

// combineSIMD reports whether it did the work.
func combineSIMD(op Op, dst, x, y []float32, step int) bool {
	switch {
	case impl.Is(impl.AVX512):
		switch op {
		case Add:
			addAVX512(dst, x, y, step)
		case Sub:
			subAVX512(dst, x, y, step)
		case Mul:
			mulAVX512(dst, x, y, step)
		case Div:
			divAVX512(dst, x, y, step)
		case MulAdd:
			mulAddAVX512(dst, x, y, step)
		}
		return true
	case impl.Is(impl.AVX2):
		switch op {
		case Add:
			addAVX2(dst, x, y, step)
		case Sub:
			subAVX2(dst, x, y, step)
		case Mul:
			mulAVX2(dst, x, y, step)
		case Div:
			divAVX2(dst, x, y, step)
		case MulAdd:
			mulAddAVX2(dst, x, y, step)
		}
		return true
	}
	return false
}

func addScaled(dst []float32, a float32, x []float32, b float32, y []float32) {
	switch {
	case impl.Is(impl.AVX512):
		addScaledAVX512(dst, a, x, b, y, whole)
	case impl.Is(impl.AVX2):
		addScaledAVX2(dst, a, x, b, y, whole)
	default:
		addScaledGeneric(dst, a, x, b, y)
	}
}

// affine is addScaled of c and ones, in which the product with 1 is exact.
func affine(dst []float32, a float32, x []float32, c float32) {
	ones := repeat(1)
	switch {
	case impl.Is(impl.AVX512):
		addScaledAVX512(dst, a, x, c, ones[:], 0)
	case impl.Is(impl.AVX2):
		addScaledAVX2(dst, a, x, c, ones[:], 0)
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
