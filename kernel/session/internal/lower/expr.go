package lower

import (
	"fmt"
	"go/constant"
	"go/types"
	"math"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// expr is the text of a value: its name, or the value itself when folded.
func (c *body) expr(v ssa.Value) string {
	if n, ok := c.names[v]; ok {
		return n
	}
	switch v := v.(type) {
	case *ssa.Const:
		return c.constant(v)
	case *ssa.Function:
		return c.p.held(v)
	case *ssa.Global:
		return "&" + c.p.global(v)
	case *ssa.Extract:
		return c.tuples[v.Tuple][v.Index]
	case *ssa.Phi:
		// Read before any edge was written: its block is still to come.
		n := fmt.Sprintf("v%d", len(c.copied))
		c.names[v], c.copied[v] = n, true
		fmt.Fprintf(&c.decls, "var %s %s\n", n, c.r.of(v.Type()))
		return n
	case *ssa.FieldAddr, *ssa.IndexAddr:
		if c.virt[v] {
			return "&" + c.place_(v)
		}
	}
	if in, ok := v.(ssa.Instruction); ok && c.folds[v] {
		return c.value(in)
	}
	refuse("%s: no text for %s = %s", c.f, v.Name(), v)
	return ""
}

// op is expr for an operand of an operator.
func (c *body) op(v ssa.Value) string {
	s := c.expr(v)
	if c.folds[v] || strings.HasPrefix(s, "&") {
		if _, ok := v.(*ssa.Call); !ok {
			return "(" + s + ")"
		}
	}
	return s
}

// place_ is the text of the variable an address points to.
func (c *body) place_(v ssa.Value) string {
	switch a := v.(type) {
	case *ssa.Global:
		return c.p.global(a)
	case *ssa.Alloc:
		if c.plain[a] {
			return c.names[a]
		}
	case *ssa.FieldAddr:
		if c.virt[a] || c.folds[a] {
			return c.fieldPlace(a)
		}
	case *ssa.IndexAddr:
		if c.virt[a] || c.folds[a] {
			return c.indexPlace(a)
		}
	}
	return "*" + c.pointer(v)
}

// pointer is the text of a pointer, unwrapped when it is opaque.
func (c *body) pointer(v ssa.Value) string {
	if _, ok := v.(*ssa.Const); ok {
		return c.unwrapped(v)
	}
	s := c.op(v)
	if _, ok := v.(*ssa.Alloc); !ok && c.r.of(v.Type()) == "any" {
		return "(" + s + ".(" + c.r.raw(v.Type()) + "))"
	}
	return s
}

// unwrapped is the text of a value of any other composite type.
func (c *body) unwrapped(v ssa.Value) string {
	if k, ok := v.(*ssa.Const); ok && k.Value == nil && !types.IsInterface(v.Type()) {
		n := c.temp() // the interpreter cannot use a converted nil in place
		c.line_("var %s %s", n, c.r.raw(v.Type()))
		return n
	}
	s := c.op(v)
	if c.r.of(v.Type()) != "any" || types.IsInterface(v.Type()) || c.r.foreign(v.Type()) {
		return s
	}
	return c.p.unwrapper(c.r.raw(v.Type())) + "(" + s + ")"
}

// base is the place of a struct or array that a pointer denotes, ready for a
// selector.
func (c *body) base(v ssa.Value) string {
	switch a := v.(type) {
	case *ssa.Global:
		return c.p.global(a)
	case *ssa.Alloc:
		return c.names[a]
	case *ssa.FieldAddr, *ssa.IndexAddr:
		if c.virt[a] || c.folds[a] {
			return c.place_(a)
		}
	}
	return c.pointer(v)
}

func (c *body) fieldPlace(a *ssa.FieldAddr) string {
	st := deref(a.X.Type())
	return c.base(a.X) + c.selector(st, a.Field)
}

// selector is ".Name"; the unexported fields of compiled structs, which only
// embedding reaches, are left out: Go finds what they promote.
func (c *body) selector(t types.Type, i int) string {
	s := t.Underlying().(*types.Struct)
	if c.r.native(t) {
		if !s.Field(i).Exported() {
			return ""
		}
		return "." + s.Field(i).Name()
	}
	return "." + fieldName(s, i)
}

func (c *body) indexPlace(a *ssa.IndexAddr) string {
	if _, ok := a.X.Type().Underlying().(*types.Slice); ok {
		return c.unwrapped(a.X) + "[" + c.subscript(a.X, a.Index) + "]"
	}
	return c.base(a.X) + "[" + c.subscript(a.X, a.Index) + "]"
}

// constant is the text of a constant of its type.
func (c *body) constant(k *ssa.Const) string {
	t := k.Type()
	if k.Value == nil {
		return c.zero(t)
	}
	b, ok := t.Underlying().(*types.Basic)
	if !ok {
		refuse("constant of type %s", t)
	}
	text := basicText(b, k.Value)
	name := c.r.of(t)
	switch name {
	case "int", "string", "bool", "float64":
		return text
	}
	return name + "(" + text + ")"
}

func basicText(b *types.Basic, v constant.Value) string {
	switch info := b.Info(); {
	case info&types.IsBoolean != 0:
		return strconv.FormatBool(constant.BoolVal(v))
	case info&types.IsString != 0:
		return strconv.Quote(constant.StringVal(v))
	case info&types.IsInteger != 0:
		s := constant.ToInt(v).ExactString()
		if s == "-9223372036854775808" {
			return "(-9223372036854775807-1)"
		}
		return negative(s)
	case info&types.IsComplex != 0:
		v = constant.ToComplex(v)
		re, _ := constant.Float64Val(constant.Real(v))
		im, _ := constant.Float64Val(constant.Imag(v))
		return "(" + floatText(re) + "+" + negative(floatText(im)+"i") + ")"
	}
	f, _ := constant.Float64Val(constant.ToFloat(v))
	return negative(floatText(f))
}

func negative(s string) string {
	if strings.HasPrefix(s, "-") {
		return "(" + s + ")"
	}
	return s
}

func floatText(f float64) string {
	s := strconv.FormatFloat(f, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") && !math.IsInf(f, 0) {
		s += ".0"
	}
	return s
}

// zero is the text of a type's zero value.
func (c *body) zero(t types.Type) string {
	r := c.r.of(t)
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Kind() == types.UntypedNil:
			return "nil"
		case u.Info()&types.IsBoolean != 0:
			return r + "(false)"
		case u.Info()&types.IsString != 0:
			return r + `("")`
		}
		return r + "(0)"
	case *types.Struct, *types.Array:
		return r + "{}"
	case *types.Interface:
		return c.p.nilOf(t)
	}
	if r == "any" {
		return "nil"
	}
	return "(" + r + ")(nil)"
}

