package progen

import (
	"fmt"
	"strings"
)

// expr returns an expression of a type. It has no effect but the trace
// function's, cannot panic, and does not depend on the order of evaluation.
func (g *gen) expr(t *typ, d int) string {
	if d > 0 && g.traced && t.flat() && g.p(6) {
		g.use("trace")
		return fmt.Sprintf("tr(%q, %s)", g.name("t"), g.expr(t, d-1))
	}
	if g.p(12) && d > 0 {
		if c := g.call(t, d); c != "" {
			return c
		}
	}
	switch t.kind {
	case kInt:
		return g.intExpr(t, d)
	case kFloat:
		return g.floatExpr(t, d)
	case kComplex:
		return g.complexExpr(t, d)
	case kString:
		return g.stringExpr(t, d)
	case kBool:
		return g.boolExpr(t, d)
	case kAny:
		g.use("any")
		return g.boxed(d)
	case kError:
		return pick(g, fmt.Sprintf("errors.New(%q)", g.name("e")), "error(nil)", fmt.Sprintf(`fmt.Errorf("e %%v", %s)`, g.expr(g.basic(), d-1)))
	case kFunc:
		return g.closure(t, d)
	case kPtr:
		return "&" + g.composite(t.elem, d)
	case kIface:
		return g.implementer(t, d)
	}
	if v := g.path(t); v != "" && g.p(60) {
		return v
	}
	if t.kind == kSlice && g.p(10) {
		return "append(" + t.text + "(nil), " + g.list(t.elem, g.between(1, 3), d) + ")"
	}
	return g.composite(t, d)
}

// boxed returns an expression of type any.
func (g *gen) boxed(d int) string {
	if d <= 0 || g.p(30) {
		return "any(" + g.expr(g.basic(), d-1) + ")"
	}
	t := g.flatType(1)
	if v := g.path(tAny); v != "" && g.p(30) {
		return v
	}
	if t.holdsAny() { // or values in values would grow without bound
		return pick(g, "any(nil)", "any(int8(3))")
	}
	return "any(" + g.expr(t, d-1) + ")"
}

// implementer returns a value of an interface type.
func (g *gen) implementer(t *typ, d int) string {
	of := pick(g, t.impl...)
	v := ""
	if of.kind == kPtr {
		v = "&" + g.composite(of.elem, d-1)
	} else {
		v = g.expr(of, d-1)
	}
	return t.text + "(" + v + ")"
}

// intExpr joins operands of which the first is no constant, so that nothing can
// overflow when it is compiled.
func (g *gen) intExpr(t *typ, d int) string {
	v := g.varying(t, d)
	if d <= 0 || v == "" {
		if v == "" || g.p(25) {
			return g.literal(t)
		}
		return v
	}
	switch g.n(12) {
	case 0, 1, 2, 3:
		return fmt.Sprintf("(%s %s %s)", v, pick(g, "+", "-", "*", "&", "|", "^", "&^"), g.expr(t, d-1))
	case 4:
		g.use("int: division")
		return fmt.Sprintf("(%s %s (%s | 1))", v, pick(g, "/", "%"), g.varyingOr(t, d-1, "3"))
	case 5:
		g.use("int: shift")
		return fmt.Sprintf("(%s %s (%s & %d))", v, pick(g, "<<", ">>"), g.count(d-1), pick(g, 7, 15, 63, 127))
	case 6:
		return pick(g, "-", "^", "+") + "(" + v + ")"
	case 7:
		g.use("min max")
		return fmt.Sprintf("%s(%s, %s)", pick(g, "min", "max"), v, g.expr(t, d-1))
	case 8:
		if x := g.lengthOf(); x != "" {
			return t.text + "(len(" + x + "))"
		}
	case 9:
		if s := g.path(tString); s != "" && t.text != "bool" {
			return fmt.Sprintf("%s(at([]byte(%s), %s))", t.text, s, g.expr(tInt, d-1))
		}
	}
	return v
}

// count returns the count of a shift.
func (g *gen) count(d int) string {
	t := pick(g, tInt, tByte, ints[9], ints[13])
	return g.varyingOr(t, d, "2")
}

