package arithmetic

import (
	"math"
	"testing"

	"github.com/udl-go/lab/compute/internal/impl/impltest"
)

// numbers returns n numbers, special ones among them.
func numbers(n, seed int) []float32 {
	special := []float32{
		0, float32(math.Copysign(0, -1)), float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()),
		1e-45, math.MaxFloat32, -1e-40, 1.5,
	}
	x, s := make([]float32, n), uint32(seed)
	for i := range x {
		s = s*1664525 + 1013904223
		x[i] = (float32(s>>8)/(1<<23) - 1) * 10
		if s>>28 == 0 {
			x[i] = special[i%len(special)]
		}
	}
	return x
}

// passes are all kernels, in assembly where there is some, and in Go.
var passes = map[string]struct{ fast, slow func(dst, x, y []float32) }{
	"Add":    {func(d, x, y []float32) { Combine(Add, d, x, y) }, func(d, x, y []float32) { combineGeneric(Add, d, x, y) }},
	"Sub":    {func(d, x, y []float32) { Combine(Sub, d, x, y) }, func(d, x, y []float32) { combineGeneric(Sub, d, x, y) }},
	"Mul":    {func(d, x, y []float32) { Combine(Mul, d, x, y) }, func(d, x, y []float32) { combineGeneric(Mul, d, x, y) }},
	"Div":    {func(d, x, y []float32) { Combine(Div, d, x, y) }, func(d, x, y []float32) { combineGeneric(Div, d, x, y) }},
	"MulAdd": {func(d, x, y []float32) { Combine(MulAdd, d, x, y) }, func(d, x, y []float32) { combineGeneric(MulAdd, d, x, y) }},
	"Add of a number": {
		func(d, x, y []float32) { CombineScalar(Add, d, x, 0.3) },
		func(d, x, y []float32) { combineScalarGeneric(Add, d, x, 0.3) },
	},
	"Sub of a number": {
		func(d, x, y []float32) { CombineScalar(Sub, d, x, 0.3) },
		func(d, x, y []float32) { combineScalarGeneric(Sub, d, x, 0.3) },
	},
	"Mul by a number": {
		func(d, x, y []float32) { CombineScalar(Mul, d, x, 0.3) },
		func(d, x, y []float32) { combineScalarGeneric(Mul, d, x, 0.3) },
	},
	"Div by a number": {
		func(d, x, y []float32) { CombineScalar(Div, d, x, 0.3) },
		func(d, x, y []float32) { combineScalarGeneric(Div, d, x, 0.3) },
	},
	"MulAdd of a number": {
		func(d, x, y []float32) { CombineScalar(MulAdd, d, x, 0.3) },
		func(d, x, y []float32) { combineScalarGeneric(MulAdd, d, x, 0.3) },
	},
	"AddScaled": {
		func(d, x, y []float32) { AddScaled(d, 0.7, x, -1.3, y) },
		func(d, x, y []float32) { addScaledGeneric(d, 0.7, x, -1.3, y) },
	},
	"Affine": {
		func(d, x, y []float32) { Affine(d, 0.7, x, -1.3) },
		func(d, x, y []float32) { affineGeneric(d, 0.7, x, -1.3) },
	},
	"Clamp": {
		func(d, x, y []float32) { Clamp(d, x, -2, 3) },
		func(d, x, y []float32) { clampGeneric(d, x, -2, 3) },
	},
	"Leaky": {
		func(d, x, y []float32) { Leaky(d, x, y, 0.2) },
		func(d, x, y []float32) { leakyGeneric(d, x, y, 0.2) },
	},
}

func TestAllImplementationsGiveTheSameBits(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for name, f := range passes {
			for n := range 70 { // every tail, twice over
				x, y, guard := numbers(n, n), numbers(n, n+100), float32(-5)
				got, want := append(numbers(n, 7), guard), numbers(n, 7)
				f.fast(got[:n], x, y)
				f.slow(want, x, y)
				same(t, name, got[:n], want)
				if got[n] != guard {
					t.Fatalf("%s of %d numbers wrote past the end", name, n)
				}
				copy(want, x)
				f.slow(want, want, y)
				copy(got, x)
				f.fast(got[:n], got[:n], y)
				same(t, name+" in the place of x", got[:n], want)
				copy(want, y)
				f.slow(want, x, want)
				copy(got, y)
				f.fast(got[:n], x, got[:n])
				same(t, name+" in the place of y", got[:n], want)
			}
		}
	})
}

// same compares bits, but not those of NaN.
func same(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i, w := range want {
		if g := got[i]; math.Float32bits(g) != math.Float32bits(w) && !(g != g && w != w) {
			t.Fatalf("%s: element %d of %d is %g, in Go %g", what, i, len(want), g, w)
		}
	}
}

func TestClampKeepsNaN(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		x := []float32{float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1))}
		Clamp(x, x, -1, 1)
		if x[0] == x[0] || x[1] != 1 || x[2] != -1 {
			t.Errorf("NaN, Inf and −Inf become %v", x)
		}
	})
}
