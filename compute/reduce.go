package compute

import (
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/vector"
)

// ColSums sets dst_j to Σ_i x_ij, the sum in float64. dst has one element per
// column of x.
func ColSums(p *Pool, x *Tensor, dst []float64) {
	if len(dst) != x.Cols() {
		fail("ColSums", "dst does not have one element per column", x.Shape, []int{len(dst)})
	}
	runReduce(p, len(dst), x.Rows(), reduceRun{x: x, dst: dst})
}

// RowDots sets dst_i to Σ_j x_ij·v_j, the sum in float64. v has one element per
// column of x and dst one per row.
func RowDots(p *Pool, x *Tensor, v []float32, dst []float64) {
	if len(v) != x.Cols() || len(dst) != x.Rows() {
		fail("RowDots", "v does not have one element per column or dst one per row", x.Shape, []int{len(v)}, []int{len(dst)})
	}
	runReduce(p, len(dst), x.Cols(), reduceRun{x: x, v: v, dst: dst, rows: true})
}

// reduceGrain is the least number of terms that are worth another worker.
const reduceGrain = 1 << 17

// reduceRun is a reduction as a loop over the elements of dst.
type reduceRun struct {
	x    *Tensor
	v    []float32
	dst  []float64
	rows bool // dst has the rows' dots with v, not the columns' sums
}

var reduceRuns = sync.Pool{New: func() any { return new(reduceRun) }}

// runReduce makes n sums, each of the given number of terms.
func runReduce(p *Pool, n, terms int, t reduceRun) {
	r := reduceRuns.Get().(*reduceRun)
	*r = t
	p.run(n, (reduceGrain/max(1, terms)+64)&^63, r)
	*r = reduceRun{}
	reduceRuns.Put(r)
}

// run makes a range of the sums.
func (r *reduceRun) run(lo, hi int) {
	d := r.x.Cols()
	if r.rows {
		for i := lo; i < hi; i++ {
			r.dst[i] = vector.Dot(r.x.Data[i*d:][:d], r.v)
		}
		return
	}
	clear(r.dst[lo:hi])
	vector.AddRows(r.dst[lo:hi], r.x.Data[min(lo, len(r.x.Data)):], d, r.x.Rows())
}

// Sum returns Σ x_i, the sum in float64.
func Sum(x []float32) float64 { return vector.Sum(x) }

// Dot returns Σ x_i·y_i, the sum in float64. It panics with an [*Error] when the
// lengths differ.
func Dot(x, y []float32) float64 {
	if len(x) != len(y) {
		fail("Dot", "the lengths differ", []int{len(x)}, []int{len(y)})
	}
	return vector.Dot(x, y)
}

// Axpy adds alpha·x to y. y may be x. It panics with an [*Error] when the lengths
// differ.
func Axpy(alpha float32, x, y []float32) {
	if len(x) != len(y) {
		fail("Axpy", "the lengths differ", []int{len(x)}, []int{len(y)})
	}
	vector.Axpy(alpha, x, y)
}

// Scale multiplies x by alpha.
func Scale(alpha float32, x []float32) { vector.Scale(alpha, x) }
