//go:build amd64 && !purego

package function

import (
	"math"

	"github.com/udl-go/lab/compute/internal/impl"
)

func init() { impl.Register("function", impl.AVX2, impl.AVX512) }

// noBias stands for a missing bias: adding −0 changes no number.
var noBias = func() (zeros [16]float32) {
	for i := range zeros {
		zeros[i] = float32(math.Copysign(0, -1))
	}
	return zeros
}()

func apply(f ID, dst, x, bias []float32) {
	step := 64 // bytes from 16 numbers of the bias to the next
	if bias == nil {
		if f == Identity {
			copy(dst, x)
			return
		}
		bias, step = noBias[:], 0
	}
	switch {
	case len(x) == 0:
	case impl.Is(impl.AVX512):
		applyAVX512(f, dst, x, bias, step)
	case impl.Is(impl.AVX2):
		applyAVX2(f, dst, x, bias, step)
	case step == 0:
		applyGeneric(f, dst, x, nil)
	default:
		applyGeneric(f, dst, x, bias)
	}
}

func grad(f ID, dst, v, dy []float32) {
	switch {
	case f == Identity || f == Sign:
		gradGeneric(f, dst, v, dy)
	case impl.Is(impl.AVX512):
		gradAVX512(f, dst, v, dy)
	case impl.Is(impl.AVX2):
		gradAVX2(f, dst, v, dy)
	default:
		gradGeneric(f, dst, v, dy)
	}
}
