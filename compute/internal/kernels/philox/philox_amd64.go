//go:build amd64 && !purego

package philox

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("philox", impl.AVX2, impl.AVX512) }

func words(dst []uint32, key, stream, n uint64) {
	switch {
	case impl.Is(impl.AVX512):
		keys := roundKeys(key)
		wordsAVX512(dst, &keys, stream, n)
	case impl.Is(impl.AVX2):
		keys := roundKeys(key)
		wordsAVX2(dst, &keys, stream, n)
	default:
		wordsGeneric(dst, key, stream, n)
	}
}

func uniform(dst []float32, key, stream, n uint64) {
	switch {
	case impl.Is(impl.AVX512):
		keys := roundKeys(key)
		uniformAVX512(dst, &keys, stream, n)
	case impl.Is(impl.AVX2):
		keys := roundKeys(key)
		uniformAVX2(dst, &keys, stream, n)
	default:
		uniformGeneric(dst, key, stream, n)
	}
}

// roundKeys returns the two key words of each round.
func roundKeys(key uint64) (keys [20]uint32) {
	k0, k1 := uint32(key), uint32(key>>32)
	for i := range 10 {
		keys[2*i], keys[2*i+1] = k0, k1
		k0 += key0
		k1 += key1
	}
	return keys
}
