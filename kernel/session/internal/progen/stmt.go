package progen

import (
	"fmt"
	"strings"
)

// statement writes one statement.
func (g *gen) statement(d int) {
	g.cost += g.mult
	if d <= 0 {
		pick(g, g.define, g.assign, g.print)()
		return
	}
	switch g.n(25) {
	case 0, 1, 2:
		g.define()
	case 3, 4, 5:
		g.assign()
	case 6, 7:
		g.print()
	case 8:
		g.swap()
	case 9, 10:
		g.ifElse(d)
	case 11, 12:
		g.loop(d)
	case 13:
		g.ranged(d)
	case 14:
		g.switched(d)
	case 15:
		g.capturing()
	case 16:
		g.impure()
	case 17:
		g.element()
	case 18, 19:
		g.caught(d)
	case 20, 21:
		g.typeSwitch(d)
	case 22:
		g.pointing()
	default:
		g.grow()
	}
}

// block writes some statements in a scope of their own.
func (g *gen) block(d int) {
	g.scope(func() {
		for range g.between(1, 3) {
			g.statement(d - 1)
		}
	})
}

// define declares a local variable.
func (g *gen) define() {
	t := g.anyType()
	v := &variable{name: g.name("v"), t: t}
	if t.kind == kSlice && !t.named && g.p(60) {
		v.fixed, v.n = true, g.between(1, 4)
		g.line("%s := %s{%s}", v.name, t.text, g.list(t.elem, v.n, 2))
		g.vars = append(g.vars, v)
		return
	}
	switch {
	case g.p(15) && (t.kind != kIface && t.kind != kPtr && t.kind != kFunc && t.kind != kMap):
		g.line("var %s %s", v.name, t.text)
	case g.p(20):
		g.line("var %s %s = %s", v.name, t.text, g.expr(t, 3))
	default:
		g.line("%s := %s", v.name, g.expr(t, 3))
	}
	g.vars = append(g.vars, v)
}

// depth is how deep an expression may be that is assigned. Where a statement
// runs often, text and slices must not grow by themselves.
func (g *gen) depth(t *typ, d int) int {
	if t.kind != kInt && t.kind != kFloat && t.kind != kBool && (g.mult > 1 || !g.pure) {
		return 0
	}
	return d
}

// assign changes a place.
func (g *gen) assign() {
	p, ok := g.target()
	if !ok || p.t.kind == kMap {
		g.define()
		return
	}
	switch {
	case p.t.kind == kInt && g.p(50):
		if g.p(30) {
			g.line("%s%s", p.text, pick(g, "++", "--"))
		} else {
			g.line("%s %s= %s", p.text, pick(g, "+", "-", "*", "|", "&", "^", "&^"), g.expr(p.t, 2))
		}
		g.use("assign: operator")
	case p.t.kind == kString && g.p(40) || p.t.kind == kFloat && g.p(40):
		g.line("%s += %s", p.text, g.literal(p.t))
	default:
		g.line("%s = %s", p.text, g.expr(p.t, g.depth(p.t, 3)))
	}
}

// swap assigns two places at once.
func (g *gen) swap() {
	p, ok := g.target()
	q, ok2 := g.target()
	if !ok || !ok2 || p.text == q.text || strings.HasPrefix(p.text, q.text) || strings.HasPrefix(q.text, p.text) ||
		p.t.kind == kMap || q.t.kind == kMap {
		g.assign()
		return
	}
	g.use("assign: tuple")
	if same(p.t, q.t) && p.t.kind != kSlice {
		g.line("%s, %s = %s, %s", p.text, q.text, q.text, p.text)
		return
	}
	g.line("%s, %s = %s, %s", p.text, q.text, g.expr(p.t, g.depth(p.t, 2)), g.expr(q.t, g.depth(q.t, 2)))
}

