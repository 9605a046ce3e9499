package value

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/stretchr/testify/require"
)

// world is a table over source text that go/types has checked.
type world struct {
	*Table
	pkg *types.Package
	ids map[string]int
}

var (
	fset     = token.NewFileSet()
	packages = importer.ForCompiler(fset, "source", nil)
)

func newWorld(t *testing.T, src string) *world {
	t.Helper()
	f, err := parser.ParseFile(fset, "x.go", "package main\n"+src, 0)
	require.NoError(t, err)
	conf := types.Config{Importer: packages, Error: func(error) {}}
	pkg, err := conf.Check("main", fset, []*ast.File{f}, nil)
	require.NoError(t, err)
	w := &world{Table: NewTable(), pkg: pkg, ids: map[string]int{}}
	w.SetKey(func(typ types.Type) string { return types.TypeString(typ, nil) })
	w.Lookup = func(typ types.Type) *Type { return w.Add(1000+len(w.types), typ) }
	return w
}

// id is the number of a type expression.
func (w *world) id(t *testing.T, expr string) int {
	t.Helper()
	if id, ok := w.ids[expr]; ok {
		return id
	}
	tv, err := types.Eval(fset, w.pkg, token.NoPos, expr)
	require.NoError(t, err, expr)
	id := len(w.ids) + 1
	w.ids[expr] = id
	w.Add(id, tv.Type)
	return id
}

func (w *world) box(t *testing.T, expr string, v any) any {
	t.Helper()
	return w.Box(w.id(t, expr), v)
}
