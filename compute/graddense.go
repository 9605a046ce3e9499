package compute

import (
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/function"
	"github.com/udl-go/lab/compute/internal/kernels/vector"
)

// GradDense is the gradient of a dense layer's activation y = f(x), x = a·W +
// bias, in one pass: dz_ij = dy_ij·f'(x_ij) and dbias_j = Σ_i dz_ij, the sum in
// float64. It is [MapGrad] and the columns' sums together, and reads x and y as
// MapGrad does. dz has the shape of dy and may be dy; dbias has one element per
// column and may be nil. The bits do not depend on the machine or the number of
// workers. It allocates nothing and panics with an [*Error] when shapes do not
// fit.
func GradDense(p *Pool, f Function, dz, x, y, dy, dbias *Tensor) {
	const op = "GradDense"
	mustKnow(op, f)
	mustSameShape(op, dz, dy)
	mustAlias(op, dz, dy)
	if dbias != nil && len(dbias.Data) != dy.Cols() {
		fail(op, "dbias does not have one element per column", dy.Shape, dbias.Shape)
	}
	v := y
	if f.NeedsInput() {
		v = x
	}
	r := denseRuns.Get().(*denseRun)
	if f.NeedsInput() || f.NeedsOutput() {
		if v == nil {
			fail(op, f.String()+" needs the tensor that is nil", dy.Shape)
		}
		mustSameShape(op, dz, v)
		mustAlias(op, dz, v)
		r.v = v.Data
	}
	r.f, r.dz, r.dy, r.cols, r.bias = function.ID(f), dz.Data, dy.Data, dy.Cols(), dbias != nil
	rows := dy.Rows()
	r.rows = max(1, denseChunk/max(1, r.cols))
	n := (rows + r.rows - 1) / r.rows
	if r.bias {
		r.sums.reset(max(n, 1) * r.cols)
		clear(r.sums)
	}
	p.run(n, denseGrain, r)
	if r.bias {
		r.fold(dbias.Data)
	}
	r.v, r.dz, r.dy = nil, nil, nil
	denseRuns.Put(r)
}

// denseChunk is the number of elements that make one term of the sums; it stays
// in the cache between the two loops over it.
const denseChunk = 1 << 15

// denseGrain is the least number of chunks that are worth another worker.
const denseGrain = 3

// denseRun is a gradient as a loop over chunks of rows.
type denseRun struct {
	f          function.ID
	v, dz, dy  []float32
	cols, rows int // rows of a chunk
	bias       bool
	sums       terms // of the columns, for each chunk
}

var denseRuns = sync.Pool{New: func() any { return new(denseRun) }}

// run makes a range of the chunks.
func (r *denseRun) run(lo, hi int) {
	size := r.rows * r.cols
	for i := lo; i < hi; i++ {
		from, to := i*size, min((i+1)*size, len(r.dz))
		dz, dy, v := r.dz[from:to], r.dy[from:to], r.v
		if v != nil {
			v = v[from:to]
		}
		if r.f != function.Identity || !overlap(dz, dy) {
			function.Grad(r.f, dz, v, dy)
		}
		if r.bias && r.cols > 0 {
			vector.AddRows(r.sums[i*r.cols:][:r.cols], dz, r.cols, len(dz)/r.cols)
		}
	}
}

// fold adds the chunks' sums in order.
func (r *denseRun) fold(dst []float32) {
	for j := range dst {
		s := r.sums[j]
		for at := j + r.cols; at < len(r.sums); at += r.cols {
			s += r.sums[at]
		}
		dst[j] = float32(s)
	}
}
