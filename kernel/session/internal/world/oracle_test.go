package world

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// program is the truth about declarations: the text of everything in force,
// which must be a correct package.
type program struct {
	text map[string]string // by name, methods as T.M
	cell map[string]int
}

func (p program) with(number int, decls map[string]string) program {
	q := program{map[string]string{}, map[string]int{}}
	for name, text := range p.text {
		recv, _, method := strings.Cut(name, ".")
		_, redeclared := decls[recv]
		if method && redeclared && p.cell[name] == p.cell[recv] {
			continue // went with its type
		}
		q.text[name], q.cell[name] = text, p.cell[name]
	}
	for name, text := range decls {
		q.text[name], q.cell[name] = text, number
	}
	return q
}

func (p program) right() bool {
	var b strings.Builder
	b.WriteString("package main\n")
	for _, text := range p.text {
		b.WriteString(text + "\n")
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", b.String(), 0)
	if err != nil {
		return false
	}
	_, err = (&types.Config{GoVersion: goVersion}).Check("main", fset, []*ast.File{f}, nil)
	return err == nil
}

// declaration makes one up; some of them are wrong.
func declaration(r *rand.Rand) (name, text string) {
	typ := func() string {
		return []string{"int", "string", "T0", "T1", "*T2", "[]T0", "map[string]T1", "[c0]int"}[r.IntN(8)]
	}
	value := func() string {
		return []string{"1", `"s"`, "c0", "c1", "f0()", "f1()", "f2()", "T0{}", "T1{}", "&T2{}", "T0{}.M0()", "T1{}.M1()", "(&T2{}).M0()", "f0().M0()", "nil", "[]T0{f1()}"}[r.IntN(16)]
	}
	switch r.IntN(5) {
	case 0:
		name = fmt.Sprintf("c%d", r.IntN(2))
		return name, "const " + name + " = " + []string{"1", "2", "c0", "c1 + 1"}[r.IntN(4)]
	case 1:
		name = fmt.Sprintf("T%d", r.IntN(3))
		return name, "type " + name + " " + []string{"int", "struct{ a int }", "struct{ a " + typ() + "; b " + typ() + " }", "struct { T0 }", "struct { *T1 }", typ()}[r.IntN(6)]
	case 2:
		recv, m := fmt.Sprintf("T%d", r.IntN(3)), fmt.Sprintf("M%d", r.IntN(2))
		return recv + "." + m, fmt.Sprintf("func (t %s) %s() %s { return %s }", recv, m, typ(), value())
	}
	name = fmt.Sprintf("f%d", r.IntN(3))
	return name, fmt.Sprintf("func %s() %s { return %s }", name, typ(), value())
}

// What the session accepts is what the compiler would accept of the whole
// program as it stands then, through any number of redefinitions.
func TestSessionIsProgram(t *testing.T) {
	accepted, refused := 0, 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		n := newNotebook(t)
		p := program{map[string]string{}, map[string]int{}}
		var log []string
		for range 60 {
			decls := map[string]string{}
			for range 1 + r.IntN(3) {
				name, text := declaration(r)
				decls[name] = text
			}
			var lines []string
			for _, text := range decls {
				lines = append(lines, text)
			}
			slices.Sort(lines)
			code := strings.Join(lines, "\n")
			q := p.with(n.n+1, decls)
			before := n.w.Names()
			u, err := n.check(code)
			log = append(log, fmt.Sprintf("%d %t\n%s", n.n, err == nil, code))
			require.Equal(t, q.right(), err == nil, "seed %d: %v\n%s", seed, err, strings.Join(log[max(0, len(log)-1):], "\n"))
			if err != nil {
				require.ElementsMatch(t, before, n.w.Names())
				refused++
				continue
			}
			n.build(u)
			u.Commit()
			p = q
			accepted++
		}
	}
	require.Greater(t, accepted, 300)
	require.Greater(t, refused, 300)
}
