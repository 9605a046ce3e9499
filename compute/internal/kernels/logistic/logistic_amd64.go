//go:build amd64 && !purego

package logistic

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("logistic", impl.AVX2, impl.AVX512) }

func sigmoid(x, bias []float32) {
	switch {
	case impl.Is(impl.AVX512):
		sigmoidAVX512(x, bias)
	case impl.Is(impl.AVX2):
		sigmoidAVX2(x, bias)
	default:
		sigmoidGeneric(x, bias)
	}
}

func sigmoidSample(x, bias, u, s []float32) {
	switch {
	case impl.Is(impl.AVX512):
		sigmoidSampleAVX512(x, bias, u, s)
	case impl.Is(impl.AVX2):
		sigmoidSampleAVX2(x, bias, u, s)
	default:
		sigmoidSampleGeneric(x, bias, u, s)
	}
}

func sampleLogits(x, bias, u, s []float32) {
	switch {
	case impl.Is(impl.AVX512):
		sampleLogitsAVX512(x, bias, u, s)
	case impl.Is(impl.AVX2):
		sampleLogitsAVX2(x, bias, u, s)
	default:
		sampleLogitsGeneric(x, bias, u, s)
	}
}

func less(u, p, s []float32) {
	switch {
	case impl.Is(impl.AVX512):
		lessAVX512(u, p, s)
	case impl.Is(impl.AVX2):
		lessAVX2(u, p, s)
	default:
		lessGeneric(u, p, s)
	}
}

func softplusSum(x, bias []float32, lanes *[16]float64) {
	switch {
	case impl.Is(impl.AVX512):
		softplusSumAVX512(x, bias, lanes)
	case impl.Is(impl.AVX2):
		softplusSumAVX2(x, bias, lanes)
	default:
		softplusSumGeneric(x, bias, lanes)
	}
}
