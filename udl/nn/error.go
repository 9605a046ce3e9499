package nn

import (
	"strings"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// Error is the value that operations and constructors of this package panic
// with when shapes or settings do not fit. It wraps udl.ErrShape.
type Error struct {
	Op     string  // the operation, such as "MatMul"
	Shapes [][]int // the shapes involved, in the order of the operands
	Msg    string  // what does not fit
}

// Error names the operation, the shapes and what does not fit.
func (e *Error) Error() string {
	c := compute.Error{Op: e.Op, Shapes: e.Shapes, Msg: e.Msg}
	return "nn" + strings.TrimPrefix(c.Error(), "compute")
}

// Unwrap returns udl.ErrShape.
func (e *Error) Unwrap() error { return udl.ErrShape }

// fail panics with an Error about the shapes of the given variables.
func fail(op, msg string, xs ...*Var) {
	e := &Error{Op: op, Msg: msg}
	for _, x := range xs {
		e.Shapes = append(e.Shapes, append([]int(nil), x.val.Shape...))
	}
	panic(e)
}
