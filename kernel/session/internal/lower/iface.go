package lower

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// symbolOf is a conversion function of a compiled interface.
func (c *body) symbolOf(kind string, t types.Type) string {
	obj := types.Unalias(t).(*types.Named).Obj()
	if obj.Pkg() == nil {
		return c.r.aliasPath("errors", "errors") + "." + kind + "_" + obj.Name()
	}
	return c.r.alias(obj.Pkg()) + "." + kind + "_" + obj.Name()
}

// boxed is the text of a concrete value in an any.
func (c *body) boxed(s string, t types.Type) string {
	if !c.r.faithful(t) {
		id := c.p.box(t)
		return fmt.Sprintf("rt__.Box(%d, %s)", id, s)
	}
	c.p.reach(t, map[string]bool{}, false)
	if _, ok := t.Underlying().(*types.Signature); ok {
		return "rt__.Raw(" + s + ")"
	}
	return "any(" + s + ")"
}

func (c *body) makeInterface(v *ssa.MakeInterface) string {
	s := c.expr(v.X)
	if k, ok := v.X.(*ssa.Const); ok && k.Value != nil && c.r.of(k.Type()) != "string" && c.r.of(k.Type()) != "bool" {
		s = c.r.of(k.Type()) + "(" + basicText(k.Type().Underlying().(*types.Basic), k.Value) + ")"
	}
	x := c.boxed(s, v.X.Type())
	if c.r.nativeInterface(v.Type()) {
		if isFile(v.X.Type()) {
			x = "rt__.File(" + s + ")"
		}
		return c.symbolOf("To", v.Type()) + "(" + x + ")"
	}
	return x
}

// isFile reports whether t is *os.File. One that compiled code reads by way of
// an interface may be the cell's standard input, which is no file.
func isFile(t types.Type) bool {
	p, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return false
	}
	n, ok := types.Unalias(p.Elem()).(*types.Named)
	return ok && n.Obj().Name() == "File" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "os"
}

// changeInterface converts between interface types.
func (c *body) changeInterface(s string, from, to types.Type) string {
	if c.r.of(from) == c.r.of(to) {
		return s
	}
	if c.r.nativeInterface(from) {
		s = "rt__.Unwrap(" + s + ")"
	}
	if c.r.nativeInterface(to) {
		return c.symbolOf("To", to) + "(" + s + ")"
	}
	return s
}

// assert writes a type assertion.
func (c *body) assert(v *ssa.TypeAssert) {
	x := c.expr(v.X)
	if isNil(v.X) || c.r.nativeInterface(v.X.Type()) {
		n := c.temp()
		c.line_("var %s any = rt__.Unwrap(%s)", n, x)
		x = n
	}
	val, ok := c.temp(), c.temp()
	t := v.AssertedType
	r := c.r.of(t)
	switch {
	case c.r.nativeInterface(t):
		c.line_("%s, %s := %s(%s)", val, ok, c.symbolOf("As", t), x)
	case types.IsInterface(t):
		c.line_("var %s any", val)
		c.line_("%s = nil", val)
		if t.Underlying().(*types.Interface).NumMethods() == 0 {
			c.line_("%s := %s != nil", ok, x)
		} else {
			c.line_("%s := rt__.Implements(%s, %d)", ok, x, c.p.note(t))
		}
		c.line_("if %s {\n%s = %s\n}", ok, val, x)
	case c.r.faithful(t):
		if isFile(t) {
			x = "rt__.PlainFile(" + x + ")"
		}
		c.line_("%s, %s := %s.(%s)", val, ok, x, r)
		if assignable(t) {
			c.line_("if %s && !rt__.Same(%s, %s) {\n%s = false\n%s = %s\n}", ok, x, val, ok, val, c.zero(t))
		}
	default:
		a := c.temp()
		c.line_("%s, %s := rt__.As(%s, %d)", a, ok, x, c.p.box(t))
		c.line_("var %s %s", val, r)
		c.line_("%s = %s", val, c.zero(t))
		if r == "any" {
			c.line_("if %s {\n%s = %s\n}", ok, val, a)
		} else if !fieldless(t) {
			c.line_("if %s {\n%s = %s.(%s)\n}", ok, val, a, r)
		}
	}
	if v.CommaOk {
		c.tuples[v] = []string{val, ok}
		return
	}
	from, to := -1, -1
	if !ofMethodValue(v) {
		from, to = c.p.note(v.X.Type()), c.p.note(t)
	}
	c.line_("if !%s {\nrt__.AssertPanic(%s, %d, %d)\n}", ok, x, from, to)
	c.names[v] = val
}

// assignable reports whether values of other types can be assigned to t, such as
// those of http.Header to map[string][]string. The interpreter takes an
// assertion for an assignment.
func assignable(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Slice, *types.Map, *types.Signature, *types.Chan, *types.Array:
		return true
	case *types.Struct:
		for f := range u.Fields() {
			if !f.Exported() {
				return false
			}
		}
		return u.NumFields() > 0
	}
	return false
}

// ofMethodValue reports whether an assertion is the SSA form's test that the
// interface of a method value is not nil.
func ofMethodValue(v *ssa.TypeAssert) bool {
	if !v.Pos().IsValid() {
		return true
	}
	refs := v.X.Referrers()
	if refs == nil { // the method value of a nil that is known
		return types.Identical(v.X.Type(), v.AssertedType)
	}
	for _, in := range *refs {
		if m, ok := in.(*ssa.MakeClosure); ok && m.Pos() == v.Pos() {
			return true
		}
	}
	return false
}

// fieldless reports whether t has one value only. The interpreter looks for the
// first field of what compiled code returns in an interface, and must not ask
// for this one.
func fieldless(t types.Type) bool {
	s, ok := t.Underlying().(*types.Struct)
	return ok && s.NumFields() == 0
}
