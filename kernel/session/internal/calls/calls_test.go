package calls_test

import (
	"bytes"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/printer"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session/internal/calls"
)

const prelude = `package main

type C struct{ n int; next *C }
func (c *C) Inc() int { c.n++; return c.n }
func (c C) Get(k int) int { return c.n + k }
func id(k int) int { return k }
func two(a, b any) {}
var x, y int
var c = &C{}
var a []int
var m map[int]C
type B bool
`

// check checks the body of a function with the prelude around it.
func check(t *testing.T, fset *token.FileSet, f *ast.File) *types.Info {
	t.Helper()
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Implicits: map[ast.Node]types.Object{},
	}
	conf := types.Config{Importer: importer.Default()}
	_, err := conf.Check("main", fset, []*ast.File{f}, info)
	require.NoError(t, err)
	return info
}

func text(t *testing.T, f *ast.File) string {
	t.Helper()
	var b bytes.Buffer
	fn := f.Decls[len(f.Decls)-1].(*ast.FuncDecl)
	// Without positions, since what is new shares those of what was there.
	require.NoError(t, printer.Fprint(&b, token.NewFileSet(), fn.Body.List))
	return strings.Join(strings.Fields(strings.ReplaceAll(b.String(), "\n", "; ")), " ")
}

// rewritten returns a function's statements after and before.
func rewritten(t *testing.T, body string) (after, before string, undo func()) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "x.go", prelude+"func f() (int, int) {\n"+body+"\npanic(0)\n}", parser.SkipObjectResolution)
	require.NoError(t, err)
	info := check(t, fset, f)
	before = text(t, f)
	undo = calls.First([]*ast.File{f}, info)
	after = text(t, f)
	check(t, fset, f)
	if undo != nil {
		undo()
		assert.Equal(t, before, text(t, f), "undone")
		assert.Nil(t, calls.First(nil, info))
	}
	return strings.TrimSuffix(after, "; panic(0)"), before, undo
}

func TestFirst(t *testing.T) {
	for body, want := range map[string]string{
		"two(c.n, c.Inc())":                                      "order__1 := c.Inc(); two(c.n, order__1)",
		"x = x + id(y) + y":                                      "order__1 := id(y); x = x + order__1 + y",
		"return x, id(1)":                                        "order__1 := id(1); return x, order__1",
		"a[x] = id(1)":                                           "order__1 := id(1); a[x] = order__1",
		"two(id(id(x)), id(y))":                                  "two(id(id(x)), id(y))",
		"two(x, id(id(y)))":                                      "order__1 := id(y); order__2 := id(order__1); two(x, order__2)",
		"c.Get(c.Inc())":                                         "order__1 := c.Inc(); c.Get(order__1)",
		"two(x > 0 && id(1) > 0, id(2))":                         "two(x > 0 && id(1) > 0, id(2))",
		"two(y, x > 0 && id(1) > 0)":                             "order__1 := x > 0 && id(1) > 0; two(y, order__1)",
		"var b B; b = x > 0 && id(1) > 0; _ = b":                 "var b B; b = x > 0 && id(1) > 0; _ = b",
		"if x < id(1) { x = 0 }":                                 "order__1 := id(1); if x < order__1 {; x = 0; }",
		"for x < id(1) { }":                                      "for x < id(1) {; }",
		"ch := make(chan int); two(x, <-ch)":                     "ch := make(chan int); order__1 := <-ch; two(x, order__1)",
		"two(m[0], id(1))":                                       "order__1 := m[0]; order__2 := id(1); two(order__1, order__2)",
		"two(*c, id(1))":                                         "order__1 := id(1); two(*c, order__1)",
		"two(any(id(1)).(int), x)":                               "two(any(id(1)).(int), x)",
		"two(x, any(id(1)).(int))":                               "order__1 := id(1); order__2 := any(order__1).(int); two(x, order__2)",
		"l := 1; two(l, id(1)); l = 2":                           "l := 1; two(l, id(1)); l = 2",
		"l := 1; g := func() int { l++; return l }; two(l, g())": "l := 1; g := func() int {; l++; return l; }; order__1 := g(); two(l, order__1)",
		"if x == 0 { goto end }; two(x, id(1)); end:":            "if x == 0 {; goto end; }; two(x, id(1)); end:",
	} {
		got, _, _ := rewritten(t, body)
		assert.Equal(t, want, got, body)
	}
}

// What is a constant, a type or nil stays where it is.
func TestFirstLeavesConstants(t *testing.T) {
	for _, body := range []string{"two(nil, id(1))", "two(3, id(1))", "two(len([3]int{}), id(1))", "two(make([]int, 3), id(1))", "two(new(int), id(1))"} {
		after, before, undo := rewritten(t, body)
		assert.Nil(t, undo, body)
		assert.Equal(t, before, after+"; panic(0)")
	}
}
