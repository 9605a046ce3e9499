package compute

import (
	"fmt"
	"testing"
)

func TestGemmSampleEqualsGemmAndSample(t *testing.T) {
	pools := []*Pool{nil, NewPool(2), NewPool(7)}
	eachImpl(t, func(t *testing.T) {
		for i, s := range [][3]int{{1, 1, 1}, {100, 300, 410}, {15, 1500, 20}, {300, 40, 30}, {3, 5, 0}} {
			for _, tb := range transposes {
				a, b, x := operands(s[0], s[1], s[2], NoTrans, tb)
				bias := random(4, s[1])
				if i == 2 {
					bias = nil
				}
				want, rng := New(s[0], s[1]), NewRNG(9)
				Gemm(nil, NoTrans, tb, 1, a, b, 0, x)
				SigmoidBiasSample(nil, rng, x, bias, want)
				for _, p := range pools {
					what := fmt.Sprintf("%v trans %v, %d workers: ", s, tb, p.Workers())
					gotX, got, r := New(s[0], s[1]), New(s[0], s[1]), NewRNG(9)
					GemmSample(p, r, NoTrans, tb, a, b, bias, gotX, got)
					sameBits(t, what+"probabilities", gotX.Data, x.Data)
					sameBits(t, what+"samples", got.Data, want.Data)
					if *r != *rng {
						t.Errorf("%sthe generators are at different places", what)
					}
					got.Fill(7)
					GemmSample(p, NewRNG(9), NoTrans, tb, a, b, bias, nil, got)
					sameBits(t, what+"samples alone", got.Data, want.Data)
				}
			}
		}
	})
}

func TestGemmSampleAllocatesNothing(t *testing.T) {
	a, b, x := operands(100, 500, 64, NoTrans, NoTrans)
	s, bias, r := New(100, 500), New(500), NewRNG(1)
	for _, p := range []*Pool{nil, NewPool(2)} {
		if n := testing.AllocsPerRun(100, func() { GemmSample(p, r, NoTrans, NoTrans, a, b, bias, x, s) }); n != 0 && !raceEnabled {
			t.Errorf("%d workers: %g allocations a call", p.Workers(), n)
		}
	}
}

func TestGemmSampleRefusesShapes(t *testing.T) {
	r, a, b := NewRNG(1), New(3, 4), New(4, 5)
	mustPanic(t, "GemmSample", func() { GemmSample(nil, r, NoTrans, NoTrans, a, b, nil, New(3, 6), New(3, 5)) })
	mustPanic(t, "GemmSample", func() { GemmSample(nil, r, NoTrans, NoTrans, a, b, nil, nil, New(3, 6)) })
	mustPanic(t, "GemmSample", func() { GemmSample(nil, r, NoTrans, NoTrans, a, b, New(4), nil, New(3, 5)) })
	x := New(3, 5)
	mustPanic(t, "GemmSample", func() { GemmSample(nil, r, NoTrans, NoTrans, a, b, nil, x, x) })
}
