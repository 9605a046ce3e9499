package progen

// fault writes a statement that panics with a text that Go fixes.
func (g *gen) fault() {
	t := g.basic()
	for t.kind == kComplex || t.kind == kFloat {
		t = g.basic()
	}
	k := g.name("k")
	g.line("%s := %d", k, g.between(4, 9))
	s := g.name("s")
	g.line("%s := %s{%s}", s, sliceOf(t).text, g.list(t, g.between(1, 3), 1))
	g.line("_, _ = %s, %s", s, k)
	switch g.n(12) {
	case 0:
		g.line("fmt.Println(%s[%s])", s, k)
	case 1:
		g.line("%s[-%s] = %s", s, k, g.expr(t, 1))
	case 2:
		g.line("fmt.Println(%s[%s:])", s, k)
	case 3:
		g.line("fmt.Println(%s[%s:%d])", s, k, g.between(0, 2))
	case 4:
		n := pick(g, ints...)
		g.line("fmt.Println(%s %s (%s(%s) - %s(%s)))", g.varyingOr(n, 1, "3"), pick(g, "/", "%"), n.text, k, n.text, k)
	case 5:
		m := g.name("m")
		g.line("var %s map[string]%s", m, t.text)
		g.line("%s[%q] = %s", m, s, g.expr(t, 1))
	case 6:
		g.line("fmt.Println(any(%s).(%s))", k, pick(g, "string", "error", "fmt.Stringer", "[]int", "map[string]bool", g.structs[0].text, "*"+g.structs[0].text))
	case 7:
		st := pick(g, g.structs...)
		p := g.name("p")
		g.line("var %s *%s", p, st.text)
		g.line("fmt.Println(%s.%s)", p, st.fields[0].name)
	case 8:
		g.line("panic(fmt.Errorf(\"failed %%v: %%w\", %s, errors.New(%s)))", g.expr(t, 1), g.expr(tString, 1))
	case 9:
		g.line("panic(%s)", g.expr(tString, 2))
	case 10:
		g.line("fmt.Println([%d]%s(%s))", g.between(4, 6), t.text, s)
	default:
		g.line("fmt.Println(len(make([]%s, %d-%s)), any(%s).(%s))", t.text, g.between(0, 3), k, s, "int8")
	}
	g.use("fault")
}

// caught writes a function literal with deferred calls in which something may
// panic; the variables around it keep what was assigned before.
func (g *gen) caught(d int) {
	if g.mult > 4 {
		g.assign()
		return
	}
	g.use("defer: random")
	label := g.name("c")
	g.line("func() {")
	g.line("defer func() { fmt.Println(%q, recover()) }()", label)
	g.scope(func() {
		for range g.between(1, 2) {
			t := g.flatType(1)
			g.line("defer fmt.Println(%q, %s)", g.name("d"), g.expr(t, 2))
			g.statement(d - 1)
			if p, ok := g.target(kInt, kString); ok && g.p(50) {
				g.line("defer func(x %s) { %s += x }(%s)", p.t.text, p.text, g.expr(p.t, 1))
			}
		}
		if g.p(70) {
			g.line("if %s {", g.expr(tBool, 2))
			g.fault()
			g.line("}")
		}
	})
	g.line("}()")
}

// typeSwitch writes a type switch over a value that may be of any type.
func (g *gen) typeSwitch(d int) {
	g.use("type switch: random")
	x := g.name("x")
	g.line("switch %s := %s.(type) {", x, g.expr(tAny, 2))
	seen := map[string]bool{}
	skip := func(t *typ) bool { return t == tByte || t == tRune || seen[t.identity()] }
	for range g.between(1, 4) {
		t := g.flatType(2)
		if skip(t) || t.kind == kAny {
			continue
		}
		seen[t.identity()] = true
		u := g.flatType(1)
		list := t.text
		v := &variable{name: x, t: t, stable: true}
		if !skip(u) && u.kind != kAny && g.p(30) {
			seen[u.identity()] = true
			list += ", " + u.text
			v.t = tAny
		}
		g.line("case %s:", list)
		n := len(g.vars)
		g.vars = append(g.vars, v)
		g.line("_ = %s", x)
		g.block(d)
		g.vars = g.vars[:n]
	}
	for _, t := range []string{"error", "fmt.Stringer", "nil", "interface{ Len() int }"} {
		if g.p(30) {
			g.line("case %s:\nfmt.Printf(\"%s %%v\\n\", %s)", t, g.name(""), x)
		}
	}
	g.line("default:\nfmt.Printf(\"%s %%T\\n\", %s)", g.name(""), x)
	g.line("}")
}

// pointing changes a variable through pointers.
func (g *gen) pointing() {
	p, ok := g.target()
	if !ok || p.t.kind == kMap || p.t.kind == kFunc {
		g.define()
		return
	}
	g.use("pointer: to a place")
	q := g.name("q")
	g.line("%s := &%s", q, p.text)
	if g.p(30) {
		r := g.name("r")
		g.line("%s := &%s", r, q)
		q = "*" + r
		g.use("pointer: to a pointer")
	}
	g.line("*%s = %s", q, g.expr(p.t, g.depth(p.t, 2)))
	if p.t.printable() {
		g.show(p.text, p.t)
	}
	g.line("fmt.Println(%s == &%s)", q, p.text)
}
