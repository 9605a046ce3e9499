//go:build amd64 && !purego

package loss

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("loss", impl.AVX2, impl.AVX512) }

func bces(d, z, x []float32, lanes *[16]float64) {
	switch {
	case impl.Is(impl.AVX512):
		bceAVX512(d, z, x, lanes)
	case impl.Is(impl.AVX2):
		bceAVX2(d, z, x, lanes)
	default:
		bceGeneric(d, z, x, lanes)
	}
}

func squared(d, x, y []float32, lanes *[16]float64) {
	switch {
	case impl.Is(impl.AVX512):
		squaredAVX512(d, x, y, lanes)
	case impl.Is(impl.AVX2):
		squaredAVX2(d, x, y, lanes)
	default:
		squaredGeneric(d, x, y, lanes)
	}
}

func absolute(d, x, y []float32, lanes *[16]float64) {
	switch {
	case impl.Is(impl.AVX512):
		absoluteAVX512(d, x, y, lanes)
	case impl.Is(impl.AVX2):
		absoluteAVX2(d, x, y, lanes)
	default:
		absoluteGeneric(d, x, y, lanes)
	}
}

func hinge(d, s, t []float32, lanes *[16]float64) {
	switch {
	case impl.Is(impl.AVX512):
		hingeAVX512(d, s, t, lanes)
	case impl.Is(impl.AVX2):
		hingeAVX2(d, s, t, lanes)
	default:
		hingeGeneric(d, s, t, lanes)
	}
}

func kl(a, b, mu, l []float32, lanes *[16]float64) {
	switch {
	case impl.Is(impl.AVX512):
		klAVX512(a, b, mu, l, lanes)
	case impl.Is(impl.AVX2):
		klAVX2(a, b, mu, l, lanes)
	default:
		klGeneric(a, b, mu, l, lanes)
	}
}

func nll(a, b, x, mu, l []float32, lanes *[16]float64) {
	switch {
	case impl.Is(impl.AVX512):
		nllAVX512(a, b, x, mu, l, lanes)
	case impl.Is(impl.AVX2):
		nllAVX2(a, b, x, mu, l, lanes)
	default:
		nllGeneric(a, b, x, mu, l, lanes)
	}
}
