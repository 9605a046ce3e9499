package compute

import (
	"math"
	"testing"
)

func TestReductionsAreTheSums(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, s := range [][2]int{{0, 3}, {3, 0}, {1, 1}, {7, 16}, {5, 33}, {100, 784}} {
			x, v := random(1, s[0], s[1]), random(2, s[1])
			cols, rows := make([]float64, s[1]), make([]float64, s[0])
			for i := range cols {
				cols[i] = math.NaN() // what was there must not count
			}
			ColSums(nil, x, cols)
			RowDots(nil, x, v.Data, rows)
			wantCols, total := make([]float64, s[1]), 0.0
			for i := range s[0] {
				dot := 0.0
				for j, a := range x.Row(i) {
					wantCols[j] += float64(a)
					dot += float64(a) * float64(v.Data[j])
					total += float64(a)
				}
				if math.Abs(rows[i]-dot) > 1e-11 {
					t.Errorf("%v, row %d: dot %g, want %g", s, i, rows[i], dot)
				}
			}
			for j, w := range wantCols {
				if math.Abs(cols[j]-w) > 1e-11 {
					t.Errorf("%v, column %d: sum %g, want %g", s, j, cols[j], w)
				}
			}
			if got := Sum(x.Data); math.Abs(got-total) > 1e-10 {
				t.Errorf("%v: sum %g, want %g", s, got, total)
			}
		}
	})
}

func TestAxpyAndScaleAreLinear(t *testing.T) { // a·x + b·x = (a+b)·x, exact for powers of two
	eachImpl(t, func(t *testing.T) {
		x := random(1, 1003)
		y, z := New(1003), x.Clone()
		Axpy(0.5, x.Data, y.Data)
		Axpy(0.25, x.Data, y.Data)
		Axpy(0.25, x.Data, y.Data)
		sameBits(t, "Axpy", y.Data, x.Data)
		Scale(4, z.Data)
		Scale(0.25, z.Data)
		sameBits(t, "Scale", z.Data, x.Data)
	})
}

func TestReductionsRefuseLengths(t *testing.T) {
	x := New(2, 3)
	mustPanic(t, "ColSums", func() { ColSums(nil, x, make([]float64, 2)) })
	mustPanic(t, "RowDots", func() { RowDots(nil, x, make([]float32, 3), make([]float64, 3)) })
	mustPanic(t, "Dot", func() { Dot(make([]float32, 2), make([]float32, 3)) })
	mustPanic(t, "Axpy", func() { Axpy(1, make([]float32, 2), make([]float32, 3)) })
}
