package compute

import (
	"math"
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/rows"
)

// Softmax sets dst_ij to exp(x_ij)/Σ_k exp(x_ik). dst has the shape of x and may be
// x. The largest element of a row is taken off first, and the sum is in float64,
// so that nothing overflows; the error is at most 3 units in the last place plus
// that of x_ij minus the largest. An element of −Inf gets 0. A row gets NaN when
// it has NaN or +Inf, or nothing but −Inf. The bits are the same on all machines.
func Softmax(p *Pool, dst, x *Tensor) {
	mustSameShape("Softmax", dst, x)
	mustAlias("Softmax", dst, x)
	runRows(p, rowRun{kind: rowSoftmax, dst: dst.Data, x: x})
}

// LogSoftmax sets dst_ij to x_ij − log Σ_k exp(x_ik). dst has the shape of x and may
// be x. An element of −Inf gets −Inf; a row gets NaN as in [Softmax].
func LogSoftmax(p *Pool, dst, x *Tensor) {
	mustSameShape("LogSoftmax", dst, x)
	mustAlias("LogSoftmax", dst, x)
	runRows(p, rowRun{kind: rowLogSoftmax, dst: dst.Data, x: x})
}

// LogSumExp sets dst_i to log Σ_k exp(x_ik), correct to about one unit in the last
// place of the largest of |dst_i| and |max_k x_ik|. dst has one element per row of
// x. A row of nothing but −Inf, or of no columns, gives −Inf; one with +Inf gives
// +Inf.
func LogSumExp(p *Pool, dst, x *Tensor) {
	mustHaveRows("LogSumExp", dst, x)
	runRows(p, rowRun{kind: rowLogSumExp, dst: dst.Data, x: x})
}

// RowSums sets dst_i to Σ_j x_ij, the sum in float64. dst has one element per row
// of x.
func RowSums(p *Pool, dst, x *Tensor) {
	mustHaveRows("RowSums", dst, x)
	runRows(p, rowRun{kind: rowSum, dst: dst.Data, x: x})
}

// RowMax sets dst_i to max_j x_ij, NaN if one of them is, −Inf if there is none.
// dst has one element per row of x.
func RowMax(p *Pool, dst, x *Tensor) {
	mustHaveRows("RowMax", dst, x)
	runRows(p, rowRun{kind: rowMax, dst: dst.Data, x: x})
}

// mustHaveRows panics unless dst has one element per row of x.
func mustHaveRows(op string, dst, x *Tensor) {
	if len(dst.Data) != x.Rows() {
		fail(op, "the result does not have one element per row", dst.Shape, x.Shape)
	}
}

// The kinds of passes over rows.
const (
	rowSoftmax = iota
	rowLogSoftmax
	rowLogSumExp
	rowSum
	rowMax
)

// rowRun is such a pass as a loop over rows.
type rowRun struct {
	kind int
	dst  []float32
	x    *Tensor
	cols int
}

var rowRuns = sync.Pool{New: func() any { return new(rowRun) }}

// runRows runs a pass over rows.
func runRows(p *Pool, f rowRun) {
	f.cols = f.x.Cols()
	n, grain := f.x.Rows(), max(1, fillGrain/max(1, f.cols))
	if p.Workers() == 1 || n < 2*grain {
		f.run(0, n)
		return
	}
	r := rowRuns.Get().(*rowRun)
	*r = f
	p.run(n, grain, r)
	*r = rowRun{}
	rowRuns.Put(r)
}

// run passes over a range of rows.
func (f *rowRun) run(lo, hi int) {
	d := f.cols
	if f.kind == rowSoftmax {
		rows.Softmax(f.dst[lo*d:hi*d], f.x.Data[lo*d:hi*d], d)
		return
	}
	for i := lo; i < hi; i++ {
		x := f.x.Data[i*d:][:d]
		switch f.kind {
		case rowLogSoftmax:
			m := rows.Max(x)
			rows.Shift(f.dst[i*d:][:d], x, m, float32(rows.Log(rows.SumExp(x, m))))
		case rowLogSumExp:
			f.dst[i] = logSumExp(x)
		case rowSum:
			f.dst[i] = float32(rows.Sum(x))
		case rowMax:
			f.dst[i] = rows.Max(x)
		}
	}
}

// logSumExp returns log Σ exp(x_i).
func logSumExp(x []float32) float32 {
	m := rows.Max(x)
	if math.IsInf(float64(m), 0) || m != m {
		return m
	}
	return float32(float64(m) + rows.Log(rows.SumExp(x, m)))
}
