package progen

import "fmt"

func (g *gen) ifElse(d int) {
	g.use("if")
	if g.p(25) {
		t := g.basic()
		v := &variable{name: g.name("v"), t: t}
		n := len(g.vars)
		init := g.expr(t, 2)
		g.vars = append(g.vars, v)
		g.line("if %s := %s; (%s) {", v.name, init, g.expr(tBool, 2))
		g.line("_ = %s", v.name)
		g.block(d)
		g.line("} else {")
		g.block(d)
		g.line("}")
		g.vars = g.vars[:n]
		return
	}
	g.line("if (%s) {", g.expr(tBool, 3))
	g.block(d)
	if g.p(50) {
		g.line("} else {")
		g.block(d)
	}
	g.line("}")
}

// loop writes a for statement with a counter.
func (g *gen) loop(d int) {
	n := g.between(1, 4)
	if g.mult*n > 16 {
		g.assign()
		return
	}
	v := &variable{name: g.name("i"), t: tInt, stable: true}
	label := ""
	switch g.n(4) {
	case 0:
		g.use("range: int")
		g.loopOver(d, n, fmt.Sprintf("for %s := range %d {", v.name, n), label, v)
	case 1:
		g.use("for: condition")
		g.line("%s := 0", v.name)
		g.vars = append(g.vars, v)
		g.loopOver(d, n, fmt.Sprintf("for %s < %d {\n%s++", v.name, n, v.name), label)
	case 2:
		label = g.name("L")
		g.use("label")
		g.line("%s:", label)
		g.loopOver(d, n, fmt.Sprintf("for %s := %d; %s > 0; %s-- {", v.name, n, v.name, v.name), label, v)
	default:
		g.use("for: three clauses")
		g.loopOver(d, n, fmt.Sprintf("for %s := 0; %s < %d; %s++ {", v.name, v.name, n, v.name), label, v)
	}
}

// loopOver writes a loop that runs its body n times.
func (g *gen) loopOver(d, n int, head, label string, vars ...*variable) {
	g.line("%s", head)
	before := len(g.vars)
	g.vars = append(g.vars, vars...)
	for _, v := range vars {
		g.line("_ = %s", v.name)
	}
	g.mult *= n
	if label != "" {
		inner := g.name("j")
		g.line("for %s := range 2 {", inner)
		g.line("if %s == 1 && %s { %s %s }", inner, g.expr(tBool, 2), pick(g, "break", "continue"), label)
		g.mult *= 2
		g.block(d - 1)
		g.mult /= 2
		g.line("}")
	}
	if g.p(20) {
		g.use("break continue")
		g.line("if (%s) { %s }", g.expr(tBool, 2), pick(g, "break", "continue"))
	}
	g.block(d)
	g.mult /= n
	g.vars = g.vars[:before]
	g.line("}")
}

// ranged writes a range statement over a value.
func (g *gen) ranged(d int) {
	if g.mult > 4 {
		g.assign()
		return
	}
	k := &variable{name: g.name("k"), t: tInt, stable: true}
	v := &variable{name: g.name("e"), stable: true}
	var over string
	switch g.n(5) {
	case 0:
		g.use("range: string")
		over, v.t = g.expr(tString, 1), tRune
	case 1:
		g.use("range: array")
		t := arrayOf(g.between(1, 4), g.flatType(1))
		over, v.t = g.expr(t, 1), t.elem
	case 2:
		g.use("range: map")
		t := mapOf(pick(g, tString, tInt), g.basic())
		m := g.name("m")
		g.line("%s := %s", m, g.expr(t, 2))
		g.line("for _, %s := range slices.Sorted(maps.Keys(%s)) {", k.name, m)
		k.t, v.t = t.key, t.elem
		g.line("%s := %s[%s]", v.name, m, k.name)
		g.loopOver(d, 3, "{", "", k, v)
		g.line("}")
		return
	default:
		g.use("range: slice")
		t := sliceOf(g.flatType(1))
		over, v.t = g.expr(t, 2), t.elem
	}
	g.loopOver(d, 4, fmt.Sprintf("for %s, %s := range (%s) {", k.name, v.name, over), "", k, v)
}

// switched writes an expression switch.
func (g *gen) switched(d int) {
	g.use("switch")
	if g.p(40) {
		g.line("switch {")
		for range g.between(1, 3) {
			g.line("case %s:", g.expr(tBool, 2))
			g.block(d)
			if g.p(25) {
				g.use("fallthrough")
				g.line("fallthrough")
			}
		}
		g.line("default:")
		g.block(d)
		g.line("}")
		return
	}
	t := pick(g, tInt, tString, tByte)
	g.line("switch (%s) {", g.expr(t, 2))
	seen := map[string]bool{}
	for range g.between(1, 3) {
		a := g.literal(t)
		if seen[a] {
			continue
		}
		seen[a] = true
		g.line("case %s:", a)
		g.block(d)
	}
	if g.p(60) {
		g.line("default:")
		g.block(d)
	}
	g.line("}")
}
