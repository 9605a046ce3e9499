package rows

import (
	"math"

	"github.com/udl-go/lab/compute/internal/kernels/function"
)

func maxGeneric(x []float32) float32 {
	m := float32(math.Inf(-1))
	for _, v := range x {
		if v > m || v != v {
			m = v
		}
		if m != m {
			return m
		}
	}
	return m
}

func expSumGeneric(dst, x []float32, shift float32, lanes *[16]float64) {
	dst = dst[:len(x)]
	for i, v := range x {
		e := function.Exp1(v - shift)
		dst[i] = e
		lanes[i&15] += float64(e)
	}
}

func sumExpGeneric(x []float32, shift float32, lanes *[16]float64) {
	for i, v := range x {
		lanes[i&15] += float64(function.Exp1(v - shift))
	}
}

func shiftGeneric(dst, x []float32, a, b float32) {
	dst = dst[:len(x)]
	for i, v := range x {
		dst[i] = (v - a) - b
	}
}
