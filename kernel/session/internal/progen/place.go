package progen

import (
	"fmt"
	"slices"
	"strings"
)

// place is a variable or a part of one.
type place struct {
	text  string
	t     *typ
	write bool // may be assigned
	clip  bool // a slice with room behind it
}

// places returns the variables in scope and their parts, two levels deep.
func (g *gen) places() []place {
	var all []place
	for _, v := range g.vars {
		all = g.parts(all, place{v.name, v.t, g.mayChange(v) && !v.fixed, !v.fixed}, v, 2)
	}
	return all
}

// mayChange reports whether the present function may change a variable.
func (g *gen) mayChange(v *variable) bool { return !v.stable && (!g.pure || !v.shared) }

func (g *gen) parts(all []place, p place, v *variable, d int) []place {
	all = append(all, p)
	if d == 0 {
		return all
	}
	write := g.mayChange(v)
	switch {
	case p.t.kind == kStruct && v.t.kind != kMap:
		for _, f := range p.t.fields {
			all = g.parts(all, place{p.text + "." + f.name, f.t, write && p.write, true}, v, d-1)
		}
	case p.t.kind == kPtr && p.t.elem.kind == kStruct && d == 2:
		for _, f := range p.t.elem.fields {
			all = g.parts(all, place{p.text + "." + f.name, f.t, write && !g.pure, true}, v, d-1)
		}
	case p.t.kind == kArray && p.t.n > 0:
		i := g.n(p.t.n)
		all = g.parts(all, place{fmt.Sprintf("%s[%d]", p.text, i), p.t.elem, write && p.write, true}, v, d-1)
	case p.t.kind == kSlice && v.fixed && d == 2 && v.n > 0:
		all = g.parts(all, place{fmt.Sprintf("%s[%d]", p.text, g.n(v.n)), p.t.elem, write, true}, v, d-1)
	case p.t.kind == kMap && d == 2:
		all = append(all, place{p.text + "[" + g.literal(p.t.key) + "]", p.t.elem, false, true})
	}
	return all
}

// path returns a place of a type, or nothing. Slices come without room, so that
// what is appended to them is never shared.
func (g *gen) path(t *typ) string {
	var fit []place
	for _, p := range g.places() {
		if same(p.t, t) {
			fit = append(fit, p)
		}
	}
	if len(fit) == 0 {
		return ""
	}
	p := pick(g, fit...)
	if t.kind == kSlice && p.clip {
		return clip(p.text)
	}
	return p.text
}

func clip(s string) string { return fmt.Sprintf("%s[:len(%s):len(%s)]", s, s, s) }

// target returns a place that may be assigned, of one of the kinds.
func (g *gen) target(kinds ...kind) (place, bool) {
	var fit []place
	for _, p := range g.places() {
		if p.write && (len(kinds) == 0 || slices.Contains(kinds, p.t.kind)) {
			fit = append(fit, p)
		}
	}
	if len(fit) == 0 {
		return place{}, false
	}
	return pick(g, fit...), true
}

// varying returns an operand that is no constant, or nothing.
func (g *gen) varying(t *typ, d int) string {
	if v := g.path(t); v != "" && g.p(75) {
		return v
	}
	if d > 0 {
		if c := g.call(t, d); c != "" && g.p(40) {
			return c
		}
	}
	from := pick(g, ints...)
	switch t.kind {
	case kInt:
		if v := g.path(from); v != "" {
			return t.text + "(" + v + ")"
		}
	case kFloat:
		if v := g.path(pick(g, from, tFloat, tFloat32)); v != "" {
			return t.text + "(" + v + ")"
		}
	}
	return g.path(t)
}

// varyingOr is varying with something to fall back on.
func (g *gen) varyingOr(t *typ, d int, fallback string) string {
	if v := g.varying(t, d); v != "" {
		return v
	}
	return g.typed(t, fallback)
}

// lengthOf returns something that has a length.
func (g *gen) lengthOf() string {
	var fit []string
	for _, p := range g.places() {
		if k := p.t.kind; k == kString || k == kSlice || k == kMap {
			fit = append(fit, p.text)
		}
	}
	if len(fit) == 0 {
		return ""
	}
	return pick(g, fit...)
}

