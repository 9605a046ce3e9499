//go:build amd64 && !purego

package deviate

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("deviate", impl.AVX2, impl.AVX512) }

func normal(dst []float32, words []uint32, mean, std float32) {
	switch {
	case impl.Is(impl.AVX512):
		normalAVX512(dst, words, mean, std)
	case impl.Is(impl.AVX2):
		normalAVX2(dst, words, mean, std)
	default:
		normalGeneric(dst, words, mean, std)
	}
}

func mask(u []float32, keep, value float32) {
	switch {
	case impl.Is(impl.AVX512):
		maskAVX512(u, keep, value)
	case impl.Is(impl.AVX2):
		maskAVX2(u, keep, value)
	default:
		maskGeneric(u, keep, value)
	}
}
