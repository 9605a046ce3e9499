package normalize

import (
	"fmt"
	"math"
	"testing"

	"github.com/udl-go/lab/compute/internal/impl"
	"github.com/udl-go/lab/compute/internal/impl/impltest"
)

// ramp returns n numbers of both signs with inexact sums and products.
func ramp(n int, seed float64) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(math.Sin(float64(i)*1.7+seed) * math.Exp2(float64(i%9)-4))
	}
	return x
}

// rows are the passes over rows.
var rows = []struct {
	name  string
	bytes int
	run   func(dst []float32, x [6][]float32) [2]float64
}{
	{"Affine", 20, func(dst []float32, x [6][]float32) (r [2]float64) { Affine(dst, x[0], x[1], x[2], x[3]); return }},
	{"Centered", 28, func(dst []float32, x [6][]float32) (r [2]float64) {
		Centered(dst, x[0], x[1], x[2], x[3], x[4], x[5])
		return
	}},
	{"Squares", 4, func(_ []float32, x [6][]float32) (r [2]float64) { r[0] = Squares(x[0], 0.3); return }},
	{"Row", 16, func(dst []float32, x [6][]float32) (r [2]float64) { Row(dst, x[0], x[1], x[2], 0.3, 1.7); return }},
	{"RowDots", 12, func(_ []float32, x [6][]float32) (r [2]float64) {
		r[0], r[1] = RowDots(x[0], x[1], x[2], 0.3, 1.7)
		return
	}},
	{"RowGrad", 16, func(dst []float32, x [6][]float32) (r [2]float64) {
		RowGrad(dst, x[0], x[1], x[2], 0.3, 1.7, -0.6, 0.1)
		return
	}},
	{"Lerp", 12, func(dst []float32, x [6][]float32) (r [2]float64) { Lerp(0.3, dst, x[0]); return }},
}

// arguments returns six slices of n numbers.
func arguments(n int) (x [6][]float32) {
	for i := range x {
		x[i] = ramp(n, float64(i))
	}
	return x
}

func TestRowsEqualTheirLoops(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for _, f := range rows {
			for n := range 131 {
				got, want, x := ramp(n+20, 9), ramp(n+20, 9), arguments(n)
				sums := f.run(got[:n], x)
				restore := impl.Use(impl.Scalar)
				exact := f.run(want[:n], x)
				restore()
				if sums != exact {
					t.Fatalf("%s of %d: sums %v, want %v", f.name, n, sums, exact)
				}
				for i, w := range want {
					if math.Float32bits(got[i]) != math.Float32bits(w) {
						t.Fatalf("%s of %d: element %d is %g, want %g", f.name, n, i, got[i], w)
					}
				}
				for k, y := range arguments(n) {
					for i := range y {
						if x[k][i] != y[i] {
							t.Fatalf("%s of %d: argument %d changed", f.name, n, k)
						}
					}
				}
			}
		}
	})
}

// columns are the passes over columns; each adds to two rows of sums.
var columns = []struct {
	name string
	run  func(s, q []float64, x [6][]float32, stride, rows int)
}{
	{"AddSquares", func(s, q []float64, x [6][]float32, stride, rows int) { AddSquares(s, q, x[0], stride, rows) }},
	{"AddDots", func(s, q []float64, x [6][]float32, stride, rows int) {
		AddDots(s, q, x[0], x[1], x[2], stride, rows)
	}},
	{"AddScaled", func(s, q []float64, x [6][]float32, stride, rows int) {
		AddScaled(s, q, x[0], x[1], x[2], x[3], stride, rows)
	}},
}

func TestColumnsEqualTheirLoops(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for _, f := range columns {
			for cols := range 50 {
				for _, n := range []int{0, 1, 2, 7} {
					stride := cols + 3
					x := arguments(n*stride + cols)
					var got, want [2][]float64
					for k := range got {
						for j := range cols + 1 {
							got[k], want[k] = append(got[k], float64(j)), append(want[k], float64(j))
						}
					}
					f.run(got[0][:cols], got[1][:cols], x, stride, n)
					restore := impl.Use(impl.Scalar)
					f.run(want[0][:cols], want[1][:cols], x, stride, n)
					restore()
					for k := range got {
						for j, w := range want[k] {
							if got[k][j] != w {
								t.Fatalf("%s, %d rows of %d: sum %d of column %d is %g, want %g", f.name, n, cols, k, j, got[k][j], w)
							}
						}
					}
				}
			}
		}
	})
}

func BenchmarkPasses(b *testing.B) {
	const n, height = 512, 100
	x, dst := arguments(n*height), ramp(n, 1)
	s, q := make([]float64, n), make([]float64, n)
	for _, l := range impl.Levels() {
		for _, f := range rows {
			b.Run(fmt.Sprint(f.name, "/", l), func(b *testing.B) {
				defer impl.Use(l)()
				var y [6][]float32
				for i := range y {
					y[i] = x[i][:n]
				}
				for b.Loop() {
					f.run(dst, y)
				}
				b.ReportMetric(float64(f.bytes*n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GB/s")
			})
		}
		for i, f := range columns {
			b.Run(fmt.Sprint(f.name, "/", l), func(b *testing.B) {
				defer impl.Use(l)()
				for b.Loop() {
					f.run(s, q, x, n, height)
				}
				b.ReportMetric(float64([]int{4, 8, 8}[i]*n*height)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GB/s")
			})
		}
	}
}
