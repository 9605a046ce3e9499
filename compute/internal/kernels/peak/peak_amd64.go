//go:build amd64 && !purego

package peak

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("peak", impl.AVX2, impl.AVX512) }

// fma does n rounds and returns the operations of one.
func fma(n int) float64 {
	switch {
	case impl.Is(impl.AVX512):
		fmaAVX512(n)
		return 2 * 12 * 16
	case impl.Is(impl.AVX2):
		fmaAVX2(n)
		return 2 * 12 * 8
	}
	return fmaGeneric(n)
}
