package lower

import "golang.org/x/tools/go/ssa"

// subscript is the text of an index of x. What is a variable in the cell may
// be known to be constant here, and the interpreter refuses a constant out of
// range, where Go panics when the expression is evaluated.
func (c *body) subscript(x, index ssa.Value) string {
	n, ok := number(index)
	if !ok {
		return c.expr(index)
	}
	if _, fixed := x.(*ssa.Const); fixed || !reaches(x, n, 1) {
		return c.variable(index)
	}
	return c.expr(index)
}

// bounds is the text between the brackets of a slice expression.
func (c *body) bounds(v *ssa.Slice) string {
	text, last := "", int64(0)
	for i, b := range []ssa.Value{v.Low, v.High, v.Max} {
		if i == 1 || i == 2 && b != nil {
			text += ":"
		}
		n, ok := number(b)
		switch {
		case b == nil:
		case ok && (n < last || !reaches(v.X, n, 0)):
			text += c.variable(b)
		default:
			text += c.expr(b)
		}
		if ok {
			last = n
		}
	}
	return text
}

// reaches reports whether index n, plus what is added, is no more than the length
// of x, if that is fixed.
func reaches(x ssa.Value, n, plus int64) bool {
	length, fixed := fixedLength(x)
	return n >= 0 && (!fixed || n+plus <= length)
}

// fits reports whether constant bounds are those of an array and in order.
func fits(v *ssa.Slice) bool {
	length, fixed := fixedLength(v.X)
	if !fixed {
		return false
	}
	last := int64(0)
	for _, b := range []ssa.Value{v.Low, v.High, v.Max} {
		if n, ok := number(b); ok {
			if n < last {
				return false
			}
			last = n
		}
	}
	return last <= length
}
