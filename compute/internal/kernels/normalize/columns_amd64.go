//go:build amd64 && !purego

package normalize

import "github.com/udl-go/lab/compute/internal/impl"

// The assembly works on blocks of 16 columns; the loops in Go make the rest.

func addSquares(dst, mean []float64, x []float32, stride, rows int) {
	f := addSquaresAVX512
	switch {
	case impl.Is(impl.AVX512):
	case impl.Is(impl.AVX2):
		f = addSquaresAVX2
	default:
		addSquaresGeneric(dst, mean, x, stride, rows)
		return
	}
	for ; len(dst) >= 16; dst, mean, x = dst[16:], mean[16:], x[16:] {
		f((*[16]float64)(dst), (*[16]float64)(mean), &x[0], stride, rows)
	}
	addSquaresGeneric(dst, mean, x, stride, rows)
}

func addDots(s, q []float64, dy, x, mean []float32, stride, rows int) {
	f := addDotsAVX512
	switch {
	case impl.Is(impl.AVX512):
	case impl.Is(impl.AVX2):
		f = addDotsAVX2
	default:
		addDotsGeneric(s, q, dy, x, mean, stride, rows)
		return
	}
	for ; len(s) >= 16; s, q, dy, x, mean = s[16:], q[16:], dy[16:], x[16:], mean[16:] {
		f((*[16]float64)(s), (*[16]float64)(q), &dy[0], &x[0], &mean[0], stride, rows)
	}
	addDotsGeneric(s, q, dy, x, mean, stride, rows)
}

func addScaled(s, q []float64, dy, x, mean, inv []float32, stride, rows int) {
	f := addScaledAVX512
	switch {
	case impl.Is(impl.AVX512):
	case impl.Is(impl.AVX2):
		f = addScaledAVX2
	default:
		addScaledGeneric(s, q, dy, x, mean, inv, stride, rows)
		return
	}
	for ; len(s) >= 16; s, q, dy, x = s[16:], q[16:], dy[16:], x[16:] {
		f((*[16]float64)(s), (*[16]float64)(q), &dy[0], &x[0], &mean[0], &inv[0], stride, rows)
	}
	addScaledGeneric(s, q, dy, x, mean, inv, stride, rows)
}
