package progen

import (
	"fmt"
	"strings"
)

// types declares the types of a program.
func (g *gen) types() {
	for range g.between(0, 2) {
		g.namedType()
	}
	for range g.between(1, 3) {
		g.structType()
	}
	if g.p(60) {
		g.ifaceType()
	}
}

// namedType declares a defined type that is no struct.
func (g *gen) namedType() {
	name := g.name("N")
	var t typ
	switch g.n(7) {
	case 6:
		t = *tComplex
	case 0, 1:
		t = *pick(g, ints...)
	case 2:
		t = *tString
	case 3:
		t = *tFloat
	case 4:
		t = *sliceOf(g.basic())
	case 5:
		t = *mapOf(g.keyType(), g.basic())
	}
	g.decl(fmt.Sprintf("type %s %s", name, t.text))
	t.text, t.named = name, true
	g.use("type: named")
	g.named = append(g.named, &t)
	if g.p(40) && t.kind == kInt {
		g.stringer(&t, fmt.Sprintf(`"%s<" + strconv.FormatInt(int64(r), 10) + ">"`, name))
	}
}

// structType declares a struct type.
func (g *gen) structType() {
	name := g.name("S")
	t := &typ{kind: kStruct, named: true}
	var b strings.Builder
	fmt.Fprintf(&b, "type %s struct {\n", name)
	if len(g.structs) > 0 && g.p(35) {
		e := pick(g, g.structs...)
		t.fields = append(t.fields, field{e.text, e, true})
		fmt.Fprintf(&b, "%s\n", e.text)
		g.use("struct: embedded")
	}
	for i := range g.between(1, 4) {
		f := field{name: fmt.Sprintf("%s%s%d", pick(g, "F", "f"), strings.ToLower(name), i), t: g.flatType(1)}
		if f.t.kind == kStruct {
			g.use("struct: nested")
		}
		t.fields = append(t.fields, f)
		fmt.Fprintf(&b, "%s %s\n", f.name, f.t.text)
	}
	b.WriteString("}")
	g.decl(b.String())
	t.text = name
	g.structs = append(g.structs, t)
	if g.p(20) {
		g.stringer(t, fmt.Sprintf(`"%s!"`, name))
	}
}

// stringer gives a type a String method.
func (g *gen) stringer(t *typ, result string) {
	g.use("method: String")
	g.decl(fmt.Sprintf("func (r %s) String() string { return %s }", t.text, result))
	t.methods = append(t.methods, &function{name: "String", recv: t, results: []*typ{tString}, pure: true, cost: 1})
}

// ifaceType declares an interface and two or three types that implement it.
func (g *gen) ifaceType() {
	t := &typ{kind: kIface, text: g.name("I"), named: true}
	m := &function{name: g.name("Do"), params: []*typ{g.basic()}, results: []*typ{g.basic()}, pure: true, cost: 2}
	t.methods = []*function{m}
	g.use("interface: declared")
	text := fmt.Sprintf("type %s interface {\n%s(%s) %s\n", t.text, m.name, m.params[0].text, m.results[0].text)
	if g.p(30) {
		text += m.name + "x() string\n"
		t.methods = append(t.methods, &function{name: m.name + "x", results: []*typ{tString}, pure: true, cost: 1})
	}
	g.decl(text + "}")
	impl := append([]*typ{pick(g, g.structs...)}, g.named...)
	for i, of := range impl {
		recv := of
		if of.kind == kStruct && g.p(40) || i == 2 && of.kind == kSlice {
			recv = ptrTo(of)
			g.use("interface: pointer implements")
		}
		if i > 2 {
			break
		}
		for _, m := range t.methods {
			g.method(recv, *m)
		}
		t.impl = append(t.impl, recv)
	}
	g.ifaces = append(g.ifaces, t)
}
