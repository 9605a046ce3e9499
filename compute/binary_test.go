package compute

import (
	"math"
	"testing"
)

func TestSigmoidBiasIsTheLogisticFunction(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, d := range []int{1, 3, 16, 37, 500, 1025, 2500} {
			for _, withBias := range []bool{false, true} {
				x, bias := random(1, 7, d), (*Tensor)(nil)
				if withBias {
					bias = random(2, d)
				}
				want := x.Clone()
				SigmoidBias(nil, x, bias)
				for i := range x.Data {
					z := float64(want.Data[i])
					if withBias {
						z = float64(want.Data[i] + bias.Data[i%d])
					}
					if w := 1 / (1 + math.Exp(-z)); math.Abs(float64(x.Data[i])-w) > 2.5*w/(1<<23) {
						t.Fatalf("d %d, element %d: σ(%g) = %g, want %g", d, i, z, x.Data[i], w)
					}
				}
			}
		}
	})
}

func TestWaysOfSamplingAgree(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, d := range []int{1, 5, 500, 1500} {
			for _, bias := range []*Tensor{nil, random(2, d)} {
				x := random(1, 9, d)
				p, s := x.Clone(), New(9, d)
				r := NewRNG(3)
				r.Float32() // an odd position
				start := r.State()
				SigmoidBiasSample(nil, r, p, bias, s)

				q, want := x.Clone(), New(9, d)
				SigmoidBias(nil, q, bias)
				r2 := RNGFromState(start)
				r2.Bernoulli(nil, want.Data, q.Data)
				sameBits(t, "probabilities", p.Data, q.Data)
				sameBits(t, "samples", s.Data, want.Data)

				r3 := RNGFromState(start)
				y := x.Clone()
				SampleLogits(nil, r3, y, bias, s)
				sameBits(t, "samples from logits", s.Data, want.Data)
				sameBits(t, "the logits", y.Data, x.Data)
				SampleLogits(nil, RNGFromState(start), y, bias, y)
				sameBits(t, "samples in place", y.Data, want.Data)
				if r.State() != r2.State() || r.State() != r3.State() {
					t.Errorf("positions %v, %v, %v", r.State(), r2.State(), r3.State())
				}
			}
		}
	})
}

func TestSamplesHaveTheirProbability(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		const logit = 0.7
		x := FromSlice(constant(1<<16, logit), 64, 1024)
		SampleLogits(nil, NewRNG(4), x, nil, x)
		p := 1 / (1 + math.Exp(-logit))
		checkMean(t, "samples", x.Data, p, math.Sqrt(p*(1-p)))
	})
}

func TestSoftplusRowSumsAreTheSums(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, d := range []int{0, 1, 15, 16, 17, 500, 2049} {
			for _, bias := range []*Tensor{nil, random(2, d)} {
				x, got := random(1, 5, d), make([]float64, 5)
				SoftplusRowSums(nil, x, bias, got)
				for i := range got {
					want := 0.0
					for j, v := range x.Row(i) {
						if bias != nil {
							v += bias.Data[j]
						}
						want += math.Log1p(math.Exp(float64(v)))
					}
					if math.Abs(got[i]-want) > 2e-7*want {
						t.Errorf("d %d, row %d: %g, want %g", d, i, got[i], want)
					}
				}
			}
		}
	})
}

// TestPassesDoNotDependOnTheNumberOfWorkers also compares the reductions.
func TestPassesDoNotDependOnTheNumberOfWorkers(t *testing.T) {
	x, bias := random(1, 433, 1777), random(2, 1777)
	eachImpl(t, func(t *testing.T) {
		run := func(p *Pool) (tensors []*Tensor, sums []float64) {
			a, b, s, r := x.Clone(), x.Clone(), New(433, 1777), NewRNG(5)
			SigmoidBias(p, a, bias)
			SigmoidBiasSample(p, r, b, bias, s)
			l := New(433, 1777)
			SampleLogits(p, r, x, bias, l)
			rows, cols := make([]float64, 2*433), make([]float64, 1777)
			SoftplusRowSums(p, x, bias, rows[:433])
			RowDots(p, x, bias.Data, rows[433:])
			ColSums(p, x, cols)
			return []*Tensor{a, b, s, l}, append(rows, cols...)
		}
		tensors, sums := run(nil)
		for _, workers := range []int{1, 2, 7} {
			got, gotSums := run(NewPool(workers))
			for i := range tensors {
				sameBits(t, "a pass", got[i].Data, tensors[i].Data)
			}
			for i := range sums {
				if gotSums[i] != sums[i] {
					t.Fatalf("%d workers: sum %d is %g, want %g", workers, i, gotSums[i], sums[i])
				}
			}
		}
	})
}

func TestPassesAllocateNothing(t *testing.T) {
	p := NewPool(2)
	x, s, bias, r := random(1, 333, 777), New(333, 777), random(2, 777), NewRNG(1)
	rows, cols := make([]float64, 333), make([]float64, 777)
	if n := testing.AllocsPerRun(50, func() {
		SigmoidBiasSample(p, r, x, bias, s)
		SampleLogits(p, r, x, nil, s)
		SigmoidBias(nil, x, bias)
		SoftplusRowSums(p, x, bias, rows)
		ColSums(p, x, cols)
		RowDots(p, x, bias.Data, rows)
		r.Bernoulli(p, s.Data, s.Data)
		r.Uniform(p, s.Data)
	}); n != 0 && !raceEnabled {
		t.Errorf("%g allocations a round", n)
	}
}

func TestPassesRefuseShapes(t *testing.T) {
	x, r := New(2, 3), NewRNG(1)
	mustPanic(t, "SigmoidBias", func() { SigmoidBias(nil, x, New(2)) })
	mustPanic(t, "SigmoidBiasSample", func() { SigmoidBiasSample(nil, r, x, nil, New(3, 2)) })
	mustPanic(t, "SigmoidBiasSample", func() { SigmoidBiasSample(nil, r, x, nil, x) })
	mustPanic(t, "SampleLogits", func() { SampleLogits(nil, r, x, nil, New(2, 2)) })
	mustPanic(t, "SoftplusRowSums", func() { SoftplusRowSums(nil, x, nil, make([]float64, 3)) })
	if r.State() != NewRNG(1).State() {
		t.Error("a refused call advanced the generator")
	}
}
