package compute

import (
	"fmt"
	"strings"
)

// Error is the value the functions of this package panic with when shapes do
// not fit.
type Error struct {
	Op     string  // the function, such as "Gemm"
	Shapes [][]int // the shapes involved, in the order of the arguments
	Msg    string  // what does not fit
}

// Error names the operation, the shapes and what does not fit.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "compute: %s", e.Op)
	for i, s := range e.Shapes {
		sep := ", "
		if i == 0 {
			sep = " of "
		}
		b.WriteString(sep + shapeString(s))
	}
	return b.String() + ": " + e.Msg
}

// shapeString writes a shape the way a reader of matrices does: 100×784.
func shapeString(shape []int) string {
	if len(shape) == 0 {
		return "a scalar"
	}
	s := make([]string, len(shape))
	for i, n := range shape {
		s[i] = fmt.Sprint(n)
	}
	if len(s) == 1 {
		return "[" + s[0] + "]"
	}
	return strings.Join(s, "×")
}

// fail panics with an Error about the given shapes.
func fail(op, msg string, shapes ...[]int) {
	panic(&Error{Op: op, Shapes: shapes, Msg: msg})
}
