package compute

import (
	"fmt"
	"math"
	"testing"
)

// Zeros in A change neither the bits nor what is not finite, in all products.
func TestProductsOfBits(t *testing.T) {
	pools := []*Pool{nil, NewPool(2), NewPool(7)}
	eachImpl(t, func(t *testing.T) {
		for trans := range 4 {
			ta, tb := Transpose(trans&1 > 0), Transpose(trans&2 > 0)
			a, b, c := operands(120, 300, 450, ta, tb)
			NewRNG(7).Bernoulli(nil, a.Data, constant(a.Len(), 0.15))
			want, scale := reference(ta, tb, 1, a, b, 0, c)
			one := c.Clone()
			Gemm(nil, ta, tb, 1, a, b, 0, one)
			for i, w := range want {
				if math.Abs(float64(one.Data[i])-w) > scale[i]*453/(1<<24) {
					t.Fatalf("trans %v %v: element %d is %g, want %g", ta, tb, i, one.Data[i], w)
				}
			}
			for _, p := range pools {
				got := c.Clone()
				Gemm(p, ta, tb, 1, a, b, 0, got)
				sameBits(t, fmt.Sprintf("trans %v %v, %d workers", ta, tb, p.Workers()), got.Data, one.Data)
			}
			b.Data[1234] = float32(math.Inf(1))
			Gemm(nil, ta, tb, 1, a, b, 0, one)
			nan := 0
			for _, x := range one.Data {
				if x != x {
					nan++
				}
			}
			if nan < 60 { // 0·Inf in each row of a column with a zero there, of 120
				t.Errorf("trans %v %v: one Inf in B gives %d NaN", ta, tb, nan)
			}
		}
	})
}
