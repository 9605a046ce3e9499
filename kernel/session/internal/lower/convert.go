package lower

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// changeType is a conversion that keeps the value.
func (c *body) changeType(v *ssa.ChangeType) string {
	if types.IsInterface(v.Type()) {
		return c.changeInterface(c.expr(v.X), v.X.Type(), v.Type())
	}
	from, to := c.r.of(v.X.Type()), c.r.of(v.Type())
	switch {
	case from == to:
		return c.expr(v.X)
	case to == "any":
		return c.p.wrapper(c.r.raw(v.X.Type())) + "(" + c.expr(v.X) + ")"
	case from == "any":
		return c.unwrapped(v.X)
	}
	return paren2(to) + "(" + c.expr(v.X) + ")"
}

func paren2(t string) string {
	switch t[0] {
	case '*', 'f', '<', 'c', '[', 'm', 's':
		return "(" + t + ")"
	}
	return t
}

// convert is a conversion that may change the value.
func (c *body) convert(x ssa.Value, from, to types.Type) string {
	s := c.expr(x)
	if _, ok := x.(*ssa.Const); ok {
		s = c.variable(x)
	}
	fb, fromBasic := from.Underlying().(*types.Basic)
	tb, toBasic := to.Underlying().(*types.Basic)
	switch {
	case fromBasic && toBasic && tb.Info()&types.IsString != 0 && fb.Info()&types.IsInteger != 0:
		if fb.Kind() == types.Int32 {
			return c.r.of(to) + "(" + s + ")"
		}
		n := c.temp()
		c.line_("%s := rune(65533)", n)
		c.line_("if int64(%s) >= 0 && int64(%s) <= 1114111 {\n%s = rune(%s)\n}", s, s, n, s)
		return c.r.of(to) + "(" + n + ")"
	case c.r.of(to) == "any":
		return "(" + c.r.raw(to) + ")(" + s + ")"
	case c.r.of(from) == "any":
		s = c.unwrapped(x)
	}
	return paren2(c.r.of(to)) + "(" + s + ")"
}

// repeats reports whether the text of a conversion repeats its operand.
func (c *body) repeats(v *ssa.Convert) bool {
	tb, ok := v.Type().Underlying().(*types.Basic)
	return ok && tb.Info()&types.IsString != 0 && isInteger(v.X.Type())
}

// multiConvert converts between types that were type parameters.
func (c *body) multiConvert(v *ssa.MultiConvert) string {
	from, to := v.X.Type().Underlying(), v.Type().Underlying()
	if types.Identical(from, to) {
		return paren2(c.r.of(v.Type())) + "(" + c.expr(v.X) + ")"
	}
	return c.convert(v.X, v.X.Type(), v.Type())
}

// arrayPointer is (*[n]T)(s). The interpreter has no such conversion, so it
// is made by reflection.
func (c *body) arrayPointer(v *ssa.SliceToArrayPointer) string {
	a := deref(v.Type()).Underlying().(*types.Array)
	s := c.unwrapped(v.X)
	c.line_("rt__.SliceToArray(len(%s), %d)", s, a.Len())
	return "rt__.ArrayPointer(" + s + ", " + "(" + c.r.raw(v.Type()) + ")(nil)).(" + c.r.raw(v.Type()) + ")"
}
