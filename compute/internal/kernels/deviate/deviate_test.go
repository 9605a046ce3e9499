package deviate

import (
	"math"
	"testing"

	"github.com/udl-go/lab/compute/internal/impl/impltest"
)

// words returns n words, the ends of ranges first.
func words(n int) []uint32 {
	ends := []uint32{0, 1, 2, 1<<29 - 1, 1 << 29, 1<<30 - 1, 1 << 30, 3 << 29, 1<<31 - 1, 1 << 31, 3 << 30, 7 << 29, 1<<32 - 1, 1<<32 - 129, 1<<32 - 128}
	var w []uint32
	for _, a := range ends {
		for _, b := range ends {
			w = append(w, a, b)
		}
	}
	for s := uint32(1); len(w) < n; {
		s = s*1664525 + 1013904223
		w = append(w, s^s>>15)
	}
	return w[:n]
}

func TestPairIsBoxAndMuller(t *testing.T) {
	w := words(200_000)
	worst, largest := 0.0, 0.0
	for i := 0; i < len(w); i += 2 {
		x, y := pair(w[i], w[i+1])
		r := math.Sqrt(-2 * math.Log((float64(w[i])+0.5)/(1<<32)))
		sin, cos := math.Sincos(2 * math.Pi / (1 << 32) * float64(w[i+1]))
		d := math.Hypot(float64(x)-r*cos, float64(y)-r*sin)
		worst, largest = max(worst, d), max(largest, math.Abs(float64(x)))
		// Where a is near 2³² the radius is small and rounding a counts.
		if limit := 4e-7*r + 6e-8/math.Max(r, 2e-4); d > limit {
			t.Fatalf("pair(%d, %d) is %g off, more than %g", w[i], w[i+1], d, limit)
		}
	}
	t.Logf("worst error %.2g, largest number %.4f", worst, largest)
	if math.Abs(largest-6.7637) > 1e-3 {
		t.Errorf("the largest number is %g", largest)
	}
}

func TestAllImplementationsGiveTheSameBits(t *testing.T) {
	all := words(40_000)
	impltest.Each(t, func(t *testing.T) {
		check := func(w []uint32) {
			n := len(w)
			got, want := make([]float32, n+1), make([]float32, n)
			got[n] = -5
			Normal(got[:n], w, 0.3, 1.7)
			normalGeneric(want, w, 0.3, 1.7)
			same(t, "Normal", got[:n], want)
			for i, v := range w {
				got[i], want[i] = float32(v>>8)/(1<<24), float32(v>>8)/(1<<24)
			}
			Mask(got[:n], 0.3, 5)
			maskGeneric(want, 0.3, 5)
			same(t, "Mask", got[:n], want)
			if got[n] != -5 {
				t.Fatalf("%d numbers: wrote past the end", n)
			}
		}
		check(all)
		for n := 0; n < 140; n += 2 {
			check(all[n : 2*n])
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
