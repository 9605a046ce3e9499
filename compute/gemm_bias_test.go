package compute

import (
	"fmt"
	"math"
	"testing"
)

func TestGemmBiasEqualsGemmAndMap(t *testing.T) {
	shapes := [][3]int{{1, 1, 1}, {15, 33, 17}, {100, 500, 410}, {300, 40, 30}, {3, 1030, 9}, {70, 1, 36}, {1, 70, 36}, {129, 600, 20}, {4, 5, 0}, {0, 4, 3}, {4, 0, 3}}
	functions := []Function{Identity, ReLU, Sigmoid, Tanh, Softplus}
	pools := []*Pool{nil, NewPool(2), NewPool(7)}
	eachImpl(t, func(t *testing.T) {
		for i, s := range shapes {
			for trans := range 4 {
				f := functions[(i+trans)%len(functions)]
				ta, tb := Transpose(trans&1 > 0), Transpose(trans&2 > 0)
				a, b, c := operands(s[0], s[1], s[2], ta, tb)
				bias := random(4, s[1])
				if i%2 == 1 && trans == 3 {
					bias = nil
				}
				want := c.Clone()
				Gemm(nil, ta, tb, 0.5, a, b, 2, want)
				for j := range want.Data {
					if bias != nil {
						want.Data[j] += bias.Data[j%s[1]]
					}
				}
				Map(nil, f, want, want)
				for _, p := range pools {
					got := c.Clone()
					GemmBias(p, ta, tb, 0.5, a, b, 2, got, bias, f)
					sameBits(t, fmt.Sprintf("%v %v trans %v %v, %d workers", s, f, ta, tb, p.Workers()), got.Data, want.Data)
				}
			}
		}
	})
}

func TestGemmBiasWithoutBetaDoesNotReadC(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		a, b, c := operands(20, 300, 50, NoTrans, NoTrans)
		c.Fill(float32(math.NaN()))
		GemmBias(nil, NoTrans, NoTrans, 1, a, b, 0, c, random(1, 300), Sigmoid)
		for i, x := range c.Data {
			if !(x >= 0 && x <= 1) {
				t.Fatalf("element %d is %g", i, x)
			}
		}
	})
}

func TestGemmBiasAllocatesNothing(t *testing.T) {
	for _, p := range []*Pool{nil, NewPool(2)} {
		a, b, c := operands(100, 500, 64, NoTrans, NoTrans)
		bias := New(500)
		if n := testing.AllocsPerRun(100, func() { GemmBias(p, NoTrans, NoTrans, 1, a, b, 0, c, bias, Sigmoid) }); n != 0 && !raceEnabled {
			t.Errorf("%d workers: %g allocations a call", p.Workers(), n)
		}
	}
}

func TestGemmBiasRefusesShapes(t *testing.T) {
	mustPanic(t, "GemmBias", func() {
		GemmBias(nil, NoTrans, NoTrans, 1, New(3, 4), New(4, 5), 0, New(3, 5), New(4), ReLU)
	})
	c := New(1, 5)
	mustPanic(t, "GemmBias", func() { GemmBias(nil, NoTrans, NoTrans, 1, New(1, 4), New(4, 5), 0, c, c, ReLU) })
	mustPanic(t, "GemmBias", func() {
		GemmBias(nil, NoTrans, NoTrans, 1, New(3, 4), New(4, 5), 0, New(3, 5), nil, Function(200))
	})
}
