package compute

import (
	"fmt"
	"sync"
	"unsafe"

	"github.com/udl-go/lab/compute/internal/kernels/function"
	"github.com/udl-go/lab/compute/internal/kernels/gemm"
)

// Transpose says whether Gemm uses a matrix as it is or transposed.
type Transpose bool

// The two values of Transpose.
const (
	NoTrans Transpose = false
	Trans   Transpose = true
)

// forkFlops is the least work, in floating-point operations, that is worth
// waking another worker for.
const forkFlops = 3 << 20

// The grains of the split over workers: whole tiles of the kernels.
const (
	gemmRows = 28
	gemmCols = 32
)

// Gemm sets C to alpha·op(A)·op(B) + beta·C, where op transposes or not.
//
// op(A) is m×k, op(B) k×n and C m×n, a tensor of more dimensions counting as the
// matrix of its rows. C must not overlap A or B; with beta 0 it is not read, and
// with alpha 0 A and B are not. The products are added in float32, each element
// in an order that depends on k alone. When a sample of A is mostly zeros, their
// products are skipped, unless B has a number there that is infinite or NaN: the
// result is the same, up to the sign of a zero to which products too small for
// float32 add up. Gemm panics with an [*Error] when shapes do not fit, and
// allocates nothing once its buffers have grown.
func Gemm(p *Pool, ta, tb Transpose, alpha float32, a, b *Tensor, beta float32, c *Tensor) {
	r := gemmRuns.Get().(*gemmRun)
	r.job = newJob("Gemm", ta, tb, alpha, a, b, beta, c)
	r.split(p)
	r.free()
}

// newJob returns C = alpha·op(A)·op(B) + beta·C as a job, whose shapes fit.
func newJob(op string, ta, tb Transpose, alpha float32, a, b *Tensor, beta float32, c *Tensor) gemm.Job {
	m, k := dims(a, ta)
	kb, n := dims(b, tb)
	if k != kb {
		fail(op, fmt.Sprintf("inner dimensions %d and %d differ", k, kb), a.Shape, b.Shape, c.Shape)
	}
	if c.Rows() != m || c.Cols() != n {
		fail(op, fmt.Sprintf("the product is %d×%d", m, n), a.Shape, b.Shape, c.Shape)
	}
	if overlap(c.Data, a.Data) || overlap(c.Data, b.Data) {
		fail(op, "C overlaps A or B", a.Shape, b.Shape, c.Shape)
	}
	g := gemm.Job{
		M: m, N: n, K: k, Alpha: alpha, Beta: beta,
		A: gemm.Matrix{Data: a.Data, Stride: a.Cols(), Trans: bool(ta)},
		B: gemm.Matrix{Data: b.Data, Stride: b.Cols(), Trans: bool(tb)},
		C: gemm.Matrix{Data: c.Data, Stride: n},
	}
	g.Probe()
	return g
}

// MatMul returns the product A·B of two matrices.
func MatMul(p *Pool, a, b *Tensor) *Tensor {
	c := New(a.Rows(), b.Cols())
	Gemm(p, NoTrans, NoTrans, 1, a, b, 0, c)
	return c
}

// gemmRun is a product as a loop over rows or columns of C, with what happens to
// a block of C at the end.
type gemmRun struct {
	job  gemm.Job
	rows bool // the loop's
	bias []float32
	f    function.ID

	s    []float32 // samples, if rng is not nil
	keep bool      // the probabilities, in C
	rng  *RNG
}

var gemmRuns = sync.Pool{New: func() any { return new(gemmRun) }}

// free gives the run back.
func (r *gemmRun) free() {
	*r = gemmRun{}
	gemmRuns.Put(r)
}

// split runs the product, over the longer side of C if it is worth it.
func (r *gemmRun) split(p *Pool) {
	g, end := &r.job, r.job.Finisher
	flipped := g.Flip()
	if p.Workers() == 1 || g.Flops() < forkFlops {
		g.Do(0, g.M, 0, g.N)
	} else if r.rows = g.M > g.N; r.rows {
		p.run(g.M, gemmRows, r)
	} else {
		p.run(g.N, gemmCols, r)
	}
	if flipped && end != nil {
		g.M, g.N, g.C.Stride = g.N, 1, 1
		end.Finish(0, g.M, 0, 1)
	}
}

// run computes a range of rows or columns.
func (r *gemmRun) run(lo, hi int) {
	if r.rows {
		r.job.Do(lo, hi, 0, r.job.N)
		return
	}
	r.job.Do(0, r.job.M, lo, hi)
}

// dims returns the numbers of rows and columns of op(t).
func dims(t *Tensor, tr Transpose) (rows, cols int) {
	if tr {
		return t.Cols(), t.Rows()
	}
	return t.Rows(), t.Cols()
}

// overlap reports whether x and y share memory.
func overlap(x, y []float32) bool {
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	p, q := uintptr(unsafe.Pointer(&x[0])), uintptr(unsafe.Pointer(&y[0]))
	return p < q+uintptr(len(y))*4 && q < p+uintptr(len(x))*4
}
