//go:build amd64 && !purego

package vector

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("vector", impl.AVX2, impl.AVX512) }

func axpy(alpha float32, x, y []float32) {
	switch {
	case impl.Is(impl.AVX512):
		axpyAVX512(alpha, x, y)
	case impl.Is(impl.AVX2):
		axpyAVX2(alpha, x, y)
	default:
		axpyGeneric(alpha, x, y)
	}
}

func scale(alpha float32, x []float32) {
	switch {
	case impl.Is(impl.AVX512):
		scaleAVX512(alpha, x)
	case impl.Is(impl.AVX2):
		scaleAVX2(alpha, x)
	default:
		scaleGeneric(alpha, x)
	}
}

func sum(x []float32, lanes *[16]float64) {
	switch {
	case impl.Is(impl.AVX512):
		sumAVX512(x, lanes)
	case impl.Is(impl.AVX2):
		sumAVX2(x, lanes)
	default:
		sumGeneric(x, lanes)
	}
}

func dot(x, y []float32, lanes *[16]float64) {
	switch {
	case impl.Is(impl.AVX512):
		dotAVX512(x, y, lanes)
	case impl.Is(impl.AVX2):
		dotAVX2(x, y, lanes)
	default:
		dotGeneric(x, y, lanes)
	}
}

func addRows(dst []float64, x []float32, stride, rows int) {
	wide := impl.Is(impl.AVX512)
	if !wide && !impl.Is(impl.AVX2) {
		addRowsGeneric(dst, x, stride, rows)
		return
	}
	for ; len(dst) >= 16; dst, x = dst[16:], x[16:] {
		if sums := (*[16]float64)(dst); wide {
			addRowsAVX512(sums, &x[0], stride, rows)
		} else {
			addRowsAVX2(sums, &x[0], stride, rows)
		}
	}
	if len(dst) == 0 {
		return
	}
	var sums [16]float64
	copy(sums[:], dst)
	if wide {
		addRowsTailAVX512(&sums, &x[0], stride, rows, len(dst))
	} else {
		addRowsTailAVX2(&sums, &x[0], stride, rows, len(dst))
	}
	copy(dst, sums[:])
}
