package testutil

import (
	"math"
	"testing"
)

// Gradient compares the gradient of f at x with central differences of step h.
// f reads x, which is changed one entry at a time and restored; the error of an
// entry is relative to its size, or to 1e-6 where it is smaller.
func Gradient(t testing.TB, x, gradient []float64, h, tol float64, f func() float64) {
	t.Helper()
	if len(x) != len(gradient) {
		t.Fatalf("the gradient has %d entries, x has %d", len(gradient), len(x))
	}
	for i, x0 := range x {
		x[i] = x0 + h
		up := f()
		x[i] = x0 - h
		numeric := (up - f()) / (2 * h)
		x[i] = x0
		rel := math.Abs(numeric-gradient[i]) / math.Max(1e-6, math.Abs(numeric)+math.Abs(gradient[i]))
		if !(rel <= tol) { // also catches NaN
			t.Errorf("gradient[%d] = %g, by differences %g (relative error %.1e)", i, gradient[i], numeric, rel)
		}
	}
}
