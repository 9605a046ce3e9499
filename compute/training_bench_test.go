package compute

import (
	"fmt"
	"testing"
)

// BenchmarkUpdate is a step for the weights of the deep autoencoder, 2.8 million,
// and for the biases of a layer.
func BenchmarkUpdate(b *testing.B) {
	for _, n := range []int{500, 2_800_000} {
		w, g, m, v := random(1, n), random(2, n), New(n), New(n)
		for i, u := range updateRules() {
			for workers := 1; workers <= 2; workers++ {
				b.Run(fmt.Sprintf("%v-%d/n=%d/workers=%d", u.Rule, i, n, workers), func(b *testing.B) {
					p := NewPool(workers)
					for b.Loop() {
						u.Apply(p, w, g, m, v)
					}
					bytes := []int{12, 20, 28, 28, 20, 20}[i] * n // read and written
					b.ReportMetric(float64(bytes)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GB/s")
				})
			}
		}
	}
}

// BenchmarkTraining is the rest of a step: small calls cost little more than
// their arithmetic. The bytes are those of the arguments and results.
func BenchmarkTraining(b *testing.B) {
	for _, s := range [][2]int{{128, 20}, {100, 784}, {128, 10}} {
		n, d := s[0], s[1]
		x, dst, e, column := three(n, d), New(n, d), New(n, d), New(d)
		bn, ln := norms(n, d, true)
		labels, index := make([]int, n), places(n, n)
		for _, c := range []struct {
			name   string
			arrays int
			f      func(p *Pool)
		}{
			{"BCEWithLogits", 3, func(p *Pool) { BCEWithLogits(p, dst, x[0], x[1]) }},
			{"BCEWithLogits alone", 2, func(p *Pool) { BCEWithLogits(p, nil, x[0], x[1]) }},
			{"SquaredError", 3, func(p *Pool) { SquaredError(p, dst, x[0], x[1]) }},
			{"AbsoluteError", 3, func(p *Pool) { AbsoluteError(p, dst, x[0], x[1]) }},
			{"Hinge", 3, func(p *Pool) { Hinge(p, dst, x[0], x[1]) }},
			{"GaussianKL", 4, func(p *Pool) { GaussianKL(p, dst, e, x[0], x[1]) }},
			{"GaussianNLL", 5, func(p *Pool) { GaussianNLL(p, dst, e, x[0], x[1], x[2]) }},
			{"CrossEntropy", 2, func(p *Pool) { CrossEntropy(p, dst, x[0], labels) }},
			{"GradDense Sigmoid", 3, func(p *Pool) { GradDense(p, Sigmoid, dst, nil, x[0], x[1], column) }},
			{"BatchNorm.Stats", 1, func(p *Pool) { bn.Stats(p, x[0]) }},
			{"BatchNorm.Forward", 2, func(p *Pool) { bn.Forward(p, dst, x[0]) }},
			{"BatchNorm.Backward", 3, func(p *Pool) { bn.Backward(p, dst, column, column, x[0], x[1]) }},
			{"LayerNorm.Forward", 2, func(p *Pool) { ln.Forward(p, dst, x[0]) }},
			{"LayerNorm.Backward", 3, func(p *Pool) { ln.Backward(p, dst, column, column, x[0], x[1]) }},
			{"GatherRows", 2, func(p *Pool) { GatherRows(p, dst, x[0], index) }},
			{"ScatterAddRows", 3, func(p *Pool) { ScatterAddRows(p, dst, x[0], index) }},
			{"SquaredNorm", 1, func(p *Pool) { SquaredNorm(p, x[0]) }},
			{"Lerp", 3, func(p *Pool) { Lerp(p, dst, x[0], 0.1) }},
		} {
			for workers := 1; workers <= 2; workers++ {
				b.Run(fmt.Sprintf("%s/%dx%d/workers=%d", c.name, n, d, workers), func(b *testing.B) {
					p := NewPool(workers)
					for b.Loop() {
						c.f(p)
					}
					b.ReportMetric(float64(4*c.arrays*n*d)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GB/s")
				})
			}
		}
	}
}
