package progen

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// gen is the state of one generation.
type gen struct {
	r        *rand.Rand
	b        *strings.Builder // the statements of the block that is being written
	items    []Item
	vars     []*variable
	funcs    []*function
	structs  []*typ
	named    []*typ // other defined types
	ifaces   []*typ
	consts   []Item
	features map[string]bool
	names    int  // names given out
	mult     int  // how often the present statement runs, at most
	cost     int  // of the function that is being written
	pure     bool // nothing but local variables may be changed
	traced   bool // the trace function may be called
	again    bool // functions are declared again in later cells
	inFunc   bool // a function literal is written, which might become what it would call
	alone    bool // no function may be called and no variable used
}

// variable is a variable in scope.
type variable struct {
	name   string
	t      *typ
	fixed  bool // never assigned; a slice has this many elements and no room
	n      int
	stable bool // never assigned: a loop counter or constant
	shared bool // defined outside of the function that is being written
}

// function is a declared function or method.
type function struct {
	name     string
	recv     *typ
	params   []*typ
	variadic bool
	results  []*typ
	pure     bool
	cost     int
}

// Generate makes the program of a seed.
func Generate(seed uint64) *Program {
	g := &gen{
		r: rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15)), b: new(strings.Builder),
		features: map[string]bool{}, mult: 1,
	}
	g.again = g.p(45)
	g.types()
	g.globals()
	g.functions()
	g.main()
	p := &Program{Seed: seed, Items: g.items, Features: slices.Sorted(maps.Keys(g.features))}
	g.helpers(p)
	g.spread(p)
	return p
}

// p is true with probability n in 100.
func (g *gen) p(n int) bool { return g.r.IntN(100) < n }

// n returns a number below k.
func (g *gen) n(k int) int { return g.r.IntN(k) }

// between returns a number from lo to hi.
func (g *gen) between(lo, hi int) int { return lo + g.r.IntN(hi-lo+1) }

func pick[T any](g *gen, list ...T) T { return list[g.r.IntN(len(list))] }

// name gives out an identifier that no other has.
func (g *gen) name(prefix string) string {
	g.names++
	return fmt.Sprintf("%s%d", prefix, g.names)
}

func (g *gen) use(feature string) { g.features[feature] = true }

// line writes one line of the present block.
func (g *gen) line(format string, args ...any) {
	fmt.Fprintf(g.b, format+"\n", args...)
}

// capture returns what write writes.
func (g *gen) capture(write func()) string {
	old := g.b
	g.b = new(strings.Builder)
	write()
	text := g.b.String()
	g.b = old
	return text
}

// decl adds a declaration.
func (g *gen) decl(text string) {
	g.items = append(g.items, Item{Decl: true, Text: strings.TrimSpace(text)})
}

// apart runs write outside of every scope but the global one and reports the
// cost of what it writes.
func (g *gen) apart(pure bool, write func()) (cost int) {
	vars, mult, was, wasPure := g.vars, g.mult, g.cost, g.pure
	outer := make([]*variable, 0, len(vars))
	for _, v := range vars {
		if v.shared {
			outer = append(outer, v)
		}
	}
	g.vars, g.mult, g.cost, g.pure = outer, 1, 1, pure
	write()
	cost = g.cost
	g.vars, g.mult, g.cost, g.pure = vars, mult, was, wasPure
	return cost
}

// scope runs write and forgets the variables it declares, after showing them.
func (g *gen) scope(write func()) {
	n := len(g.vars)
	write()
	for _, v := range g.vars[n:] {
		if v.stable {
			continue
		}
		if g.mult <= 4 && v.t.printable() && g.p(80) {
			g.show(v.name, v.t)
		} else {
			g.line("_ = %s", v.name)
		}
	}
	g.vars = g.vars[:n]
}

// statements adds text to the program, one item for each statement.
func (g *gen) statements(text string) {
	const head = "package p; func _() {\n"
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", head+text+"}", parser.SkipObjectResolution)
	if err != nil {
		panic(fmt.Sprintf("progen: %v in\n%s", err, text))
	}
	for _, s := range f.Decls[0].(*ast.FuncDecl).Body.List {
		from, to := fset.Position(s.Pos()).Offset, fset.Position(s.End()).Offset
		g.items = append(g.items, Item{Text: (head + text + "}")[from:to]})
	}
}

// spread distributes the items over cells; functions may come after the
// statements of their cell that call them.
func (g *gen) spread(p *Program) {
	cells := g.between(1, 5)
	cuts := make([]bool, len(p.Items)+1)
	for range cells - 1 {
		cuts[g.n(len(p.Items))] = true
	}
	at, begin := 0, 0
	late := g.p(30)
	for i := range p.Items {
		if i > 0 && (p.Items[i].New || p.Items[i-1].Dies || cuts[i] && !p.Items[i].Glue) {
			at++
			begin = i
		}
		p.Items[i].Cell = at
		if late && i > begin && !p.Items[i].Decl && p.Items[i-1].Decl && !p.Items[i-1].New && !p.Items[i-1].Glue && !p.Items[i].Dies && p.Items[i].Name == "" && !strings.Contains(p.Items[i].Text, ":=") {
			p.Items[i-1], p.Items[i] = p.Items[i], p.Items[i-1]
			g.use("cell: declared after use")
		}
	}
	if at > 0 {
		g.use("cell: several")
	}
	p.Features = slices.Sorted(maps.Keys(g.features))
}
