package compute

import (
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/gemm"
	"github.com/udl-go/lab/compute/internal/kernels/optimize"
)

// GemmUpdate is u.Apply(p, w, g, m, v) with g = alpha·op(A)·op(B), a gradient that
// never exists as a whole: a few rows of it at a time are made in the cache and
// used there, while the next rows of w, m and v come from memory.
//
// op(A) is r×k, op(B) k×c and w r×c, a tensor of more dimensions counting as the
// matrix of its rows; m and v are as in [Update.Apply]. None of the three may
// overlap A or B. The bits are those of Gemm and Apply. GemmUpdate panics with an
// [*Error] when shapes do not fit, and allocates nothing once its buffers have
// grown.
func GemmUpdate(p *Pool, u *Update, ta, tb Transpose, alpha float32, a, b, w, m, v *Tensor) {
	const op = "GemmUpdate"
	r := gemmUpdateRuns.Get().(*gemmUpdateRun)
	r.job = newJob(op, ta, tb, alpha, a, b, 0, w)
	r.step = u.prepare(op)
	r.w = w.Data
	r.m, r.v = u.averages(op, &r.step, w, m, v)
	for _, x := range [][]float32{r.m, r.v} {
		if overlap(x, a.Data) || overlap(x, b.Data) {
			fail(op, "an average overlaps A or B", a.Shape, b.Shape, w.Shape)
		}
	}
	if r.job.Flops() < forkFlops && len(r.w) < updateGrain {
		r.run(0, r.job.M)
	} else {
		p.run(r.job.M, gemmTile, r)
	}
	*r = gemmUpdateRun{}
	gemmUpdateRuns.Put(r)
}

// gemmTile is the height of a tile of the largest kernel.
const gemmTile = 14

// gradientSize is how many numbers of the gradient to make at a time: they stay
// in the second-level cache beside B and their rows of w, m and v.
const gradientSize = 1 << 15

// gemmUpdateRun is a product with an update as a loop over the rows of w.
type gemmUpdateRun struct {
	job     gemm.Job
	step    optimize.Step
	w, m, v []float32
}

var gemmUpdateRuns = sync.Pool{New: func() any { return new(gemmUpdateRun) }}

// run updates a range of rows.
func (r *gemmUpdateRun) run(lo, hi int) {
	n := r.job.N
	size := gradientSize
	if r.job.Skips() { // the lists' copies of B pay for more rows
		size *= 4
	}
	height := max(1, size/max(1, n)/gemmTile) * gemmTile
	g := gradients.Get().(*gradient)
	if need := min(height, hi-lo) * n; cap(g.data) < need {
		g.data = make([]float32, need)
	}
	for i := lo; i < hi; i += height {
		end := min(i+height, hi)
		from, to := i*n, end*n
		w, m, v := r.w[from:to], part32(r.m, from, to), part32(r.v, from, to)
		g.job = r.job.Rows(i, end)
		g.job.C.Data, g.job.Ahead = g.data[:to-from], [...][]float32{w, m, v}
		g.job.Do(0, end-i, 0, n)
		r.step.Apply(w, g.job.C.Data, m, v)
	}
	g.job = gemm.Job{}
	gradients.Put(g)
}

// gradient is a buffer of rows of a gradient and the product that fills it.
type gradient struct {
	job  gemm.Job
	data []float32
}

// gradients keeps the buffers between calls.
var gradients = sync.Pool{New: func() any { return new(gradient) }}

// part32 returns a part of x, or nil for nil.
func part32(x []float32, lo, hi int) []float32 {
	if x == nil {
		return nil
	}
	return x[lo:hi]
}
