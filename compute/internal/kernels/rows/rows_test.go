package rows

import (
	"math"
	"testing"

	"github.com/udl-go/lab/compute/internal/impl/impltest"
)

// numbers returns n logits.
func numbers(n, seed int) []float32 {
	x, s := make([]float32, n), uint32(seed)
	for i := range x {
		s = s*1664525 + 1013904223
		x[i] = (float32(s>>8)/(1<<23) - 1) * 60
	}
	return x
}

func TestAllImplementationsGiveTheSameBits(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for n := range 70 {
			x := numbers(n, n)
			if n > 2 {
				x[n/2] = float32(math.Inf(-1))
			}
			m := Max(x)
			if w := maxGeneric(x); m != w {
				t.Fatalf("Max of %d: %g, in Go %g", n, m, w)
			}
			got, want := make([]float32, n+1), make([]float32, n)
			got[n] = -5
			s, w := ExpSum(got[:n], x, m), expSumGeneric(want, x, m)
			same(t, "ExpSum", got[:n], want)
			if s != w || SumExp(x, m) != w {
				t.Fatalf("sum of %d: %g and %g, in Go %g", n, s, SumExp(x, m), w)
			}
			for i := range want {
				want[i] = x[i] / 3
			}
			if n > 2 {
				want[n/2] = 1e10
			}
			if s, w := Sum(want), totalGeneric(want); s != w {
				t.Fatalf("Sum of %d: %g, in Go %g", n, s, w)
			}
			Shift(got[:n], x, m, 0.7)
			shiftGeneric(want, x, m, 0.7)
			same(t, "Shift", got[:n], want)
			if got[n] != -5 {
				t.Fatalf("%d numbers: wrote past the end", n)
			}
		}
	})
}

// same compares bits.
func same(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i, w := range want {
		if math.Float32bits(got[i]) != math.Float32bits(w) {
			t.Fatalf("%s: element %d of %d is %g, in Go %g", what, i, len(want), got[i], w)
		}
	}
}

func TestMaxFindsEveryPlace(t *testing.T) {
	nan, zero := float32(math.NaN()), float32(math.Copysign(0, -1))
	impltest.Each(t, func(t *testing.T) {
		for n := 1; n < 70; n++ {
			for i := range n {
				x := make([]float32, n)
				for j := range x {
					x[j] = -3
				}
				if x[i] = -2; Max(x) != -2 {
					t.Fatalf("Max of %d with the largest at %d: %g", n, i, Max(x))
				}
				if x[i] = zero; math.Float32bits(Max(x)) != 0 {
					t.Fatalf("Max of %d with −0 at %d: %g", n, i, Max(x))
				}
				if x[i] = nan; Max(x) == Max(x) {
					t.Fatalf("Max of %d with NaN at %d: %g", n, i, Max(x))
				}
			}
		}
		if m := Max(nil); !math.IsInf(float64(m), -1) {
			t.Errorf("Max of nothing: %g", m)
		}
	})
}

func TestLogIsTheLogarithm(t *testing.T) {
	for x := 0.5; x < 1e12; x *= 1.00137 {
		if got, want := Log(x), math.Log(x); math.Abs(got-want) > 4e-16*math.Max(math.Abs(want), 0.5) {
			t.Errorf("Log(%g) = %g, want %g", x, got, want)
		}
	}
	if got := Log(1); got != 0 {
		t.Errorf("Log(1) = %g", got)
	}
	if got := Log(math.NaN()); got == got {
		t.Errorf("Log(NaN) = %g", got)
	}
}

func TestSoftmaxOfRowsIsThatOfEach(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	impltest.Each(t, func(t *testing.T) {
		for cols := 1; cols < 70; cols++ {
			const n = 7
			x := numbers(n*cols, cols)
			for j := range cols {
				x[3*cols+j] = -inf // a whole row
			}
			x[4*cols+cols/2], x[5*cols+cols/3], x[6*cols] = nan, inf, -inf
			want := make([]float32, len(x))
			for i := range n {
				row := x[i*cols : (i+1)*cols]
				sum := expSumGeneric(want[i*cols:], row, maxGeneric(row))
				for j := range row {
					want[i*cols+j] *= float32(1 / sum)
				}
			}
			got := append(make([]float32, len(x)), -5)
			Softmax(got[:len(x)], x, cols)
			for k, w := range want {
				if g := got[k]; math.Float32bits(g) != math.Float32bits(w) && !(g != g && w != w) {
					t.Fatalf("%d columns, row %d: element %d is %g, want %g", cols, k/cols, k%cols, g, w)
				}
			}
			if got[len(x)] != -5 {
				t.Fatalf("%d columns: wrote past the end", cols)
			}
			Softmax(x, x, cols)
			if got[0] != x[0] || got[2*cols] != x[2*cols] {
				t.Fatalf("%d columns: another result in place", cols)
			}
		}
	})
}
