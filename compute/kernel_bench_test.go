package compute

import (
	"fmt"
	"testing"
	"time"
)

// kernel is a call, with the number of arrays of a batch that it reads or writes.
type kernel struct {
	name   string
	arrays int
	call   func()
}

// BenchmarkKernel runs every kernel but the products (BenchmarkGemm) on a batch
// of 100×784, on one thread. It reports the bytes read and written in a second,
// and their share of what copying reaches on as many bytes: near 100 % a kernel
// waits for memory only, a function that computes more than it reads stays below.
func BenchmarkKernel(b *testing.B) {
	const n, d = 100, 784
	all := [][]kernel{arithmeticKernels(n, d), functionKernels(n, d), rowKernels(n, d), randomKernels(n, d), trainingKernels(n, d)}
	for _, kernels := range all {
		for _, k := range kernels {
			b.Run(k.name, func(b *testing.B) {
				peak := copyRate(n * d)
				for b.Loop() {
					k.call()
				}
				rate := float64(4*k.arrays*n*d) * float64(b.N) / b.Elapsed().Seconds()
				b.ReportMetric(rate/1e9, "GB/s")
				b.ReportMetric(100*rate/peak, "%copy")
			})
		}
	}
}

// copyRate returns the bytes per second, read and written, of copying n numbers.
func copyRate(n int) float64 {
	const copies, tries = 64, 16
	src, dst, best := make([]float32, n), make([]float32, n), 0.0
	for range tries {
		began := time.Now()
		for range copies {
			copy(dst, src)
		}
		best = max(best, copies*8*float64(n)/time.Since(began).Seconds())
	}
	return best
}

func arithmeticKernels(n, d int) []kernel {
	x, y, z := random(1, n, d), random(2, n, d), New(n, d)
	row, column := random(3, d), random(4, n, 1)
	return []kernel{
		{"Add", 3, func() { Add(nil, z, x, y) }},
		{"AddRow", 2, func() { Add(nil, z, x, row) }},
		{"Sub", 3, func() { Sub(nil, z, x, y) }},
		{"Mul", 3, func() { Mul(nil, z, x, y) }},
		{"MulColumn", 2, func() { Mul(nil, z, x, column) }},
		{"Div", 3, func() { Div(nil, z, x, y) }},
		{"MulAdd", 4, func() { MulAdd(nil, z, x, y) }},
		{"AddScaled", 3, func() { AddScaled(nil, z, 0.3, x, 0.7, y) }},
		{"Affine", 2, func() { Affine(nil, z, 0.3, x, 0.7) }},
		{"Clamp", 2, func() { Clamp(nil, z, x, -1, 1) }},
		{"LeakyReLU", 2, func() { LeakyReLU(nil, 0.2, z, x) }},
		{"LeakyReLUGrad", 3, func() { LeakyReLUGrad(nil, 0.2, z, x, y) }},
		{"Lerp", 3, func() { Lerp(nil, z, x, 0.1) }},
		{"Axpy", 3, func() { Axpy(1e-6, x.Data, z.Data) }},
		{"Scale", 2, func() { Scale(-1, z.Data) }},
		{"Dot", 2, func() { Dot(x.Data, y.Data) }},
		{"SquaredNorm", 1, func() { SquaredNorm(nil, x) }},
	}
}

func functionKernels(n, d int) (all []kernel) {
	x, dy, z := New(n, d), random(2, n, d), New(n, d)
	NewRNG(1).Uniform(nil, x.Data)
	Affine(nil, x, 3, x, 0.1) // positive, for Log and Sqrt
	for f := Identity; ; f++ {
		name := f.String()
		if name == fmt.Sprintf("Function(%d)", uint8(f)) {
			return all
		}
		y := New(n, d)
		Map(nil, f, y, x)
		all = append(all,
			kernel{name, 2, func() { Map(nil, f, z, x) }},
			kernel{name + "Grad", 3, func() { MapGrad(nil, f, z, x, y, dy) }})
	}
}

