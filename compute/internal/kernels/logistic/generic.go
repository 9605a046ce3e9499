package logistic

import (
	"math"

	"github.com/udl-go/lab/compute/internal/kernels/function"
)

// The generic kernels take a bias as long as x.

func sigmoidGeneric(x, bias []float32) {
	for i, b := range bias {
		x[i] = function.Sigma(x[i] + b)
	}
}

func sigmoidSampleGeneric(x, bias, u, s []float32) {
	for i, b := range bias {
		p := function.Sigma(x[i] + b)
		x[i], s[i] = p, step(u[i] < p)
	}
}

func sampleLogitsGeneric(x, bias, u, s []float32) {
	for i, b := range bias {
		s[i] = step(u[i] < function.Sigma(x[i]+b))
	}
}

func lessGeneric(u, p, s []float32) {
	for i, q := range p {
		s[i] = step(u[i] < q)
	}
}

func softplusSumGeneric(x, bias []float32, lanes *[16]float64) {
	for i, b := range bias {
		lanes[i&15] += float64(function.SoftPlus(x[i] + b))
	}
}

// step is 1 for true. It is written without a branch, which would be taken at
// random.
func step(b bool) float32 {
	var i uint32
	if b {
		i = 1
	}
	return math.Float32frombits(-i & 0x3F800000)
}
