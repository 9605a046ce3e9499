package compute

import (
	"math"
	"testing"
)

func TestSumsOfRowsAndColumns(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, n := range []int{0, 1, 5, 100} {
			for _, d := range []int{0, 1, 3, 16, 17, 20, 31, 300, 1000} {
				x := random(1, n, d)
				rows, cols, most := make([]float64, n), make([]float64, d), make([]float64, n)
				for i := range rows {
					most[i] = math.Inf(-1)
					for j, v := range x.Row(i) {
						rows[i] += float64(v)
						cols[j] += float64(v)
						most[i] = max(most[i], float64(v))
					}
				}
				r, c, m := New(n), New(d), New(n, 1)
				RowSums(nil, r, x)
				ColSumsTo(nil, c, x)
				RowMax(nil, m, x)
				for i := range rows {
					if !near(float64(r.Data[i]), rows[i], 1e-7*math.Abs(rows[i])+1e-12) || float64(m.Data[i]) != most[i] {
						t.Fatalf("%d×%d, row %d: sum %g and maximum %g, want %g and %g", n, d, i, r.Data[i], m.Data[i], rows[i], most[i])
					}
				}
				total := 0.0
				for j := range cols {
					total += cols[j]
					if c.Data[j] != float32(cols[j]) {
						t.Fatalf("%d×%d, column %d: sum %g, want %g", n, d, j, c.Data[j], cols[j])
					}
				}
				if s := SumAll(nil, x); !near(s, total, 1e-9*math.Sqrt(float64(n*d))) {
					t.Errorf("%d×%d: sum %g, want %g", n, d, s, total)
				}
			}
		}
	})
}

func TestSumsDoNotDependOnTheNumberOfWorkers(t *testing.T) {
	x := random(1, 1013, 1501)
	eachImpl(t, func(t *testing.T) {
		rows, cols, logs := New(1013), New(1501), New(1013)
		RowSums(nil, rows, x)
		ColSumsTo(nil, cols, x)
		LogSumExp(nil, logs, x)
		total := SumAll(nil, x)
		for _, workers := range []int{1, 2, 7} {
			p, r, c, l := NewPool(workers), New(1013), New(1501), New(1013)
			RowSums(p, r, x)
			ColSumsTo(p, c, x)
			LogSumExp(p, l, x)
			sameBits(t, "sums of rows", r.Data, rows.Data)
			sameBits(t, "sums of columns", c.Data, cols.Data)
			sameBits(t, "log-sum-exp", l.Data, logs.Data)
			if s := SumAll(p, x); s != total {
				t.Errorf("%d workers: sum %g, want %g", workers, s, total)
			}
		}
	})
}