// call returns a call of a function without effects that has result t, or
// nothing.
func (g *gen) call(t *typ, d int) string {
	if g.alone {
		return ""
	}
	if v := g.through(t); v != nil && g.p(40) {
		return g.invoke(v, t, d)
	}
	for _, v := range g.vars {
		if v.t.kind == kFunc && !g.inFunc && same(v.t.result, t) && g.p(30) {
			g.use("call: variable")
			return v.name + "(" + g.list(v.t.params[0], len(v.t.params), d) + ")"
		}
	}
	var fit []*function
	for _, f := range g.funcs {
		if f.pure && len(f.results) == 1 && same(f.results[0], t) && g.mult*f.cost < 60 {
			fit = append(fit, f)
		}
	}
	if len(fit) == 0 {
		return ""
	}
	f := pick(g, fit...)
	g.cost += g.mult * f.cost
	if f.recv == nil {
		g.use("call")
		return f.name + "(" + g.args(f, d-1) + ")"
	}
	return g.methodCall(f, d)
}

// args writes the arguments of a call.
func (g *gen) args(f *function, d int) string {
	var list []string
	for i, t := range f.params {
		if f.variadic && i == len(f.params)-1 {
			g.use("variadic")
			if g.p(30) {
				list = append(list, g.expr(t, d)+"...")
			} else if n := g.n(4); n > 0 {
				list = append(list, g.list(t.elem, n, d))
			}
			continue
		}
		list = append(list, g.expr(t, d))
	}
	return strings.Join(list, ", ")
}

// methodCall writes a call of a method in one of its forms.
func (g *gen) methodCall(f *function, d int) string {
	x := g.path(f.recv)
	if f.recv.kind == kPtr && x == "" || x == "" {
		x = "(" + g.expr(f.recv, 0) + ")"
	}
	args := g.args(f, d-1)
	if f.recv.kind != kIface && g.p(20) {
		g.use("method: expression")
		return fmt.Sprintf("(%s).%s(%s)", f.recv.text, f.name, strings.TrimSuffix(x+", "+args, ", "))
	}
	if g.p(10) {
		g.use("method: value")
		return fmt.Sprintf("func(f %s) %s { return f(%s) }(%s.%s)", signature(f), f.results[0].text, args, x, f.name)
	}
	g.use("method: call")
	return x + "." + f.name + "(" + args + ")"
}

// signature returns the type of a method value.
func signature(f *function) string {
	params := join(f.params)
	if f.variadic {
		params = join(f.params[:len(f.params)-1])
		if params != "" {
			params += ", "
		}
		params += "..." + f.params[len(f.params)-1].elem.text
	}
	results := join(f.results)
	if len(f.results) != 1 {
		results = "(" + results + ")"
	}
	return "func(" + params + ") " + results
}

// through returns a variable of an interface type with a method that has result
// t, or nothing.
func (g *gen) through(t *typ) *variable {
	for _, v := range g.vars {
		if v.t.kind == kIface && v.t.method(t) != nil {
			return v
		}
	}
	return nil
}

// method returns a method of an interface with result t.
func (t *typ) method(result *typ) *function {
	for _, m := range t.methods {
		if same(m.results[0], result) {
			return m
		}
	}
	return nil
}

// invoke writes a call through an interface.
func (g *gen) invoke(v *variable, t *typ, d int) string {
	m := v.t.method(t)
	g.use("interface: call")
	g.cost += 2 * g.mult
	args := g.args(m, d-1)
	switch {
	case g.p(15):
		g.use("method: value of an interface")
		return fmt.Sprintf("func(f %s) %s { return f(%s) }(%s.%s)", signature(m), t.text, args, v.name, m.name)
	case g.p(15):
		return fmt.Sprintf("%s.%s(%s)", v.t.text, m.name, strings.TrimSuffix(v.name+", "+args, ", "))
	}
	return v.name + "." + m.name + "(" + args + ")"
}
