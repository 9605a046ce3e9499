package nn

import (
	"fmt"

	"github.com/udl-go/lab/compute"
)

// Var is a variable: a tensor on a tape, with the operation that made it.
//
// A variable of more dimensions counts as the matrix of its rows. Operations
// return new variables and leave their operands alone; they panic with an
// [*Error] when shapes do not fit.
type Var struct {
	val  *compute.Tensor
	own  compute.Tensor // the value of a variable that the tape has memory for
	dims [4]int

	tape  *Tape
	gen   uint64 // of the tape when the variable was made
	id    int    // place in the slab: operands come before results
	op    op     // nil: no derivative is needed or there is none
	in    [3]*Var
	arg   args
	param *Param

	needs  bool // a gradient may be asked for
	want   bool // the present pass asks for it
	owner  bool // of the memory of own
	shared bool // other variables have the same memory
	uses   int  // operations with a derivative that read it
	grad   *Var // in the present pass
	refs   int  // variables whose gradient this is
}

// op is a kind of operation. Its values are empty; what it needs to know beyond
// the operands is in args.
type op interface {
	// vjp adds to the gradients of v's operands what the gradient dy of v makes
	// of them: the product of dy with the Jacobian. It is written in operations
	// on variables, so that it has derivatives itself.
	vjp(v, dy *Var)
}

// args are the settings of an operation.
type args struct {
	f      compute.Function
	ta, tb compute.Transpose
	a, b   float32
	i, j   int
	index  []int
	eps    float64
	train  bool
	saved  [3]*Var // made by the forward pass for the backward pass
}

// Value returns the tensor, to be read until the tape is reset.
func (x *Var) Value() *compute.Tensor {
	x.live("Value")
	return x.val
}

// Shape returns the dimensions.
func (x *Var) Shape() []int {
	x.live("Shape")
	return x.val.Shape
}

// Item returns the number of a variable of one element, such as a loss.
func (x *Var) Item() float64 {
	x.live("Item")
	if len(x.val.Data) != 1 {
		fail("Item", "it does not have one element", x)
	}
	return float64(x.val.Data[0])
}

// Tape returns the tape of a variable.
func (x *Var) Tape() *Tape { return x.live("Tape") }

// String describes a variable by its shape.
func (x *Var) String() string {
	if x.tape == nil || x.gen != x.tape.gen {
		return "nn.Var from before a reset"
	}
	return fmt.Sprintf("nn.Var%x", x.val.Shape)
}

// live returns the tape of x and ys. It panics unless all belong to the present
// step of one tape.
func (x *Var) live(op string, ys ...*Var) *Tape {
	if x == nil || x.tape == nil {
		orphan(op)
	}
	t := x.tape
	if x.gen != t.gen {
		stale(op)
	}
	for _, y := range ys {
		if y == nil || y.tape == nil {
			orphan(op)
		}
		if y.tape != t {
			panic(&Error{Op: op, Msg: "the variables belong to different tapes"})
		}
		if y.gen != t.gen {
			stale(op)
		}
	}
	return t
}

// orphan complains about a variable that no tape has made.
func orphan(op string) {
	panic(&Error{Op: op, Msg: "a variable is nil or belongs to no tape; make variables with Tape.Const"})
}

// stale complains about a variable from before a reset.
func stale(op string) {
	panic(&Error{Op: op, Msg: "the variable is from before Tape.Reset, which took its memory back; copy what must live longer"})
}

// record notes how x was made, if a gradient can be asked for, and returns x.
func (x *Var) record(o op, in ...*Var) *Var {
	t := x.tape
	if t.replay || t.NoGrad {
		return x
	}
	for _, y := range in {
		x.needs = x.needs || y.needs
	}
	if !x.needs {
		return x
	}
	x.op = o
	for i, y := range in {
		x.in[i] = y
		y.uses++
	}
	return x
}

// rows and cols are the dimensions of v as a matrix.
func (x *Var) rows() int { return x.val.Rows() }
func (x *Var) cols() int { return x.val.Cols() }

// sameShape reports whether x and y have the same dimensions.
func sameShape(x, y *Var) bool {
	if len(x.val.Shape) != len(y.val.Shape) {
		return false
	}
	for i, d := range x.val.Shape {
		if d != y.val.Shape[i] {
			return false
		}
	}
	return true
}
