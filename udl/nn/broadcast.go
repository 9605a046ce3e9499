package nn

import "github.com/udl-go/lab/compute"

// fit says how an operand fits another one.
type fit int

const (
	fitNot    fit = iota
	fitSame       // the same rows and columns
	fitScalar     // one number for all
	fitRow        // one number a column: a vector, or a matrix of one row
	fitColumn     // one number a row: a matrix of one column
)

// fits says how y fits x.
func fits(x, y *Var) fit {
	switch {
	case sameShape(x, y):
		return fitSame
	case y.val.Len() == 1:
		return fitScalar
	case y.val.Len() == x.cols() && (y.val.Dims() == 1 || y.rows() == 1):
		return fitRow
	case y.val.Dims() > 1 && y.cols() == 1 && y.rows() == x.rows():
		return fitColumn
	}
	return fitNot
}

// mustFit panics unless y fits x.
func mustFit(op string, x, y *Var) {
	if fits(x, y) == fitNot {
		fail(op, "they have neither the same shape nor is one of them a row, a column or a number for the other", x, y)
	}
}

// larger returns x and y, the one that is repeated last.
func larger(x, y *Var) (*Var, *Var) {
	if fits(x, y) == fitNot && fits(y, x) != fitNot {
		return y, x
	}
	if x.val.Len() == 1 && y.val.Len() >= 1 && y.val.Dims() > x.val.Dims() {
		return y, x
	}
	return x, y
}

// sumTo returns the sums of x over what Add repeats y along: the derivative of
// the repetition. x is the gradient of the repeated y; the result has as many
// elements as y.
func (x *Var) sumTo(y *Var) *Var {
	switch fits(x, y) {
	case fitScalar:
		return x.sumAs(y.val.Shape)
	case fitRow:
		return x.colSumsAs(y.val.Shape)
	case fitColumn:
		return x.RowSums()
	}
	return x
}

// expand returns x repeated to a shape that it fits: the derivative of a sum.
func (x *Var) expand(shape []int) *Var {
	t := x.tape
	v := t.alloc(shape)
	if x.val.Len() == 1 {
		v.val.Fill(x.val.Data[0])
	} else {
		v.val.Fill(0)
		compute.Add(t.Pool, v.val, v.val, x.val)
	}
	return v.record(expandOp{}, x)
}

type expandOp struct{}

func (expandOp) vjp(v, dy *Var) { v.in[0].accumulate(dy.sumTo(v.in[0])) }
