//go:build amd64 && !purego

package optimize

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("optimize", impl.AVX2, impl.AVX512) }

func plain(k *[size]float32, w, g []float32) {
	switch {
	case impl.Is(impl.AVX512):
		plainAVX512(k, w, g)
	case impl.Is(impl.AVX2):
		plainAVX2(k, w, g)
	default:
		plainGeneric(k, w, g)
	}
}

func momentum(k *[size]float32, w, g, m []float32) {
	switch {
	case impl.Is(impl.AVX512):
		momentumAVX512(k, w, g, m)
	case impl.Is(impl.AVX2):
		momentumAVX2(k, w, g, m)
	default:
		momentumGeneric(k, w, g, m)
	}
}

func nesterov(k *[size]float32, w, g, m []float32) {
	switch {
	case impl.Is(impl.AVX512):
		nesterovAVX512(k, w, g, m)
	case impl.Is(impl.AVX2):
		nesterovAVX2(k, w, g, m)
	default:
		nesterovGeneric(k, w, g, m)
	}
}

func rms(k *[size]float32, w, g, v []float32) {
	switch {
	case impl.Is(impl.AVX512):
		rmsAVX512(k, w, g, v)
	case impl.Is(impl.AVX2):
		rmsAVX2(k, w, g, v)
	default:
		rmsGeneric(k, w, g, v)
	}
}

func adam(k *[size]float32, w, g, m, v []float32) {
	switch {
	case impl.Is(impl.AVX512):
		adamAVX512(k, w, g, m, v)
	case impl.Is(impl.AVX2):
		adamAVX2(k, w, g, m, v)
	default:
		adamGeneric(k, w, g, m, v)
	}
}
