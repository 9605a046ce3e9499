package vector

import (
	"math"
	"testing"

	"github.com/udl-go/lab/compute/internal/impl/impltest"
)

// ramp returns n numbers of both signs with inexact sums and products.
func ramp(n int, seed float32) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(math.Sin(float64(i)*1.7+float64(seed))) * float32(math.Exp2(float64(i%9)-4))
	}
	return x
}

// same fails unless x and y have the same bits.
func same(t *testing.T, what string, n int, x, y []float32) {
	t.Helper()
	for i := range x {
		if math.Float32bits(x[i]) != math.Float32bits(y[i]) {
			t.Fatalf("%s of %d: element %d is %g, want %g", what, n, i, x[i], y[i])
		}
	}
}

func TestKernelsEqualTheirLoops(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for n := range 131 {
			x, y := ramp(n+3, 1), ramp(n+3, 2)
			wantX, wantY := ramp(n+3, 1), ramp(n+3, 2)
			axpyGeneric(0.3, wantX[1:n+1], wantY[1:n+1])
			Axpy(0.3, x[1:n+1], y[1:n+1])
			same(t, "Axpy", n, y, wantY)
			same(t, "Axpy's x", n, x, wantX)
			axpyGeneric(0.3, wantX[1:n+1], wantX[1:n+1])
			Axpy(0.3, x[1:n+1], x[1:n+1])
			same(t, "Axpy in place", n, x, wantX)
			scaleGeneric(-1.1, wantX[2:n+2])
			Scale(-1.1, x[2:n+2])
			same(t, "Scale", n, x, wantX)

			var lanes [16]float64
			sumGeneric(x[:n], &lanes)
			if got, want := Sum(x[:n]), Fold(&lanes); got != want {
				t.Fatalf("Sum of %d: %g, want %g", n, got, want)
			}
			lanes = [16]float64{}
			dotGeneric(x[:n], y[:n], &lanes)
			if got, want := Dot(x[:n], y[:n]), Fold(&lanes); got != want {
				t.Fatalf("Dot of %d: %g, want %g", n, got, want)
			}
		}
	})
}

func TestReductionsEqualTheSum(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for n := range 200 {
			x, y, sum, dot := ramp(n, 1), ramp(n, 2), 0.0, 0.0
			for i := range x {
				sum += float64(x[i])
				dot += float64(x[i]) * float64(y[i])
			}
			if got := Sum(x); math.Abs(got-sum) > 1e-12 {
				t.Fatalf("Sum of %d: %g, want %g", n, got, sum)
			}
			if got := Dot(x, y); math.Abs(got-dot) > 1e-11 {
				t.Fatalf("Dot of %d: %g, want %g", n, got, dot)
			}
		}
	})
}

func TestAddRowsEqualsItsLoop(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for cols := range 50 {
			for _, rows := range []int{0, 1, 2, 7} {
				stride := cols + 3
				x := ramp(rows*stride, 3)
				got, want := make([]float64, cols+1), make([]float64, cols+1)
				for j := range got {
					got[j], want[j] = float64(j), float64(j)
				}
				addRowsGeneric(want[:cols], x, stride, rows)
				AddRows(got[:cols], x, stride, rows)
				for j := range got {
					if got[j] != want[j] {
						t.Fatalf("%d rows of %d: column %d is %g, want %g", rows, cols, j, got[j], want[j])
					}
				}
			}
		}
	})
}
