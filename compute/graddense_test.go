package compute

import (
	"math"
	"testing"
)

// functions are all functions that MapGrad knows.
func functions() (all []Function) {
	for f := Identity; f <= Sign; f++ {
		all = append(all, f)
	}
	return all
}

func TestGradDenseIsMapGradAndItsSums(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, s := range [][2]int{{0, 3}, {1, 1}, {128, 20}, {300, 1000}, {7, 50_000}} {
			x, dy := random(1, s[0], s[1]), random(2, s[0], s[1])
			y, want := New(s[0], s[1]), New(s[0], s[1])
			for _, f := range functions() {
				if len(x.Data) > 100_000 && f > ReLU && f != Sigmoid {
					continue
				}
				Map(nil, f, y, x)
				MapGrad(nil, f, want, x, y, dy)
				sums := make([]float64, s[1])
				ColSums(nil, want, sums)
				eachWorkers(t, func(p *Pool) []float32 {
					dz, bias := New(s[0], s[1]), New(s[1])
					bias.Fill(7) // what was there must not count
					GradDense(p, f, dz, x, y, dy, bias)
					sameBits(t, f.String(), dz.Data, want.Data)
					for j, v := range bias.Data {
						if e := math.Abs(float64(v) - sums[j]); e > 1e-7*math.Abs(sums[j])+1e-12 {
							t.Fatalf("%v: sum of column %d is %g, want %g", f, j, v, sums[j])
						}
					}
					return bias.Data
				})
			}
		}
	})
}

func TestGradDenseInPlaceWithoutBiasOrAllocations(t *testing.T) {
	p, x, y, dy := NewPool(2), random(1, 300, 784), New(300, 784), random(2, 300, 784)
	dz, bias := New(300, 784), New(784)
	for _, f := range []Function{Identity, Sigmoid, GELU} {
		Map(p, f, y, x)
		GradDense(p, f, dz, x, y, dy, bias)
		same := dy.Clone()
		GradDense(p, f, same, x, y, same, nil)
		sameBits(t, f.String()+" in place", same.Data, dz.Data)
		allocatesNothing(t, f.String(), func() { GradDense(p, f, dz, x, y, dy, bias) })
	}
}

func TestGradDenseRefuses(t *testing.T) {
	x := New(3, 4)
	mustPanic(t, "GradDense", func() { GradDense(nil, Identity, New(4, 3), x, x, x, nil) })
	mustPanic(t, "GradDense", func() { GradDense(nil, Identity, x, x, x, x, New(3)) })
	mustPanic(t, "GradDense", func() { GradDense(nil, Sigmoid, x, x, nil, x, nil) })
	mustPanic(t, "GradDense", func() { GradDense(nil, GELU, x, New(4, 3), x, x, nil) })
	mustPanic(t, "GradDense", func() { GradDense(nil, Function(200), x, x, x, x, nil) })
}
