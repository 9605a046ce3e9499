package logistic

import "github.com/udl-go/lab/compute/internal/kernels/vector"

// zero stands for a missing bias, a piece at a time.
var zero [1024]float32

// Sigmoid sets x to σ(x+bias).
func Sigmoid(x, bias []float32) {
	for len(x) > 0 {
		n, b := piece(x, &bias)
		sigmoid(x[:n], b)
		x = x[n:]
	}
}

// SigmoidSample sets x to σ(x+bias) and s to a Bernoulli sample of it, by the
// uniforms u.
func SigmoidSample(x, bias, u, s []float32) {
	u, s = u[:len(x)], s[:len(x)]
	for len(x) > 0 {
		n, b := piece(x, &bias)
		sigmoidSample(x[:n], b, u[:n], s[:n])
		x, u, s = x[n:], u[n:], s[n:]
	}
}

// SampleLogits sets s to a Bernoulli sample of σ(x+bias), by the uniforms u. It
// leaves x alone unless s is x.
func SampleLogits(x, bias, u, s []float32) {
	u, s = u[:len(x)], s[:len(x)]
	for len(x) > 0 {
		n, b := piece(x, &bias)
		sampleLogits(x[:n], b, u[:n], s[:n])
		x, u, s = x[n:], u[n:], s[n:]
	}
}

// Less sets s to a Bernoulli sample of p, by the uniforms u; s may be p or u.
func Less(u, p, s []float32) {
	less(u[:len(p)], p, s[:len(p)])
}

// SoftplusSum returns the sum of log(1+exp(x+bias)).
func SoftplusSum(x, bias []float32) float64 {
	var lanes [16]float64
	for len(x) > 0 {
		n, b := piece(x, &bias)
		softplusSum(x[:n], b, &lanes)
		x = x[n:]
	}
	return vector.Fold(&lanes)
}

// piece returns how much of x to do next and the bias for it, which it takes
// off the front of the given one. All pieces but the last are multiples of 16.
func piece(x []float32, bias *[]float32) (n int, b []float32) {
	if *bias != nil {
		return len(x), (*bias)[:len(x)]
	}
	n = min(len(x), len(zero))
	return n, zero[:n]
}
