//go:build amd64 && !purego

package rows

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("rows", impl.AVX2, impl.AVX512) }

func maximum(x []float32) float32 {
	switch {
	case impl.Is(impl.AVX512):
		return maximumAVX512(x)
	case impl.Is(impl.AVX2):
		return maximumAVX2(x)
	}
	return maxGeneric(x)
}

func expSum(dst, x []float32, shift float32) float64 {
	switch {
	case impl.Is(impl.AVX512):
		return expSumAVX512(dst, x, shift)
	case impl.Is(impl.AVX2):
		return expSumAVX2(dst, x, shift)
	}
	return expSumGeneric(dst, x, shift)
}

func sumExp(x []float32, shift float32) float64 {
	switch {
	case impl.Is(impl.AVX512):
		return sumExpAVX512(x, shift)
	case impl.Is(impl.AVX2):
		return sumExpAVX2(x, shift)
	}
	return sumExpGeneric(x, shift)
}

func shift(dst, x []float32, a, b float32) {
	switch {
	case impl.Is(impl.AVX512):
		shiftAVX512(dst, x, a, b)
	case impl.Is(impl.AVX2):
		shiftAVX2(dst, x, a, b)
	default:
		shiftGeneric(dst, x, a, b)
	}
}

func total(x []float32) float64 {
	switch {
	case impl.Is(impl.AVX512):
		return totalAVX512(x)
	case impl.Is(impl.AVX2):
		return totalAVX2(x)
	}
	return totalGeneric(x)
}

func softmax(dst, x []float32, cols int) {
	switch n := len(x) / cols; {
	case cols < 32 && impl.Is(impl.AVX512):
		softmaxAVX512(&dst[0], &x[0], n, cols)
	case cols <= 16 && !impl.Is(impl.AVX512) && impl.Is(impl.AVX2):
		softmaxAVX2(&dst[0], &x[0], n, cols)
	default:
		softmaxGeneric(dst, x, cols)
	}
}
