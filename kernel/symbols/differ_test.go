package symbols_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/symbols"
)

// The comparison of stubs and table finds what it is there for.
func TestDifferFinds(t *testing.T) {
	code := symbols.Exit(0)
	for src, found := range map[string]bool{
		"func F(code int)":       true,
		"func F(code uint)":      false,
		"func F(code ...int)":    false,
		"func F(code int) error": false,
		"func F()":               false,
		"var F func(int)":        false, // in the table it would be addressable
		"type F func(int)":       false,
	} {
		o := declare(t, src+"\n", "F")
		assert.Equal(t, found, differ(o, symbols.Table["os/os"]["Exit"]) == "", src)
	}
	for src, found := range map[string]bool{
		"type Exit int; func (Exit) Error() string":                  true,
		"type Exit int; func (*Exit) Error() string":                 false,
		"type Exit int; func (Exit) Error() int":                     false,
		"type Exit int; func (Exit) Error() string; func (Exit) M()": false,
		"type Exit int": false,
		"type Exit int64; func (Exit) Error() string":            false,
		"type Exit []int; func (Exit) Error() string":            false,
		"type Exit struct { _ int }; func (Exit) Error() string": false,
	} {
		o := declare(t, src+"\n", "Exit")
		assert.Equal(t, found, matcher{}.types(o.Type(), reflect.TypeOf(code)) == "", src)
	}
	for src, found := range map[string]bool{
		"const MaxInt8 = 127":     true,
		"const MaxInt8 = 126":     false,
		"const MaxInt8 int = 127": false,
	} {
		o := declare(t, src+"\n", "MaxInt8")
		assert.Equal(t, found, differ(o, symbols.Table["math/math"]["MaxInt8"]) == "", src)
	}
}

// declare checks declarations in a package with the path of this one.
func declare(t *testing.T, src, name string) types.Object {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", "package symbols; "+src, parser.SkipObjectResolution)
	require.NoError(t, err)
	pkg, err := (&types.Config{}).Check(reflect.TypeOf(symbols.Exit(0)).PkgPath(), fset, []*ast.File{file}, nil)
	require.NoError(t, err)
	return pkg.Scope().Lookup(name)
}
