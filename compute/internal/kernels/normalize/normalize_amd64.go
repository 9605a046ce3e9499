//go:build amd64 && !purego

package normalize

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("normalize", impl.AVX2, impl.AVX512) }

func affine(dst, x, mean, a, b []float32) {
	switch {
	case impl.Is(impl.AVX512):
		affineAVX512(dst, x, mean, a, b)
	case impl.Is(impl.AVX2):
		affineAVX2(dst, x, mean, a, b)
	default:
		affineGeneric(dst, x, mean, a, b)
	}
}

func centered(dx, dy, x, mean, a, b, c []float32) {
	switch {
	case impl.Is(impl.AVX512):
		centeredAVX512(dx, dy, x, mean, a, b, c)
	case impl.Is(impl.AVX2):
		centeredAVX2(dx, dy, x, mean, a, b, c)
	default:
		centeredGeneric(dx, dy, x, mean, a, b, c)
	}
}

func row(dst, x, gamma, beta []float32, mean, inv float32) {
	switch {
	case impl.Is(impl.AVX512):
		rowAVX512(dst, x, gamma, beta, mean, inv)
	case impl.Is(impl.AVX2):
		rowAVX2(dst, x, gamma, beta, mean, inv)
	default:
		rowGeneric(dst, x, gamma, beta, mean, inv)
	}
}

func squares(x []float32, mean float64) float64 {
	switch {
	case impl.Is(impl.AVX512):
		return squaresAVX512(x, mean)
	case impl.Is(impl.AVX2):
		return squaresAVX2(x, mean)
	}
	return squaresGeneric(x, mean)
}

func rowDots(dy, x, gamma []float32, mean, inv float32) (s, q float64) {
	switch {
	case impl.Is(impl.AVX512):
		return rowDotsAVX512(dy, x, gamma, mean, inv)
	case impl.Is(impl.AVX2):
		return rowDotsAVX2(dy, x, gamma, mean, inv)
	}
	return rowDotsGeneric(dy, x, gamma, mean, inv)
}

func rowGrad(dx, dy, x, gamma []float32, mean, inv, b, c float32) {
	switch {
	case impl.Is(impl.AVX512):
		rowGradAVX512(dx, dy, x, gamma, mean, inv, b, c)
	case impl.Is(impl.AVX2):
		rowGradAVX2(dx, dy, x, gamma, mean, inv, b, c)
	default:
		rowGradGeneric(dx, dy, x, gamma, mean, inv, b, c)
	}
}

func lerp(t float32, dst, x []float32) {
	switch {
	case impl.Is(impl.AVX512):
		lerpAVX512(t, dst, x)
	case impl.Is(impl.AVX2):
		lerpAVX2(t, dst, x)
	default:
		lerpGeneric(t, dst, x)
	}
}
