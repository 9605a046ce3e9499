package nn

import "github.com/udl-go/lab/compute"

// Sum returns the sum of all elements, added in float64.
func (x *Var) Sum() *Var {
	shape := [1]int{1}
	return x.sumAs(shape[:])
}

// Mean returns the mean of all elements, NaN if there are none.
func (x *Var) Mean() *Var { return x.Sum().Scale(1 / float64(x.val.Len())) }

// RowSums returns the sum of each row, n×1.
func (x *Var) RowSums() *Var {
	t := x.live("RowSums")
	v := t.matrix(x.rows(), 1)
	compute.RowSums(t.Pool, v.val, x.val)
	return v.record(sumOp{}, x)
}

// ColSums returns the sum of each column, 1×d.
func (x *Var) ColSums() *Var {
	shape := [2]int{1, x.cols()}
	return x.colSumsAs(shape[:])
}

// sumAs returns the sum of all elements as a tensor of one element and the given
// shape.
func (x *Var) sumAs(shape []int) *Var {
	t := x.live("Sum")
	v := t.alloc(shape)
	v.val.Data[0] = float32(compute.SumAll(t.Pool, x.val))
	return v.record(sumOp{}, x)
}

// colSumsAs returns the sums of the columns as a tensor of the given shape.
func (x *Var) colSumsAs(shape []int) *Var {
	t := x.live("ColSums")
	v := t.alloc(shape)
	compute.ColSumsTo(t.Pool, v.val, x.val)
	return v.record(sumOp{}, x)
}

// sumOp is any sum of x: its derivative repeats dy.
type sumOp struct{}

func (sumOp) vjp(v, dy *Var) { v.in[0].accumulate(dy.expand(v.in[0].val.Shape)) }

// Softmax returns exp(x_ij)/Σ_k exp(x_ik): positive rows that sum to 1.
func (x *Var) Softmax() *Var {
	t := x.live("Softmax")
	v := t.like(x)
	compute.Softmax(t.Pool, v.val, x.val)
	return v.record(softmaxOp{}, x)
}

type softmaxOp struct{}

func (softmaxOp) vjp(v, dy *Var) {
	v.in[0].accumulate(dy.Sub(dy.Mul(v).RowSums()).Mul(v))
}

// LogSoftmax returns x_ij − log Σ_k exp(x_ik), the logarithm of Softmax.
func (x *Var) LogSoftmax() *Var {
	t := x.live("LogSoftmax")
	v := t.like(x)
	compute.LogSoftmax(t.Pool, v.val, x.val)
	return v.record(logSoftmaxOp{}, x)
}

type logSoftmaxOp struct{}

func (logSoftmaxOp) vjp(v, dy *Var) {
	v.in[0].accumulate(dy.Sub(v.Exp().Mul(dy.RowSums())))
}

// LogSumExp returns log Σ_j exp(x_ij) of each row, n×1.
func (x *Var) LogSumExp() *Var {
	t := x.live("LogSumExp")
	v := t.matrix(x.rows(), 1)
	compute.LogSumExp(t.Pool, v.val, x.val)
	return v.record(logSumExpOp{}, x)
}

type logSumExpOp struct{}

func (logSumExpOp) vjp(v, dy *Var) { v.in[0].accumulate(v.in[0].Softmax().Mul(dy)) }
