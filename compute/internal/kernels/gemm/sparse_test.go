package gemm

import (
	"fmt"
	"math"
	"testing"

	"github.com/udl-go/lab/compute/internal/impl/impltest"
)

// thin clears the numbers of A, all but about the given share of them.
func (g *Job) thin(share float64) *Job {
	for i := range g.A.Data {
		if u := math.Abs(math.Sin(float64(i)*12.9898)) * 43758.5453; u-math.Floor(u) >= share {
			g.A.Data[i] = 0
			if i%3 == 0 {
				g.A.Data[i] = float32(math.Copysign(0, -1))
			}
		}
	}
	return g
}

// listed does a product from lists, whatever its size and density.
func (g *Job) listed(i0, i1, j0, j1 int) {
	g.skip = true
	g.Do(i0, i1, j0, j1)
}

func TestSkippingZerosGivesTheSameBits(t *testing.T) {
	shapes := [][3]int{{1, 1, 1}, {9, 16, 20}, {14, 130, 33}, {30, 500, 401}, {300, 64, 45}, {40, 784, 17}, {17, 250, 810}}
	if testing.Short() {
		shapes = [][3]int{{9, 16, 20}, {30, 130, 401}, {300, 64, 45}}
	}
	impltest.Each(t, func(t *testing.T) {
		for _, s := range shapes {
			for _, share := range []float64{0, 0.15, 1} {
				for trans := range 4 {
					g := strided(s[0], s[1], s[2], 5*(trans&1), trans&1 > 0, trans&2 > 0).thin(share)
					if trans == 2 {
						g.Beta = 0
					}
					whole, lists, pieces := g.with(), g.with(), g.with()
					whole.Do(0, g.M, 0, g.N)
					lists.listed(0, g.M, 0, g.N)
					what := fmt.Sprintf("%v, share %g, trans %d", s, share, trans)
					same(t, what, lists.C.Data, whole.C.Data)
					pieces.listed(0, g.M/2, 0, g.N/3)
					pieces.listed(0, g.M/2, g.N/3, g.N)
					pieces.listed(g.M/2, g.M, 0, g.N)
					same(t, what+" in pieces", pieces.C.Data, whole.C.Data)
				}
			}
		}
	})
}

func TestSkippingZerosKeepsWhatIsNotFinite(t *testing.T) {
	bad := []float32{float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN())}
	impltest.Each(t, func(t *testing.T) {
		for i, x := range bad {
			for trans := range 4 {
				g := strided(20, 300, 50, 0, trans&1 > 0, trans&2 > 0).thin(0.1)
				g.Beta = 0
				for at := 3; at < len(g.A.Data); at += 97 { // a bad number in A is no zero
					g.A.Data[at] = x
				}
				g.B.Data[len(g.B.Data)/2+i] = x
				whole, lists := g.with(), g.with()
				whole.Do(0, g.M, 0, g.N)
				lists.listed(0, g.M, 0, g.N)
				for j, w := range whole.C.Data {
					v := lists.C.Data[j]
					if v != w && !(v != v && w != w) {
						t.Fatalf("%g, trans %d: element %d is %g, want %g", x, trans, j, v, w)
					}
				}
			}
		}
	})
}

func TestProbeFindsZeros(t *testing.T) {
	for trans := range 2 {
		for share, want := range map[float64]bool{0.05: true, 0.2: true, 0.7: false, 1: false} {
			g := strided(100, 300, 200, 3, trans > 0, false).thin(share)
			g.Probe()
			if g.Skips() != want {
				t.Errorf("trans %d: of a share of %g it skips: %v", trans, share, g.Skips())
			}
		}
	}
	for _, s := range [][3]int{{0, 300, 300}, {300, 0, 300}, {300, 300, 0}, {2, 9000, 9000}} {
		g := Job{M: s[0], N: s[1], K: s[2], Alpha: 1}
		g.Probe()
		if g.Skips() {
			t.Errorf("%v: it skips", s)
		}
	}
}

// countFinisher counts how often each element of C is finished.
type countFinisher struct {
	n     int
	count []int
}

func (c *countFinisher) Finish(i0, i1, j0, j1 int) {
	for i := i0; i < i1; i++ {
		for j := j0; j < j1; j++ {
			c.count[i*c.n+j]++
		}
	}
}

func TestEveryElementIsFinishedOnce(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for _, g := range jobs() {
			for _, skip := range []bool{false, true} {
				c := &countFinisher{n: g.N, count: make([]int, g.M*g.N)}
				h := g.with()
				h.Finisher, h.skip = c, skip
				h.Do(0, g.M/2, 0, g.N)
				h.Do(g.M/2, g.M, 0, g.N)
				for i, n := range c.count {
					if n != 1 {
						t.Fatalf("%d×%d×%d: element %d is finished %d times", g.M, g.N, g.K, i, n)
					}
				}
			}
		}
	})
}

func BenchmarkSkip(b *testing.B) {
	for _, s := range []struct {
		m, n, k int
		ta, tb  bool
	}{{100, 500, 784, false, false}, {784, 500, 200, true, false}, {100, 784, 500, false, true}} {
		for _, share := range []float64{0.05, 0.15, 0.3, 0.5} {
			g := strided(s.m, s.n, s.k, 0, s.ta, s.tb).thin(share)
			for _, skip := range []bool{false, true} {
				b.Run(fmt.Sprintf("%dx%dx%d/%g/%v", s.m, s.n, s.k, share, skip), func(b *testing.B) {
					g.skip = skip
					g.Beta = 0
					for b.Loop() {
						g.Do(0, g.M, 0, g.N)
					}
				})
			}
		}
	}
}