func rowKernels(n, d int) []kernel {
	x, z, column, row, sums := random(1, n, d), New(n, d), New(n, 1), New(d), make([]float64, n)
	index := NewRNG(1).Perm(n)
	return []kernel{
		{"Softmax", 2, func() { Softmax(nil, z, x) }},
		{"LogSoftmax", 2, func() { LogSoftmax(nil, z, x) }},
		{"LogSumExp", 1, func() { LogSumExp(nil, column, x) }},
		{"RowSums", 1, func() { RowSums(nil, column, x) }},
		{"RowMax", 1, func() { RowMax(nil, column, x) }},
		{"RowDots", 1, func() { RowDots(nil, x, row.Data, sums) }},
		{"ColSums", 1, func() { ColSumsTo(nil, row, x) }},
		{"SumAll", 1, func() { SumAll(nil, x) }},
		{"GatherRows", 2, func() { GatherRows(nil, z, x, index) }},
		{"ScatterAddRows", 3, func() { ScatterAddRows(nil, z, x, index) }},
	}
}

func randomKernels(n, d int) []kernel {
	r, x, z, bias := NewRNG(1), random(1, n, d), New(n, d), New(d)
	probability, sums := New(n, d), make([]float64, n)
	r.Uniform(nil, probability.Data)
	return []kernel{
		{"Uniform", 1, func() { r.Uniform(nil, z.Data) }},
		{"Normal", 1, func() { r.Normal(nil, z.Data, 0, 1) }},
		{"Bernoulli", 2, func() { r.Bernoulli(nil, z.Data, probability.Data) }},
		{"DropoutMask", 1, func() { r.DropoutMask(nil, z.Data, 0.8) }},
		{"SampleLogits", 2, func() { SampleLogits(nil, r, x, bias, z) }},
		{"SigmoidBias", 2, func() { SigmoidBias(nil, probability, bias) }},
		{"SigmoidBiasSample", 3, func() { SigmoidBiasSample(nil, r, probability, bias, z) }},
		{"SoftplusRowSums", 1, func() { SoftplusRowSums(nil, x, bias, sums) }},
	}
}

func trainingKernels(n, d int) []kernel {
	x, y, z, e, f := random(1, n, d), random(2, n, d), random(3, n, d), New(n, d), New(n, d)
	a, b, labels := New(d), New(d), make([]int, n)
	bn := &BatchNorm{Mean: New(d), Var: New(d), Eps: 1e-5}
	ln := &LayerNorm{Mean: New(n), InvStd: New(n), Eps: 1e-5}
	bn.Stats(nil, x)
	ln.Forward(nil, e, x)
	all := []kernel{
		{"BCEWithLogits", 3, func() { BCEWithLogits(nil, e, x, y) }},
		{"SquaredError", 3, func() { SquaredError(nil, e, x, y) }},
		{"AbsoluteError", 3, func() { AbsoluteError(nil, e, x, y) }},
		{"Hinge", 3, func() { Hinge(nil, e, x, y) }},
		{"CrossEntropy", 2, func() { CrossEntropy(nil, e, x, labels) }},
		{"GaussianKL", 4, func() { GaussianKL(nil, e, f, x, y) }},
		{"GaussianNLL", 5, func() { GaussianNLL(nil, e, f, x, y, z) }},
		{"GradDense", 3, func() { GradDense(nil, Sigmoid, e, nil, x, y, a) }},
		{"BatchNormStats", 1, func() { bn.Stats(nil, x) }},
		{"BatchNormForward", 2, func() { bn.Forward(nil, e, x) }},
		{"BatchNormBackward", 3, func() { bn.Backward(nil, e, a, b, x, y) }},
		{"LayerNormForward", 2, func() { ln.Forward(nil, e, x) }},
		{"LayerNormBackward", 3, func() { ln.Backward(nil, e, a, b, x, y) }},
	}
	for i, u := range []*Update{
		{Rule: SGD, Rate: 1e-6},
		{Rule: RMSProp, Rate: 1e-6, Beta2: 0.99, Eps: 1e-8},
		{Rule: Adam, Rate: 1e-6, Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, Step: 1},
		{Rule: AdamW, Rate: 1e-6, Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, Step: 1, WeightDecay: 1e-3},
	} {
		m, v := New(n, d), New(n, d)
		all = append(all, kernel{u.Rule.String(), []int{3, 5, 7, 7}[i], func() { u.Apply(nil, z, y, m, v) }})
	}
	return all
}