func (g *gen) floatExpr(t *typ, d int) string {
	v := g.varying(t, d)
	if d <= 0 || v == "" {
		if v == "" || g.p(25) {
			return g.literal(t)
		}
		return v
	}
	switch g.n(7) {
	case 0, 1, 2:
		// One operation, then a conversion: compilers may fuse others.
		return fmt.Sprintf("%s(%s %s %s)", t.text, v, pick(g, "+", "-", "*", "/"), g.varyingOr(t, d-1, g.literal(t)))
	case 3:
		return "-(" + v + ")"
	case 4:
		return fmt.Sprintf("%s(%s, %s)", pick(g, "min", "max"), v, g.expr(t, d-1))
	}
	return v
}

func (g *gen) complexExpr(t *typ, d int) string {
	v := g.path(t)
	if d <= 0 || v == "" {
		if v == "" || g.p(25) {
			return g.literal(t)
		}
		return v
	}
	switch g.n(6) {
	case 0, 1:
		return fmt.Sprintf("(%s %s %s)", v, pick(g, "+", "-"), g.expr(t, d-1))
	case 2:
		return "-(" + v + ")"
	case 3:
		part := tFloat
		if t.bits == 64 {
			part = tFloat32
		}
		return fmt.Sprintf("%s(complex(%s(imag(%s)), %s))", t.text, part.text, v, g.varyingOr(part, d-1, "2.5"))
	}
	return v
}

func (g *gen) stringExpr(t *typ, d int) string {
	v := g.varying(t, d)
	if d <= 0 || v == "" {
		if v == "" || g.p(25) {
			return g.literal(t)
		}
		return v
	}
	switch g.n(9) {
	case 0, 1:
		if g.p(50) {
			return "(" + v + " + " + g.literal(t) + ")"
		}
		return "cut(" + v + " + " + g.expr(t, d-1) + ")"
	case 2:
		g.use("string: slice")
		return fmt.Sprintf("%s[min(%d, len(%s)):]", v, g.n(4), v)
	case 3:
		x := g.flatType(1)
		return fmt.Sprintf("%s(cut(fmt.Sprint(%s)))", t.text, g.expr(x, d-1))
	case 4:
		return fmt.Sprintf("%s(strings.%s(string(%s)))", t.text, pick(g, "ToUpper", "TrimSpace", "ToLower"), v)
	case 5:
		return fmt.Sprintf("%s([]rune(%s))", t.text, v)
	case 6:
		return fmt.Sprintf("%s(cut(strconv.Quote(string(%s))))", t.text, v)
	}
	return v
}

func (g *gen) boolExpr(t *typ, d int) string {
	if d <= 0 {
		if v := g.path(t); v != "" {
			return v
		}
		return g.literal(t)
	}
	switch g.n(7) {
	case 0:
		return "!" + g.expr(t, d-1)
	case 1, 2:
		return fmt.Sprintf("(%s %s %s)", g.expr(t, d-1), pick(g, "&&", "||"), g.expr(t, d-1))
	case 3:
		s := g.flatType(2)
		if s.comparable() && s.kind != kBool {
			if v := g.path(s); v != "" {
				g.use("compare: " + []string{"int", "float", "string", "bool", "complex", "slice", "array", "map", "struct", "pointer"}[s.kind])
				return fmt.Sprintf("(%s %s %s)", v, pick(g, "==", "!="), parenthesized(s, g.expr(s, d-1)))
			}
		}
	case 4:
		g.use("any: compare")
		s := g.basic()
		return fmt.Sprintf("(%s == %s)", g.expr(tAny, 0), "any("+g.expr(s, d-1)+")")
	}
	s := pick(g, g.basic(), tInt, tString)
	if s.kind == kBool {
		return g.literal(t)
	}
	if s.kind == kComplex {
		return fmt.Sprintf("(%s %s %s)", g.expr(s, d-1), pick(g, "==", "!="), g.expr(s, d-1))
	}
	return fmt.Sprintf("(%s %s %s)", g.expr(s, d-1), pick(g, "<", "<=", ">", ">=", "==", "!="), g.expr(s, d-1))
}

// parenthesized protects a composite literal in the header of a statement.
func parenthesized(t *typ, v string) string {
	if t.kind == kStruct || t.kind == kArray || strings.HasSuffix(v, "}") {
		return "(" + v + ")"
	}
	return v
}
