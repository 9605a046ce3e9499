package progen

import "fmt"

// redeclare declares a function, a method, a variable or a constant again, in a
// new cell. Whatever uses it sees the new one from then on.
func (g *gen) redeclare() {
	g.use("declared again")
	switch n := len(g.items); {
	case len(g.consts) > 0 && g.p(20):
		it := pick(g, g.consts...)
		it.Text, it.New = g.intLiteral(tInt), true
		g.items = append(g.items, it)
		g.use("constant declared again")
	case g.p(30):
		g.renewVariable()
	default:
		i := g.n(len(g.funcs))
		all, f := g.funcs, g.funcs[i]
		g.funcs = all[:i:i] // it calls what stands before it, or calls would never end
		cost := f.cost
		g.function(f)
		f.cost = max(f.cost, cost)
		g.funcs = all
		if f.recv != nil {
			g.use("method declared again")
		}
		g.items[n].New = true
	}
}

// renewVariable declares a global variable again, sometimes from its own value.
func (g *gen) renewVariable() {
	var fit []*variable
	for _, v := range g.vars {
		if v.shared {
			fit = append(fit, v)
		}
	}
	v := pick(g, fit...)
	g.use("variable declared again")
	text := g.expr(v.t, 2)
	g.items = append(g.items, Item{New: true, Name: v.name, Type: v.t.text, Text: text})
}

// constant declares a constant and a function that uses it.
func (g *gen) constant() {
	it := Item{Const: true, Name: g.name("K"), Type: "int", Text: g.intLiteral(tInt)}
	g.items = append(g.items, it)
	g.consts = append(g.consts, it)
	f := &function{name: g.name("fn"), params: []*typ{tInt}, results: []*typ{tInt}, pure: true, cost: 1}
	g.decl(fmt.Sprintf("func %s(p int) (int) {\nreturn p ^ %s\n}", f.name, it.Name))
	g.funcs = append(g.funcs, f)
}

// die ends a cell with a panic.
func (g *gen) die() {
	g.use("cell: dies")
	text := g.capture(func() {
		g.scope(func() { g.statement(1) })
		g.fault()
	})
	g.items = append(g.items, Item{New: true, Dies: true, Text: text})
}
