package shim

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/internal/value"
	"github.com/udl-go/lab/kernel/symbols"
	"github.com/udl-go/lab/udl"
)

// table knows the types of a source text.
func table(t *testing.T, src string) (*value.Table, func(typ string, v any) any) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "x.go", "package main\n"+src, 0)
	require.NoError(t, err)
	conf := types.Config{IgnoreFuncBodies: true, Importer: symbols.NewImporter(fset)}
	pkg, err := conf.Check("main", fset, []*ast.File{f}, nil)
	require.NoError(t, err)
	tab := value.NewTable()
	tab.Convert = symbols.Convert
	next := 0
	tab.Lookup = func(typ types.Type) *value.Type { next++; return tab.Add(1000+next, typ) }
	return tab, func(typ string, v any) any {
		next++
		tab.Add(next, pkg.Scope().Lookup(typ).Type())
		return tab.Box(next, v)
	}
}

// A value of a session shows itself by its own methods.
func TestDisplayAsksForMethods(t *testing.T) {
	tab, box := table(t, `
type Page struct{ s string }
func (Page) HTML() string { return "" }
func (Page) String() string { return "" }
type Plain struct{ a int }
`)
	page := box("Page", struct{ XS string }{"p"}).(value.Boxed)
	tab.SetMethods(page.T.ID, map[string]any{
		"HTML":   func(any) string { return "<b>p</b>" },
		"String": func(any) string { return "page" },
	})
	functions := showing(tab).functions
	render := functions["Render"].(func(any) udl.Bundle)
	assert.Equal(t, udl.Bundle{"text/html": "<b>p</b>", "text/plain": "page"}, render(page))
	assert.Equal(t, udl.Bundle{"text/plain": "{1}"}, render(box("Plain", struct{ XA int }{1})))
	assert.Equal(t, "[{a:1} page]", render([]any{box("Plain", struct{ XA int }{1}), page})["text/plain"])

	var got []udl.Bundle
	ctx := udl.WithDisplay(context.Background(), func(b udl.Bundle, _ string, _ bool) { got = append(got, b) })
	require.NoError(t, functions["Show"].(func(context.Context, ...any) error)(ctx, page, 2))
	assert.Equal(t, "<b>p</b>", got[0]["text/html"])
	assert.Equal(t, "2", got[1]["text/plain"])
}