// nilOf is the text of a nil interface: a variable, for compiled interfaces,
// as the interpreter has no way to convert a nil to one.
func (p *Program) nilOf(t types.Type) string {
	r := p.repr.of(t)
	if r == "any" || r == "error" {
		return "nil"
	}
	n, ok := p.repr.structs["nil "+r]
	if !ok {
		n = p.name("nil")
		remember(p, p.repr.structs, "nil "+r, n)
		fmt.Fprintf(&p.out.globals, "var %s %s\n", n, r)
	}
	return n
}

// function is the text of a function that is called.
func (c *body) function(f *ssa.Function) string {
	if name := c.p.compiledSort(f); name != "" {
		return name
	}
	return c.p.funcText(f)
}

// held is the text of a function used as a value: a variable, as the name of a
// declared function is something of the interpreter's own, which neither an
// interface nor compiled code understands.
func (p *Program) held(f *ssa.Function) string {
	if len(f.Blocks) == 0 {
		return p.funcText(f)
	}
	n, ok := p.values[f]
	if !ok {
		name := p.fn(f)
		n = name + "v"
		remember(p, p.values, f, n)
		fmt.Fprintf(&p.out.globals, "var %s %s\n", n, p.repr.raw(f.Signature))
		fmt.Fprintf(&p.out.setup, "%s = %s\n", n, name)
	}
	return n
}

func (p *Program) funcText(f *ssa.Function) string {
	if len(f.Blocks) > 0 {
		return p.fn(f)
	}
	o, ok := f.Object().(*types.Func)
	if !ok || o.Pkg() == nil || !o.Exported() || o.Signature().Recv() != nil {
		refuse("%s cannot be interpreted", f)
	}
	return p.repr.alias(o.Pkg()) + "." + o.Name()
}

// wrapper is a function from a composite type to any, nil to nil.
func (p *Program) wrapper(raw string) string {
	if n, ok := p.repr.structs["wrap "+raw]; ok {
		return n
	}
	n := p.name("u")
	remember(p, p.repr.structs, "wrap "+raw, n)
	fmt.Fprintf(&p.out.funcs, "func %s(x %s) any {\nif x == nil {\nreturn nil\n}\nreturn x\n}\n", n, raw)
	return n
}

// unwrapper is a function from any to a composite type, nil to nil.
func (p *Program) unwrapper(raw string) string {
	if n, ok := p.repr.structs["unwrap "+raw]; ok {
		return n
	}
	n := p.name("u")
	remember(p, p.repr.structs, "unwrap "+raw, n)
	fmt.Fprintf(&p.out.funcs, "func %s(x any) %s {\nif x == nil {\nreturn nil\n}\nreturn x.(%s)\n}\n", n, raw, raw)
	return n
}
