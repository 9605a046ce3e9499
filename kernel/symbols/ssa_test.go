package symbols_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/ssa"

	"github.com/udl-go/lab/kernel/symbols"
)

// modern uses generics of the standard library in many ways.
const modern = `package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

type point struct{ x, y int }

func main() {
	ps := []point{{2, 1}, {1, 2}}
	slices.SortFunc(ps, func(a, b point) int { return cmp.Compare(a.x, b.x) })
	slices.SortStableFunc(ps, func(a, b point) int { return cmp.Or(cmp.Compare(a.x, b.x), a.y-b.y) })
	m := map[string]point{"a": {}}
	keys := slices.Sorted(maps.Keys(m))
	vals := slices.Collect(maps.Values(maps.Clone(m)))
	once := sync.OnceValue(func() point { return ps[0] })
	for line := range strings.Lines("a\nb") {
		fmt.Print(line, keys, vals, once(), rand.N(10))
	}
	next, stop := iter.Pull(slices.Values(ps))
	defer stop()
	p, ok := next()
	k, v, ok2 := func() (int, point, bool) {
		next, stop := iter.Pull2(slices.All(ps))
		defer stop()
		return next()
	}()
	var head atomic.Pointer[point]
	head.Store(&p)
	swapped := head.CompareAndSwap(&p, nil)
	pe, is := errors.AsType[*fs.PathError](fs.ErrExist)
	fmt.Println(ok, k, v, ok2, swapped, pe, is, reflect.TypeFor[point](), slices.Insert(ps, 1, p))
}
`

// newProgram checks the program and gives it and all it imports to ssa.
func newProgram(t *testing.T, imp *symbols.Importer, fset *token.FileSet) *ssa.Package {
	t.Helper()
	file, err := parser.ParseFile(fset, "main.go", modern, parser.SkipObjectResolution)
	require.NoError(t, err)
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{},
	}
	pkg, err := (&types.Config{Importer: imp, GoVersion: symbols.GoVersion}).Check("main", fset, []*ast.File{file}, info)
	require.NoError(t, err)
	prog := ssa.NewProgram(fset, ssa.InstantiateGenerics|ssa.SanityCheckFunctions)
	done := map[*types.Package]bool{}
	var add func(pkgs []*types.Package)
	add = func(pkgs []*types.Package) {
		for _, p := range pkgs {
			if !done[p] {
				done[p] = true
				files, info := imp.Syntax(p)
				prog.CreatePackage(p, files, info, true)
				add(p.Imports())
			}
		}
	}
	add(pkg.Imports())
	main := prog.CreatePackage(pkg, []*ast.File{file}, info, false)
	prog.Build()
	return main
}

// Every function that a program reaches is built: a body, or a symbol of the
// table.
func TestSSABuildsGenericBodies(t *testing.T) {
	fset := token.NewFileSet()
	main := newProgram(t, symbols.NewImporter(fset), fset)
	seen := map[*ssa.Function]bool{}
	var reach func(f *ssa.Function)
	reach = func(f *ssa.Function) {
		if seen[f] {
			return
		}
		seen[f] = true
		if f.Blocks == nil {
			assert.True(t, compiled(f), "%v has no body", f)
			return
		}
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				for _, op := range in.Operands(nil) {
					if g, ok := (*op).(*ssa.Function); ok {
						reach(g)
					}
				}
			}
		}
	}
	reach(main.Func("main"))
	assert.Greater(t, len(seen), 60)
}

// compiled reports whether a function without a body is in the table or is a
// method of a type that is.
func compiled(f *ssa.Function) bool {
	o, ok := f.Object().(*types.Func)
	if !ok || o.Signature().TypeParams() != nil {
		return false
	}
	table := symbols.Table[o.Pkg().Path()+"/"+o.Pkg().Name()]
	name := o.Name()
	if recv := o.Signature().Recv(); recv != nil {
		t := recv.Type()
		if p, ok := t.(*types.Pointer); ok {
			t = p.Elem()
		}
		name = t.(*types.Named).Obj().Name()
	}
	_, ok = table[name]
	return ok
}
