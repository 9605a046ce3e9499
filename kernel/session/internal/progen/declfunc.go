package progen

import (
	"fmt"
	"strings"
)

// globals declares variables that functions may use.
func (g *gen) globals() {
	for range g.between(1, 3) {
		t := g.flatType(2)
		v := &variable{name: g.name("g"), t: t, shared: true}
		g.items = append(g.items, Item{Name: v.name, Type: t.text, Text: g.expr(t, 1)})
		g.vars = append(g.vars, v)
		g.use("global")
	}
}

// functions declares the functions and methods of a program, each calling only
// those before it.
func (g *gen) functions() {
	g.traced = g.p(60)
	for range g.between(1, 4) {
		f := &function{name: g.name("fn"), pure: g.p(75)}
		for range g.n(4) {
			f.params = append(f.params, g.anyType())
		}
		if g.p(20) {
			f.params = append(f.params, sliceOf(g.basic()))
			f.variadic = true
		}
		f.results = []*typ{g.flatType(1)}
		if g.p(30) {
			g.use("func: several results")
			f.results = append(f.results, g.flatType(1))
		}
		g.function(f)
	}
	for range g.between(1, 3) {
		of := pick(g, append(g.structs[:len(g.structs):len(g.structs)], g.named...)...)
		pure := g.p(60)
		if g.p(30) && of.kind == kStruct || !pure && of.kind == kStruct {
			of = ptrTo(of)
			g.use("method: pointer receiver")
		}
		f := function{name: g.name("Get"), results: []*typ{g.basic()}, pure: pure}
		for range g.n(3) {
			f.params = append(f.params, g.flatType(1))
		}
		g.method(of, f)
	}
}

// method declares a method like f on a type.
func (g *gen) method(recv *typ, f function) {
	f.recv = recv
	g.use("method")
	g.function(&f)
}

// function declares a function.
func (g *gen) function(f *function) {
	var text string
	f.cost = g.apart(f.pure, func() {
		var head strings.Builder
		head.WriteString("func ")
		if f.recv != nil {
			v := &variable{name: "r", t: f.recv, stable: f.recv.kind != kStruct}
			g.vars = append(g.vars, v)
			fmt.Fprintf(&head, "(r %s) ", f.recv.text)
		}
		var params, results []string
		for i, t := range f.params {
			v := &variable{name: g.name("p"), t: t}
			g.vars = append(g.vars, v)
			if f.variadic && i == len(f.params)-1 {
				params = append(params, v.name+" ..."+t.elem.text)
			} else {
				params = append(params, v.name+" "+t.text)
			}
		}
		named := g.p(25)
		for _, t := range f.results {
			if named {
				v := &variable{name: g.name("res"), t: t}
				g.vars = append(g.vars, v)
				results = append(results, v.name+" "+t.text)
			} else {
				results = append(results, t.text)
			}
		}
		fmt.Fprintf(&head, "%s(%s) (%s) {\n", f.name, strings.Join(params, ", "), strings.Join(results, ", "))
		text = head.String() + g.capture(func() { g.body(f, named) }) + "}"
	})
	g.decl(text)
	g.funcs = append(g.funcs, f)
}

// body writes the statements of a function.
func (g *gen) body(f *function, named bool) {
	if named && g.p(50) {
		g.use("func: named result")
		res := g.vars[len(g.vars)-1]
		if res.t.kind == kInt || res.t.kind == kFloat || res.t.kind == kString {
			g.use("defer: changes result")
			g.line("defer func() { %s += %s }()", res.name, g.literal(res.t))
		}
	}
	g.scope(func() {
		for range g.n(3) {
			g.statement(2)
		}
	})
	if g.p(25) {
		g.use("return: early")
		g.line("if %s { return %s }", g.expr(tBool, 2), g.results(f))
	}
	if named && g.p(30) {
		g.line("return")
		return
	}
	g.line("return %s", g.results(f))
}

func (g *gen) results(f *function) string {
	var list []string
	for _, t := range f.results {
		list = append(list, g.expr(t, 2))
	}
	return strings.Join(list, ", ")
}

// helpers adds what the program calls of the fixed functions.
func (g *gen) helpers(p *Program) {
	var all strings.Builder
	for _, it := range p.Items {
		all.WriteString(it.Text + "\n")
	}
	for _, h := range []struct{ call, text string }{
		{"tr(", "func tr[T any](at string, v T) T {\n\tfmt.Println(\"tr\", at, v)\n\treturn v\n}"},
		{"cut(", "func cut[T ~string](s T) T { return s[:min(len(s), 48)] }"},
		{"at(", "func at[T any](s []T, i int) (v T) {\n\tif i >= 0 && i < len(s) {\n\t\tv = s[i]\n\t}\n\treturn\n}"},
		{"try(", "func try(what string, f func()) {\n\tdefer func() {\n\t\tr := recover()\n\t\terr, ok := r.(error)\n\t\tfmt.Println(what, r, ok, err)\n\t}()\n\tf()\n}"},
	} {
		if strings.Contains(all.String(), h.call) {
			p.Items = append([]Item{{Decl: true, Text: h.text}}, p.Items...)
		}
	}
}
