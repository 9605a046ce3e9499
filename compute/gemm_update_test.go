package compute

import (
	"fmt"
	"testing"
)

// updates are steps of every rule.
var updates = []Update{
	{Rule: SGD, Rate: 0.1, WeightDecay: 0.01},
	{Rule: SGD, Rate: 0.1, Momentum: 0.9, Nesterov: true},
	{Rule: RMSProp, Rate: 0.01, Beta2: 0.99, Eps: 1e-8},
	{Rule: Adam, Rate: 0.01, Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, Step: 3, Scale: 0.5},
	{Rule: AdamW, Rate: 0.01, Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, Step: 1, WeightDecay: 0.1},
}

// state returns weights and averages of the given shape.
func state(rows, cols int) (w, m, v *Tensor) {
	w, m, v = random(4, rows, cols), random(5, rows, cols), random(6, rows, cols)
	for i, x := range v.Data {
		v.Data[i] = x * x
	}
	return w, m, v
}

func TestGemmUpdateEqualsGemmAndApply(t *testing.T) {
	shapes := [][3]int{{1, 1, 1}, {30, 250, 7}, {29, 33, 100}, {300, 130, 20}, {784, 500, 100}, {3, 40000, 2}, {40, 512, 401}, {5, 4, 0}, {0, 4, 3}}
	if testing.Short() {
		shapes = [][3]int{{30, 250, 7}, {300, 130, 20}, {40, 512, 401}, {5, 4, 0}}
	}
	pools := []*Pool{nil, NewPool(2), NewPool(7)}
	eachImpl(t, func(t *testing.T) {
		for i, s := range shapes {
			for trans := range 4 {
				u := updates[(i+trans)%len(updates)]
				ta, tb := Transpose(trans&1 > 0), Transpose(trans&2 > 0)
				a, b, g := operands(s[0], s[1], s[2], ta, tb)
				w, m, v := state(s[0], s[1])
				Gemm(nil, ta, tb, 0.5, a, b, 0, g)
				u.Apply(nil, w, g, m, v)
				for _, p := range pools {
					gotW, gotM, gotV := state(s[0], s[1])
					GemmUpdate(p, &u, ta, tb, 0.5, a, b, gotW, gotM, gotV)
					what := fmt.Sprintf("%v %v trans %v %v, %d workers: ", s, u.Rule, ta, tb, p.Workers())
					sameBits(t, what+"w", gotW.Data, w.Data)
					sameBits(t, what+"m", gotM.Data, m.Data)
					sameBits(t, what+"v", gotV.Data, v.Data)
				}
			}
		}
	})
}

func TestGemmUpdateAllocatesNothing(t *testing.T) {
	u := updates[3]
	for _, p := range []*Pool{nil, NewPool(2)} {
		a, b, _ := operands(400, 300, 64, Trans, NoTrans)
		w, m, v := state(400, 300)
		if n := testing.AllocsPerRun(50, func() { GemmUpdate(p, &u, Trans, NoTrans, 1, a, b, w, m, v) }); n != 0 && !raceEnabled {
			t.Errorf("%d workers: %g allocations a call", p.Workers(), n)
		}
	}
}

func TestGemmUpdateRefusesShapes(t *testing.T) {
	u := updates[3]
	w, m, v := state(4, 5)
	mustPanic(t, "GemmUpdate", func() { GemmUpdate(nil, &u, NoTrans, NoTrans, 1, New(4, 3), New(3, 6), w, m, v) })
	mustPanic(t, "GemmUpdate", func() { GemmUpdate(nil, &u, NoTrans, NoTrans, 1, New(4, 3), New(3, 5), w, nil, v) })
	mustPanic(t, "GemmUpdate", func() { GemmUpdate(nil, &u, NoTrans, NoTrans, 1, New(4, 3), New(3, 5), w, m, New(5, 5)) })
	square, _, _ := state(5, 5)
	mustPanic(t, "GemmUpdate", func() { GemmUpdate(nil, &u, NoTrans, NoTrans, 1, square, New(5, 5), New(5, 5), square, New(5, 5)) })
}

func BenchmarkGemmUpdate(b *testing.B) {
	u := Update{Rule: Adam, Rate: 0.001, Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, Step: 1}
	for workers := 1; workers <= 2; workers++ {
		for _, fused := range []bool{false, true} {
			b.Run(fmt.Sprintf("fused=%v/workers=%d", fused, workers), func(b *testing.B) {
				p := NewPool(workers)
				type layer struct{ x, dy, g, w, m, v *Tensor }
				var layers []layer
				for _, s := range [][2]int{{784, 1000}, {1000, 500}, {500, 250}, {250, 30}, {30, 250}, {250, 500}, {500, 1000}, {1000, 784}} {
					x, dy, g := operands(s[0], s[1], 100, Trans, NoTrans)
					w, m, v := state(s[0], s[1])
					layers = append(layers, layer{x, dy, g, w, m, v})
				}
				for b.Loop() {
					for _, l := range layers {
						if fused {
							GemmUpdate(p, &u, Trans, NoTrans, 0.01, l.x, l.dy, l.w, l.m, l.v)
							continue
						}
						Gemm(p, Trans, NoTrans, 0.01, l.x, l.dy, 0, l.g)
						u.Apply(p, l.w, l.g, l.m, l.v)
					}
				}
				b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N), "ms/step")
			})
		}
	}
}
