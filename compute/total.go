package compute

import (
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/rows"
	"github.com/udl-go/lab/compute/internal/kernels/vector"
)

// ColSumsTo sets dst_j to Σ_i x_ij, the sum in float64: [ColSums] with float32
// results. dst has one element per column of x.
func ColSumsTo(p *Pool, dst, x *Tensor) {
	if len(dst.Data) != x.Cols() {
		fail("ColSumsTo", "the result does not have one element per column", dst.Shape, x.Shape)
	}
	runTotal(p, len(dst.Data), (reduceGrain/max(1, x.Rows())+64)&^63, totalRun{x: x, dst: dst.Data})
}

// SumAll returns the sum of the elements of x in float64. It adds the sums of
// pieces of a fixed size, so that it does not depend on the number of workers.
func SumAll(p *Pool, x *Tensor) float64 {
	pieces := (len(x.Data) + piece - 1) / piece
	if pieces <= 1 {
		return rows.Sum(x.Data)
	}
	r := totalRuns.Get().(*totalRun)
	if cap(r.sums) < pieces {
		r.sums = make([]float64, pieces)
	}
	r.sums = r.sums[:pieces]
	r.x, r.all = x, true
	p.run(pieces, max(1, reduceGrain/piece), r)
	sum := 0.0
	for _, s := range r.sums {
		sum += s
	}
	*r = totalRun{sums: r.sums}
	totalRuns.Put(r)
	return sum
}

// piece is the number of elements that SumAll adds at a time.
const piece = 1 << 13

// totalRun is the sum of columns or of pieces as a loop.
type totalRun struct {
	x    *Tensor
	dst  []float32 // the columns'
	sums []float64 // the pieces'; it stays for the next call
	all  bool
}

var totalRuns = sync.Pool{New: func() any { return new(totalRun) }}

// runTotal runs a sum.
func runTotal(p *Pool, n, grain int, t totalRun) {
	r := totalRuns.Get().(*totalRun)
	t.sums = r.sums
	*r = t
	p.run(n, grain, r)
	*r = totalRun{sums: r.sums}
	totalRuns.Put(r)
}

// run adds a range of pieces or columns.
func (t *totalRun) run(lo, hi int) {
	if t.all {
		for i := lo; i < hi; i++ {
			t.sums[i] = rows.Sum(t.x.Data[i*piece : min((i+1)*piece, len(t.x.Data))])
		}
		return
	}
	var sums [256]float64
	d := t.x.Cols()
	for ; lo < hi; lo += len(sums) {
		n := min(len(sums), hi-lo)
		clear(sums[:n])
		vector.AddRows(sums[:n], t.x.Data[min(lo, len(t.x.Data)):], d, t.x.Rows())
		for j, s := range sums[:n] {
			t.dst[lo+j] = float32(s)
		}
	}
}
