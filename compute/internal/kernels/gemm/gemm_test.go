package gemm

import (
	"math"
	"slices"
	"testing"

	"github.com/udl-go/lab/compute/internal/impl"
	"github.com/udl-go/lab/compute/internal/impl/impltest"
)

// numbers returns n numbers of both signs.
func numbers(n int, seed float64) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(math.Sin(float64(i)*1.3 + seed))
	}
	return x
}

// strided returns a product of matrices that are parts of wider ones, with pad
// more columns.
func strided(m, n, k, pad int, ta, tb bool) *Job {
	matrix := func(rows, cols int, trans bool, seed float64) Matrix {
		if trans {
			rows, cols = cols, rows
		}
		return Matrix{Data: numbers(max(0, rows*(cols+pad)-pad), seed), Stride: cols + pad, Trans: trans}
	}
	return &Job{M: m, N: n, K: k, Alpha: 0.5, Beta: 2, A: matrix(m, k, ta, 1), B: matrix(k, n, tb, 2), C: matrix(m, n, false, 3)}
}

// with returns the job with a copy of C.
func (g *Job) with() *Job {
	h := *g
	h.C.Data = append([]float32(nil), g.C.Data...)
	return &h
}

// same fails unless x and y have the same bits.
func same(t *testing.T, what string, x, y []float32) {
	t.Helper()
	for i := range x {
		if math.Float32bits(x[i]) != math.Float32bits(y[i]) {
			t.Fatalf("%s: element %d is %g, want %g", what, i, x[i], y[i])
		}
	}
}

// jobs are products that take all ways through the packing: in place and packed,
// one and two vectors wide, one and several blocks.
func jobs() []*Job {
	var all []*Job
	shapes := [][3]int{{1, 1, 1}, {3, 5, 7}, {14, 32, 16}, {15, 33, 17}, {29, 48, 402}, {300, 40, 30}, {20, 1100, 9}, {256, 256, 256}, {7, 256, 810}, {1, 300, 36}, {1, 45, 404}, {2, 270, 20}, {3, 140, 33}, {30, 24, 12}, {20, 8, 9}}
	if testing.Short() {
		shapes = slices.DeleteFunc(shapes, func(s [3]int) bool { return s[0]*s[1]*s[2] > 1<<20 })
	}
	for _, s := range shapes {
		for _, pad := range []int{0, 5} {
			for trans := range 4 {
				all = append(all, strided(s[0], s[1], s[2], pad, trans&1 > 0, trans&2 > 0))
			}
		}
	}
	return all
}

func TestDoEqualsItsLoopOnStridedMatrices(t *testing.T) {
	for _, g := range jobs() {
		ai, ak := g.A.steps()
		bk, bj := g.B.steps()
		want := g.with()
		for i := range g.M {
			for j := range g.N {
				sum := 0.0
				for k := range g.K {
					sum += float64(g.A.Data[i*ai+k*ak]) * float64(g.B.Data[k*bk+j*bj])
				}
				c := &want.C.Data[i*g.C.Stride+j]
				*c = float32(float64(g.Alpha)*sum + float64(g.Beta)*float64(*c))
			}
		}
		impltest.Each(t, func(t *testing.T) {
			got := g.with()
			got.Do(0, g.M, 0, g.N)
			for i, w := range want.C.Data { // what lies between the rows of C too
				if math.Abs(float64(got.C.Data[i]-w)) > 1e-6*float64(g.K+3) {
					t.Fatalf("%d×%d×%d: element %d is %g, want %g", g.M, g.N, g.K, i, got.C.Data[i], w)
				}
			}
		})
	}
}

func TestPiecesEqualTheWhole(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for _, g := range jobs() {
			whole, pieces := g.with(), g.with()
			whole.Do(0, g.M, 0, g.N)
			for _, i := range [][2]int{{0, g.M / 3}, {g.M / 3, g.M}} {
				for _, j := range [][2]int{{0, g.N / 2}, {g.N / 2, g.N}} {
					pieces.Do(i[0], i[1], j[0], j[1])
				}
			}
			same(t, "pieces", pieces.C.Data, whole.C.Data)
		}
	})
}

func TestAVX2AndAVX512GiveTheSameBits(t *testing.T) {
	if levels := impl.Levels(); levels[0] != impl.AVX512 {
		t.Skipf("this machine and build have %v, not AVX-512: nothing to compare", levels)
	}
	for _, g := range jobs() {
		wide, narrow := g.with(), g.with()
		wide.Do(0, g.M, 0, g.N)
		restore := impl.Use(impl.AVX2)
		narrow.Do(0, g.M, 0, g.N)
		restore()
		same(t, "AVX2", narrow.C.Data, wide.C.Data)
	}
}

func TestAColumnDoneAsARowHasTheSameBits(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for _, s := range [][2]int{{2, 1}, {45, 404}, {300, 36}, {33, 7}} {
			for trans := range 4 {
				g := strided(s[0], 1, s[1], 0, trans&1 > 0, trans&2 > 0)
				column, row := g.with(), g.with()
				column.Do(0, g.M, 0, 1)
				if !row.Flip() || row.M != 1 || row.N != g.M {
					t.Fatalf("%v: the flipped product is %d×%d", s, row.M, row.N)
				}
				row.Do(0, 1, 0, row.N)
				same(t, "the row", row.C.Data, column.C.Data)
			}
		}
		if strided(1, 1, 5, 0, false, false).Flip() || strided(5, 2, 5, 0, false, false).Flip() || strided(5, 1, 5, 3, false, false).Flip() {
			t.Error("a product is flipped that has no column of neighbors")
		}
	})
}
