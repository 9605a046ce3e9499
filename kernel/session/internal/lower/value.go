package lower

import (
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// value is the text of an instruction's value.
func (c *body) value(in ssa.Instruction) string {
	switch v := in.(type) {
	case *ssa.BinOp:
		return c.binary(v)
	case *ssa.UnOp:
		return c.unary(v)
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok {
			return c.builtinText(&v.Call, b, c.exprs(v.Call.Args))
		}
		return c.call(v)
	case *ssa.FieldAddr:
		p := c.fieldPlace(v)
		if c.r.native(deref(v.X.Type())) && c.selector(deref(v.X.Type()), v.Field) == "" {
			return p // the methods of the embedded field are called on the whole
		}
		return "&" + p
	case *ssa.IndexAddr:
		return c.elementAddress(v)
	case *ssa.Field:
		return c.op(v.X) + c.selector(v.X.Type(), v.Field)
	case *ssa.Index:
		return c.op(v.X) + "[" + c.subscript(v.X, v.Index) + "]"
	case *ssa.Lookup:
		if _, ok := v.X.Type().Underlying().(*types.Map); ok {
			return c.unwrapped(v.X) + "[" + c.expr(v.Index) + "]"
		}
		return c.op(v.X) + "[" + c.subscript(v.X, v.Index) + "]"
	case *ssa.ChangeType:
		return c.changeType(v)
	case *ssa.Convert:
		return c.convert(v.X, v.X.Type(), v.Type())
	case *ssa.MultiConvert:
		return c.multiConvert(v)
	case *ssa.SliceToArrayPointer:
		return c.arrayPointer(v)
	case *ssa.ChangeInterface:
		return c.changeInterface(c.expr(v.X), v.X.Type(), v.Type())
	case *ssa.MakeInterface:
		return c.makeInterface(v)
	case *ssa.MakeClosure:
		return c.closure(v)
	case *ssa.MakeMap:
		return c.makeText(v.Type()) // the size is a hint without effect
	case *ssa.MakeSlice:
		if v.Cap == v.Len {
			return c.makeText(v.Type(), v.Len)
		}
		return c.makeText(v.Type(), v.Len, v.Cap)
	case *ssa.MakeChan:
		return c.makeChan(v)
	case *ssa.Slice:
		return c.slice(v)
	}
	refuse("%s: instruction %s", c.f, in)
	return ""
}

func (c *body) exprs(vs []ssa.Value) []string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = c.expr(v)
	}
	return out
}

func (c *body) unary(v *ssa.UnOp) string {
	switch v.Op {
	case token.MUL:
		return c.place_(v.X)
	case token.ARROW:
		return "<-" + c.unwrapped(v.X)
	}
	return v.Op.String() + c.variable(v.X)
}

// elementAddress is &x[i]; of an array behind a pointer through a slice of
// it, as the interpreter takes no other address.
func (c *body) elementAddress(v *ssa.IndexAddr) string {
	if _, ok := v.X.Type().Underlying().(*types.Slice); ok {
		return "&" + c.indexPlace(v)
	}
	s := c.temp()
	c.line_("%s := %s[:]", s, c.base(v.X))
	return "&" + s + "[" + c.subscript(v.X, v.Index) + "]"
}

func (c *body) makeText(t types.Type, sizes ...ssa.Value) string {
	made := c.r.raw(t)
	if c.r.native(t) { // its methods and its name are the compiled type's
		made = c.r.of(t)
	}
	s := "make(" + made
	for i, v := range sizes {
		switch n, ok := number(v); {
		case v == nil:
		case ok && (n < 0 || i > 0): // the interpreter refuses sizes that panic
			s += ", int(" + c.variable(v) + ")"
		default:
			s += ", int(" + c.expr(v) + ")"
		}
	}
	return s + ")"
}

func (c *body) makeChan(v *ssa.MakeChan) string {
	u := v.Type().Underlying().(*types.Chan)
	both := c.r.raw(types.NewChan(types.SendRecv, u.Elem()))
	s := fmt.Sprintf("make(%s, int(%s))", both, c.expr(v.Size))
	if u.Dir() != types.SendRecv {
		return "(" + c.r.raw(v.Type()) + ")(" + s + ")"
	}
	return s
}

func (c *body) slice(v *ssa.Slice) string {
	x := c.unwrapped
	if _, ok := v.X.(*ssa.Const); ok {
		x = c.variable // the interpreter refuses bounds that panic
	}
	if _, ok := v.X.Type().Underlying().(*types.Pointer); ok {
		x = c.base
	}
	s := x(v.X) + "[" + c.bounds(v) + "]"
	return c.sliceOf(v.Type(), s)
}

// sliceOf gives the text of a slice the name of its type, if that is a compiled
// one: the interpreter loses it where a slice is made of something else.
func (c *body) sliceOf(t types.Type, text string) string {
	if c.r.native(t) {
		return c.r.of(t) + "(" + text + ")"
	}
	return text
}
