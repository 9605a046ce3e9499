package function

import (
	"math"
	"testing"

	"github.com/udl-go/lab/compute/internal/impl/impltest"
)

// names are those of the functions.
var names = [Count]string{
	"Identity", "ReLU", "ELU", "Sigmoid", "Tanh", "Softplus", "GELU", "SiLU",
	"Exp", "Log", "Sqrt", "Square", "Abs", "Reciprocal", "Sign",
}

// inputs are all kinds of numbers: special ones, the ends of ranges, all powers of
// two with neighbors, and a dense walk through the middle.
func inputs() []float32 {
	inf := float32(math.Inf(1))
	x := []float32{
		0, float32(math.Copysign(0, -1)), inf, -inf, float32(math.NaN()), math.MaxFloat32, -math.MaxFloat32,
		86.99, 87, 87.01, 87.33, 88.37, 88.38, 88.5, 88.72, 88.73, 89, 103.9, 103.98, 104, 500,
		-86.99, -87, -87.01, -87.33, -88.37, -88.38, -88.5, -88.72, -89, -103.2, -103.9, -103.98, -104, -500,
	}
	for e := -149; e <= 127; e++ {
		for _, m := range []float64{1, 1.0000001, 1.2345, 1.4142135, 1.4142137, 1.99999988} {
			v := float32(math.Ldexp(m, e))
			x = append(x, v, -v)
		}
	}
	step := float32(0.00137)
	if testing.Short() {
		step = 0.0137
	}
	for v := float32(-110); v < 100; v += step {
		x = append(x, v)
	}
	return x
}

func TestAllImplementationsGiveTheSameBits(t *testing.T) {
	all := inputs()
	other := make([]float32, len(all))
	for i := range other {
		other[i] = float32(i%13) - 6
	}
	got, want := make([]float32, len(all)), make([]float32, len(all))
	compare := func(t *testing.T, what string, f ID, n int) {
		t.Helper()
		for i, w := range want[:n] {
			if g := got[i]; math.Float32bits(g) != math.Float32bits(w) && !(g != g && w != w) {
				t.Fatalf("%s of %s: element %d of %d is %g, in Go %g", what, names[f], i, n, g, w)
			}
		}
	}
	impltest.Each(t, func(t *testing.T) {
		for f := range Count {
			check := func(from, n int) {
				x, o := all[from:from+n], other[from:from+n]
				Apply(f, got[:n], x)
				applyGeneric(f, want[:n], x, nil)
				compare(t, "value", f, n)
				ApplyBias(f, got[:n], x, o)
				applyGeneric(f, want[:n], x, o)
				compare(t, "value with a bias", f, n)
				copy(got, x)
				ApplyBias(f, got[:n], got[:n], o)
				compare(t, "value in place", f, n)
				Grad(f, got[:n], x, o)
				gradGeneric(f, want[:n], x, o)
				compare(t, "derivative", f, n)
				copy(got, o)
				Grad(f, got[:n], x, got[:n])
				compare(t, "derivative in the place of dy", f, n)
				copy(got, x)
				Grad(f, got[:n], got[:n], o)
				if f != Identity && f != Sign {
					compare(t, "derivative in the place of v", f, n)
				}
			}
			check(0, len(all))
			for n := range 68 { // every tail
				check(0, n)
				check(1000+n, n)
			}
		}
	})
}

func TestKernelsStayInsideTheirSlices(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for f := range Count {
			for n := range 40 {
				dst, x := make([]float32, n+32), make([]float32, n+32)
				for i := range dst {
					dst[i], x[i] = -5, 1
				}
				Apply(f, dst[:n], x[:n])
				ApplyBias(f, dst[:n], x[:n], x[:n])
				Grad(f, dst[:n], x[:n], x[:n])
				for i := n; i < n+32; i++ {
					if dst[i] != -5 {
						t.Fatalf("%s of %d elements: element %d was written", names[f], n, i)
					}
				}
			}
		}
	})
}

func TestKernelsAllocateNothing(t *testing.T) {
	x := make([]float32, 100)
	impltest.Each(t, func(t *testing.T) {
		for f := range Count {
			if n := testing.AllocsPerRun(10, func() {
				var y [100]float32 // a buffer of the caller must not move to the heap
				Apply(f, y[:], x)
				ApplyBias(f, y[:], y[:], x)
				Grad(f, y[:], y[:], x)
				x[0] = y[0]
			}); n != 0 {
				t.Errorf("%s: %g allocations", names[f], n)
			}
		}
	})
}
