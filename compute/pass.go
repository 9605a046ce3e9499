package compute

import (
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/arithmetic"
)

// passGrain is the least number of elements that are worth another worker.
const passGrain = 1 << 16

// The kinds of passes.
const (
	passAddScaled = iota
	passAffine
	passClamp
	passLeaky
	passFull   // op, y as long as x
	passRow    // op, y a row
	passColumn // op, y a column
	passScalar // op, y one number
)

// passRun is an element-wise pass as a loop, over rows where y is repeated.
type passRun struct {
	kind      int
	op        arithmetic.Op
	dst, x, y []float32
	a, b      float32
	cols      int
}

var passRuns = sync.Pool{New: func() any { return new(passRun) }}

// runPass runs a pass.
func runPass(p *Pool, f passRun) {
	n, grain := len(f.dst), passGrain
	if f.kind == passRow || f.kind == passColumn {
		if f.cols == 0 {
			return
		}
		n, grain = n/f.cols, max(1, passGrain/f.cols)
	}
	if p.Workers() == 1 || n < 2*grain {
		f.run(0, n)
		return
	}
	r := passRuns.Get().(*passRun)
	*r = f
	p.run(n, grain, r)
	*r = passRun{}
	passRuns.Put(r)
}

// run passes over a range.
func (f *passRun) run(lo, hi int) {
	switch f.kind {
	case passAddScaled:
		arithmetic.AddScaled(f.dst[lo:hi], f.a, f.x[lo:hi], f.b, f.y[lo:hi])
	case passAffine:
		arithmetic.Affine(f.dst[lo:hi], f.a, f.x[lo:hi], f.b)
	case passClamp:
		arithmetic.Clamp(f.dst[lo:hi], f.x[lo:hi], f.a, f.b)
	case passLeaky:
		arithmetic.Leaky(f.dst[lo:hi], f.x[lo:hi], f.y[lo:hi], f.a)
	case passFull:
		arithmetic.Combine(f.op, f.dst[lo:hi], f.x[lo:hi], f.y[lo:hi])
	case passScalar:
		arithmetic.CombineScalar(f.op, f.dst[lo:hi], f.x[lo:hi], f.y[0])
	case passRow:
		f.row(f.dst[lo*f.cols:hi*f.cols], f.x[lo*f.cols:hi*f.cols])
	case passColumn:
		for i := lo; i < hi; i++ {
			at := i * f.cols
			arithmetic.CombineScalar(f.op, f.dst[at:][:f.cols], f.x[at:][:f.cols], f.y[i])
		}
	}
}

// row combines the rows of x with y. A short y is written down several times, so
// that several rows are one call.
func (f *passRun) row(dst, x []float32) {
	var many [512]float32
	y := f.y
	if len(x) > len(y) && len(y) <= len(many)/2 {
		n := copy(many[:], y)
		for n+len(y) <= min(len(many), len(x)) {
			n += copy(many[n:], y)
		}
		y = many[:n]
	}
	for len(x) > 0 {
		n := min(len(x), len(y))
		arithmetic.Combine(f.op, dst[:n], x[:n], y[:n])
		dst, x = dst[n:], x[n:]
	}
}

// combine runs an operation of x and y, which may have to be repeated.
func combine(p *Pool, name string, op arithmetic.Op, dst, x, y *Tensor) {
	mustSameShape(name, dst, x)
	mustAlias(name, dst, x)
	f := passRun{op: op, dst: dst.Data, x: x.Data, y: y.Data, cols: x.Cols(), kind: repetition(x, y)}
	switch {
	case f.kind < 0:
		fail(name, "the second is neither of the shape of the first nor a row, a column or a single element", x.Shape, y.Shape)
	case f.kind == passFull:
		mustAlias(name, dst, y)
	case overlap(dst.Data, y.Data):
		fail(name, "the result overlaps the argument to repeat", dst.Shape, y.Shape)
	}
	runPass(p, f)
}

// repetition returns how y fits x, −1 if it does not.
func repetition(x, y *Tensor) int {
	same := len(x.Shape) == len(y.Shape)
	for i := 0; same && i < len(x.Shape); i++ {
		same = x.Shape[i] == y.Shape[i]
	}
	switch {
	case same:
		return passFull
	case len(y.Data) == 1:
		return passScalar
	case len(y.Data) == x.Cols() && (len(y.Shape) == 1 || y.Rows() == 1):
		return passRow
	case len(y.Shape) > 1 && y.Rows() == x.Rows() && y.Cols() == 1:
		return passColumn
	}
	return -1
}
