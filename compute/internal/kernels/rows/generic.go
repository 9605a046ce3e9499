package rows

import (
	"math"

	"github.com/udl-go/lab/compute/internal/kernels/function"
	"github.com/udl-go/lab/compute/internal/kernels/vector"
)

func maxGeneric(x []float32) float32 {
	m := float32(math.Inf(-1))
	for _, v := range x {
		if v != v {
			return v
		}
		if v > m {
			m = v
		}
	}
	return m + 0 // −0 becomes 0
}

func expSumGeneric(dst, x []float32, shift float32) float64 {
	var lanes [16]float64
	dst = dst[:len(x)]
	for i, v := range x {
		e := function.Exp1(v - shift)
		dst[i] = e
		lanes[i&15] += float64(e)
	}
	return vector.Fold(&lanes)
}

func sumExpGeneric(x []float32, shift float32) float64 {
	var lanes [16]float64
	for i, v := range x {
		lanes[i&15] += float64(function.Exp1(v - shift))
	}
	return vector.Fold(&lanes)
}

func shiftGeneric(dst, x []float32, a, b float32) {
	dst = dst[:len(x)]
	for i, v := range x {
		dst[i] = (v - a) - b
	}
}

func totalGeneric(x []float32) float64 {
	var lanes [16]float64
	for i, v := range x {
		lanes[i&15] += float64(v)
	}
	return vector.Fold(&lanes)
}

// softmaxGeneric makes use of the kernels for a row.
func softmaxGeneric(dst, x []float32, cols int) {
	for ; len(x) > 0; dst, x = dst[cols:], x[cols:] {
		y := dst[:cols]
		vector.Scale(float32(1/ExpSum(y, x[:cols], Max(x[:cols]))), y)
	}
}
