package lower

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

func (c *body) binary(v *ssa.BinOp) string {
	switch v.Op {
	case token.EQL, token.NEQ:
		return c.equality(v)
	case token.SHL, token.SHR:
		if k, ok := v.Y.(*ssa.Const); ok && !needsShiftCheck(v.Y) {
			return c.variable(v.X) + " " + v.Op.String() + " " + k.Value.ExactString()
		}
		return c.variable(v.X) + " " + v.Op.String() + " uint(" + c.variable(v.Y) + ")"
	case token.QUO, token.REM:
		if k, ok := v.Y.(*ssa.Const); ok && k.Value != nil && isZero(k.Value) {
			return c.op(v.X) + " " + v.Op.String() + " " + c.variable(v.Y)
		}
	}
	if renamed(v.Y) {
		return c.variable(v.X) + " " + v.Op.String() + " " + c.op(v.Y)
	}
	return c.op(v.X) + " " + v.Op.String() + " " + c.op(v.Y)
}

// variable is op, for a place where the interpreter must not see a constant:
// it folds constant operations by rules of its own.
func (c *body) variable(v ssa.Value) string {
	k, ok := v.(*ssa.Const)
	if !ok && renamed(v) {
		n := c.temp()
		c.line_("var %s %s = %s", n, c.r.of(v.Type()), c.op(v))
		return n
	}
	if !ok || k.Value == nil {
		return c.op(v)
	}
	n := c.temp()
	c.line_("var %s %s = %s", n, c.r.of(k.Type()), c.constant(k))
	return n
}

// renamed reports whether a value is a constant, be it of another type by now:
// its text is one too.
func renamed(v ssa.Value) bool {
	for {
		switch x := v.(type) {
		case *ssa.Const:
			return true
		case *ssa.ChangeType:
			v = x.X
		default:
			return false
		}
	}
}

// checkShift writes the check of a count that may be negative.
func (c *body) checkShift(v *ssa.BinOp) {
	if (v.Op == token.SHL || v.Op == token.SHR) && needsShiftCheck(v.Y) {
		y := c.variable(v.Y)
		c.line_("if %s < 0 {\nrt__.Shift(int64(%s))\n}", y, y)
	}
}

func (c *body) equality(v *ssa.BinOp) string {
	x, y := c.op(v.X), c.op(v.Y)
	not := ""
	if v.Op == token.NEQ {
		not = "!"
	}
	switch {
	case isNil(v.Y):
		return c.nilTest(v.X, x, v.Op)
	case isNil(v.X):
		return c.nilTest(v.Y, y, v.Op)
	}
	if one, other := c.r.of(v.X.Type()), c.r.of(v.Y.Type()); one != other && one != "any" && other != "any" {
		// One is a channel for one direction only.
		if u, ok := v.X.Type().Underlying().(*types.Chan); ok && u.Dir() == types.SendRecv {
			return "(" + other + ")(" + x + ") " + v.Op.String() + " " + y
		}
		return x + " " + v.Op.String() + " (" + one + ")(" + y + ")"
	}
	if c.deep(v.X.Type()) {
		return not + "rt__.Eq(" + x + ", " + y + ")"
	}
	return x + " " + v.Op.String() + " " + y
}

// nilTest compares x with nil, through a variable where the interpreter would
// look for the type of an operand: at a second nil and at a conversion.
func (c *body) nilTest(x ssa.Value, text string, op token.Token) string {
	n := c.temp()
	_, made := x.(*ssa.MakeInterface)
	if c.r.of(x.Type()) == "any" {
		switch x.Type().Underlying().(type) {
		case *types.Slice, *types.Map, *types.Signature:
			text = c.unwrapped(x) // it may hold a nil of its type
		}
	}
	switch {
	case isNil(x):
		c.line_("var %s bool = %t", n, op == token.EQL)
		return n
	case made && c.folds[x]:
		c.line_("var %s any = %s", n, text)
		text = n
	}
	return text + " " + op.String() + " nil"
}

func isNil(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	if !ok || k.Value != nil {
		return false
	}
	switch k.Type().Underlying().(type) {
	case *types.Struct, *types.Array:
		return false
	}
	return true
}

// deep reports whether equality of t looks into interface values.
func (c *body) deep(t types.Type) bool {
	if c.r.of(t) == "any" {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Interface:
		return true
	case *types.Array:
		return c.deep(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if c.deep(f.Type()) {
				return true
			}
		}
	}
	return false
}

func isZero(v constant.Value) bool {
	return (v.Kind() == constant.Int || v.Kind() == constant.Float || v.Kind() == constant.Complex) && constant.Sign(constant.Real(v)) == 0 && constant.Sign(constant.Imag(v)) == 0
}
