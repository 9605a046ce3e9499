package world

import (
	"fmt"
	"go/ast"
	"go/format"
	"go/types"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The last expression is shown when it has values.
func TestShown(t *testing.T) {
	for code, want := range map[string]string{
		"":                               "",
		"42":                             "int",
		"x":                              "int",
		"x + 1.0":                        "int",
		"x = 3":                          "",
		"nil":                            "untyped nil",
		"T{1}":                           "main.T",
		"two()":                          "int, error call",
		"void()":                         "",
		"fmt.Println(1)":                 "",
		"fmt.Sprint(1)":                  "string call",
		"(fmt.Print(1))":                 "",
		"fmt.Fprintf(nil, ``)":           "",
		"func() {}":                      "func()",
		"func() int { return 1 }()":      "int call",
		"x; type U int":                  "int",
		"for range 3 {}":                 "",
		"if x > 5 { goto L }; L: void()": "",
		"<-make(chan string)":            "string",
		"append([]int{}, 1)":             "[]int call",
		"y := 3; y":                      "int",
		"fmt := fmt.Sprint(1)\nfmt":      "string",
	} {
		n := newNotebook(t)
		n.run("import \"fmt\"\nx := 1\ntype T struct{ a int }\nfunc two() (int, error) { return 1, nil }\nfunc void() {}")
		u, err := n.check(code)
		require.NoError(t, err, code)
		n.build(u)
		var got []string
		for _, s := range u.Shown {
			got = append(got, s.String())
		}
		s := strings.Join(got, ", ")
		if u.Call && s != "" {
			s += " call"
		}
		assert.Equal(t, want, s, code)
	}
}

// body renders a unit's statements.
func body(t *testing.T, n *notebook, u *Unit) string {
	f := u.Body.Files[0].Decls[len(u.Body.Files[0].Decls)-1].(*ast.FuncDecl)
	var lines []string
	for _, s := range f.Body.List {
		var b strings.Builder
		require.NoError(t, format.Node(&b, n.fset, s))
		lines = append(lines, strings.Join(strings.Fields(b.String()), " "))
	}
	return strings.Join(lines, "; ")
}

// Variables become assignments; a var runs before one above it that needs it.
func TestBody(t *testing.T) {
	for code, want := range map[string]string{
		"x := 1; x++":                "x = 1; x++",
		"a, b := 1, 2; b, c := 3, 4": "a, b = 1, 2; b, c = 3, 4",
		"var a = b + 1\nvar b = 2":   "b = 2; a = b + 1",
		"var a = f()\nvar b = 2\nfunc f() int { return g() }\nfunc g() int { return b }": "b = 2; a = f()",
		"var a, b int":       "{ var zero__ int a, b = zero__, zero__ }",
		"var a int = 1":      "a = 1",
		"3; func f() {}":     "Show__(3)",
		"L:\nx := 1\ngoto L": "L: x = 1; goto L",

		"print(1)\nvar a = 3\na": "print(1); a = 3; Show__(a)",

		"func init() { a = 2 }\nvar a int\nfunc main() {}\nprint(a)": "{ var zero__ int a = zero__ }; init__1(); print(a); main()",
	} {
		n := newNotebook(t)
		u, err := n.check(code)
		require.NoError(t, err, code)
		assert.Equal(t, want, body(t, n, u), code)
	}
}

// global and identity look up what a name of the session has now.
func (n *notebook) global(name string) string { return n.w.Global(n.w.Lookup(name).(*types.Var)) }

func (n *notebook) identity(name string) int { return n.w.Identity(n.w.Lookup(name).(*types.TypeName)) }

func TestGlobal(t *testing.T) {
	n := newNotebook(t)
	n.run("x, y := 1, 2\ntype T struct{ a int }\nv := T{1}\nfunc f() int { return x }")
	x, y, v := n.global("x"), n.global("y"), n.global("v")
	assert.NotEqual(t, x, y)
	n.run("x := 2; var y int = 3")
	assert.Equal(t, x, n.global("x"))
	assert.Equal(t, y, n.global("y"))
	n.run("x := x + 1")
	assert.Equal(t, x, n.global("x"))
	_, err := n.check(`y := "s"`)
	require.NoError(t, err)
	assert.Equal(t, y, n.global("y"), "not committed")
	n.run(`y := "s"`)
	assert.NotEqual(t, y, n.global("y"))
	n.run("func (t T) M() {}")
	assert.Equal(t, v, n.global("v"), "a method changes no storage")
	n.run("v := T{2}")
	assert.Equal(t, v, n.global("v"))
	n.run("type T struct{ a int }\nv := T{3}")
	assert.Equal(t, v, n.global("v"), "the same type, declared again")
	n.run("type T struct{ a, b int }\nv := T{3, 4}")
	assert.NotEqual(t, v, n.global("v"))
	n.run("type T struct{ a int }\nv := T{3}")
	n.run("v := T{2}\nfunc (t T) N() { v.a++ }")
	w := n.global("v")
	n.run("v := T{3}\nfunc (t T) N() int { return v.a }")
	assert.Equal(t, w, n.global("v"))
}

func TestIdentity(t *testing.T) {
	n := newNotebook(t)
	n.run("const k = 2\ntype A struct{ a int }\ntype B struct{ A }\ntype C [k]int\ntype G[T any] []T\nvar b B; var g G[B]")
	id := func() map[string]int {
		m := map[string]int{}
		for _, s := range []string{"A", "B", "C", "G"} {
			m[s] = n.identity(s)
		}
		return m
	}
	first := id()
	tn := func() any { return n.w.Lookup("B") }
	was := tn()
	u := n.run("func (a A) M() {}")
	assert.ElementsMatch(t, []string{"A", "B"}, u.Redone())
	assert.Equal(t, first, id())
	assert.NotSame(t, was, tn(), "compiled again")
	n.run("g[0].M(); b.M(); g = append(g, b)")
	n.run("const k = 2")
	assert.Equal(t, first, id())
	n.run("const k = 3")
	assert.NotEqual(t, first["C"], n.identity("C"))
	assert.Equal(t, first["B"], n.identity("B"))
	n.run("type A struct{ a int }")
	assert.Equal(t, first["B"], n.identity("B"), "declared again as it was")
	n.run("b = B{}")
	n.run("type A struct{ a int8 }")
	second := id()
	assert.NotEqual(t, first["A"], second["A"])
	assert.NotEqual(t, first["B"], second["B"])
	assert.Equal(t, first["G"], second["G"])
	assert.Contains(t, n.refuse("b = B{}").Error(), "cannot use B{}")
}

// What a cell costs does not depend on what came before.
func TestOnlyWhatOccurs(t *testing.T) {
	n := newNotebook(t)
	for i := range 100 {
		n.run(fmt.Sprintf("func f%d() int { return %d }", i, i))
	}
	u, err := n.check("f7() + 1")
	require.NoError(t, err)
	assert.Equal(t, []string{ShowName, BodyName, "f7"}, u.Body.Types.Scope().Names())
	assert.Nil(t, u.Decls)
}

func BenchmarkTrivial(b *testing.B) {
	n := newNotebook(&testing.T{})
	for i := range 500 {
		n.run(fmt.Sprintf("func f%d() int { return %d }\ntype T%d struct{ a int }", i, i, i))
	}
	n.run("x := 1")
	for b.Loop() {
		u, err := n.check("x + 1")
		if err != nil {
			b.Fatal(err)
		}
		u.Commit()
	}
}