// element changes an element of a map.
func (g *gen) element() {
	var m *variable
	for _, v := range g.vars {
		if v.t.kind == kMap && !g.pure {
			m = v
		}
	}
	if m == nil {
		g.assign()
		return
	}
	g.use("map: element")
	k := g.literal(m.t.key)
	g.line("if %s != nil {", m.name)
	switch {
	case g.p(20):
		g.line("delete(%s, %s)", m.name, k)
	case m.t.elem.kind == kInt && g.p(60):
		g.line("%s[%s] += %s", m.name, k, g.expr(m.t.elem, g.depth(m.t.elem, 2)))
	default:
		g.line("%s[%s] = %s", m.name, k, g.expr(m.t.elem, g.depth(m.t.elem, 2)))
	}
	g.line("}")
}

// grow appends to a slice that no other variable shares.
func (g *gen) grow() {
	p, ok := g.target(kSlice)
	if !ok {
		g.define()
		return
	}
	g.use("slice: append")
	if g.mult > 1 || !g.pure || g.p(70) {
		g.line("%s = append(%s, %s)", p.text, clip(p.text), g.list(p.t.elem, g.between(1, 2), g.depth(p.t, 2)))
	} else {
		g.line("%s = append(%s, %s...)", p.text, clip(p.text), g.expr(p.t, 2))
	}
}

// impure calls a function that changes variables, alone.
func (g *gen) impure() {
	for _, f := range g.funcs {
		if f.pure || g.pure || g.mult*f.cost > 60 || g.p(30) {
			continue
		}
		call := f.name + "(" + g.args(f, 1) + ")"
		if f.recv != nil {
			x := g.path(f.recv)
			if f.recv.kind == kPtr && x == "" {
				if y := g.addressable(f.recv.elem); y != "" && g.p(80) {
					x = y
					g.use("method: address taken")
				}
			}
			if x == "" {
				x = "(" + g.expr(f.recv, 0) + ")"
			}
			call = x + "." + call
		}
		g.cost += g.mult * f.cost
		g.use("call: with effects")
		if len(f.results) == 2 {
			a, b := g.name("v"), g.name("v")
			g.line("%s, %s := %s", a, b, call)
			g.vars = append(g.vars, &variable{name: a, t: f.results[0]}, &variable{name: b, t: f.results[1]})
			return
		}
		a := g.name("v")
		g.line("%s := %s", a, call)
		g.vars = append(g.vars, &variable{name: a, t: f.results[0]})
		return
	}
	g.assign()
}

// addressable returns a variable of a struct type that may be changed.
func (g *gen) addressable(t *typ) string {
	for _, p := range g.places() {
		if p.write && same(p.t, t) {
			return p.text
		}
	}
	return ""
}

// capturing declares a function literal that changes a variable and calls it.
func (g *gen) capturing() {
	p, ok := g.target(kInt, kString, kFloat)
	if !ok {
		g.define()
		return
	}
	g.use("closure")
	f := g.name("f")
	g.line("%s := func(k %s) %s { %s += k; return %s }", f, p.t.text, p.t.text, p.text, p.text)
	for range g.between(1, 3) {
		g.line("fmt.Println(%q, %s(%s))", f, f, g.expr(p.t, 1))
	}
	g.line(`fmt.Printf("%%v %%T\n", %s, %s)`, p.text, f)
}

func (g *gen) print() {
	t := g.flatType(2)
	g.show(fmt.Sprint(g.expr(t, 3)), t)
}

// show prints a value in one of the ways of fmt.
func (g *gen) show(v string, t *typ) {
	if g.mult > 8 {
		g.line("_ = %s", v)
		return
	}
	g.cost += g.mult
	label := g.name("")
	verbs := []string{"%v", "%v", "%v", "%+v", "%v %T"}
	switch t.kind {
	case kString:
		verbs = append(verbs, "%q", "%x", "%8s|", "%-6v|")
	case kInt:
		verbs = append(verbs, "%d", "%x", "%5v|", "%08b")
	case kFloat:
		verbs = append(verbs, "%.3f", "%8.2e", "%g")
	}
	if t.flat() {
		verbs = append(verbs, "%#v")
	}
	verb := pick(g, verbs...)
	if verb == "%v" && g.p(60) {
		g.line("fmt.Println(%q, %s)", label, v)
		return
	}
	g.use("verb " + verb)
	if strings.Contains(verb, "%T") {
		v += ", " + v
	}
	g.line(`fmt.Printf("%s %s\n", %s)`, label, verb, v)
}
