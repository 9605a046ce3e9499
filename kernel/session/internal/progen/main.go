package progen

import "fmt"

// main writes the statements of the cells.
func (g *gen) main() {
	for range g.between(6, 12) {
		if g.again && g.p(30) {
			g.redeclare()
		}
		switch {
		case g.p(4):
			g.die()
		case g.again && g.p(10):
			g.constant()
		case g.again && g.p(12):
			g.chapter()
		case g.p(40):
			g.scene()
		case g.p(45):
			t := g.flatType(2)
			v := &variable{name: g.name("top"), t: t, shared: true}
			g.items = append(g.items, Item{Name: v.name, Type: t.text, Text: g.expr(t, 3)})
			g.vars = append(g.vars, v)
		default:
			g.topStatement()
		}
		if g.p(10) {
			g.function(&function{name: g.name("fn"), params: []*typ{g.flatType(1)}, results: []*typ{g.basic()}, pure: g.p(70)})
			g.use("func after statements")
		}
	}
	for _, v := range g.vars {
		if !v.t.printable() {
			g.statements(fmt.Sprintf(`fmt.Printf("%%T\n", %s)`, v.name))
			continue
		}
		g.statements(g.capture(func() { g.show(v.name, v.t) }))
	}
}

// topStatement adds a statement to the cell; what it declares is shown at once.
func (g *gen) topStatement() {
	n := len(g.vars)
	text := g.capture(func() {
		g.statement(3)
		for _, v := range g.vars[n:] {
			g.line("_ = %s", v.name)
			if v.t.printable() {
				g.show(v.name, v.t)
			}
		}
	})
	g.statements(text)
}
