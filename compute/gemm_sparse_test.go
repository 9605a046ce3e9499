package compute

import (
	"fmt"
	"math"
	"testing"
)

// sparseProduct returns a product that skips zeros, of which a share of 0.15 is
// not zero, and its result in float64.
func sparseProduct(ta, tb Transpose) *product {
	g := &product{ta: ta, tb: tb, alpha: 1}
	g.a, g.b, g.c = operands(90, 260, 420, ta, tb)
	NewRNG(7).Bernoulli(nil, g.a.Data, constant(g.a.Len(), 0.15))
	g.want, g.scale = reference(ta, tb, 1, g.a, g.b, 0, g.c)
	return g
}

// Zeros in A change neither the sums, for any number of workers, nor what is not
// finite.
func TestProductsOfBits(t *testing.T) {
	pools := []*Pool{nil, NewPool(2), NewPool(7)}
	for trans := range 4 {
		g := sparseProduct(Transpose(trans&1 > 0), Transpose(trans&2 > 0))
		eachImpl(t, func(t *testing.T) {
			one := g.c.Clone()
			Gemm(nil, g.ta, g.tb, 1, g.a, g.b, 0, one)
			g.check(t, nil)
			for _, p := range pools[1:] {
				got := g.c.Clone()
				Gemm(p, g.ta, g.tb, 1, g.a, g.b, 0, got)
				sameBits(t, fmt.Sprintf("trans %d, %d workers", trans, p.Workers()), got.Data, one.Data)
			}
			b := g.b.Clone()
			b.Data[1234] = float32(math.Inf(1))
			Gemm(nil, g.ta, g.tb, 1, g.a, b, 0, one)
			nan := 0
			for _, x := range one.Data {
				if x != x {
					nan++
				}
			}
			if nan < 45 { // 0·Inf in each of the 90 rows that has a zero there
				t.Errorf("trans %d: one Inf in B gives %d NaN", trans, nan)
			}
		})
	}
}

// An update takes the lists' way too.
func TestGemmUpdateOfBitsEqualsGemmAndApply(t *testing.T) {
	u := updates[3]
	eachImpl(t, func(t *testing.T) {
		a, b, g := operands(400, 300, 60, Trans, NoTrans)
		NewRNG(7).Bernoulli(nil, a.Data, constant(a.Len(), 0.15))
		w, m, v := state(400, 300)
		Gemm(nil, Trans, NoTrans, 1, a, b, 0, g)
		u.Apply(nil, w, g, m, v)
		gotW, gotM, gotV := state(400, 300)
		GemmUpdate(NewPool(2), &u, Trans, NoTrans, 1, a, b, gotW, gotM, gotV)
		sameBits(t, "w", gotW.Data, w.Data)
		sameBits(t, "m", gotM.Data, m.Data)
		sameBits(t, "v", gotV.Data, v.Data)
	})
}
