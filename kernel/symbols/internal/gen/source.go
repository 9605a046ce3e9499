package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
)

// checked is a package type-checked from its sources.
type checked struct {
	*types.Package
	info   *types.Info
	funcs  map[*types.Func]*ast.FuncDecl
	sealed map[string]bool // unexported methods of exported interfaces
}

// sources type-checks packages on demand. What a package imports comes from
// export data; the same object reached from two sides is therefore not the
// same pointer, and is known by its path and name.
type sources struct {
	universe *universe
	fset     *token.FileSet
	checked  map[string]*checked
}

// check returns a package with the bodies of its functions. Declarations that
// have a substitute in the folder own are replaced before the check.
func (s *sources) check(path string) (*checked, error) {
	if c := s.checked[path]; c != nil {
		return c, nil
	}
	l, ok := s.universe.listed[path]
	if !ok {
		return nil, fmt.Errorf("%s is not among the listed packages", path)
	}
	files, err := s.parse(l)
	if err != nil {
		return nil, err
	}
	c := &checked{
		info: &types.Info{
			Defs:       map[*ast.Ident]types.Object{},
			Uses:       map[*ast.Ident]types.Object{},
			Selections: map[*ast.SelectorExpr]*types.Selection{},
		},
		funcs: map[*types.Func]*ast.FuncDecl{},
	}
	var failed error
	config := types.Config{
		Importer: mapped{s.universe, l.ImportMap},
		Sizes:    types.SizesFor("gc", "amd64"),
		Error: func(err error) {
			// A substitute may leave an import of the original unused.
			if e := (types.Error{}); !errors.As(err, &e) || !e.Soft {
				failed = errors.Join(failed, err)
			}
		},
	}
	c.Package, _ = config.Check(path, s.fset, files, c.info)
	if failed != nil {
		return nil, failed
	}
	for _, f := range files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				if o, ok := c.info.Defs[d.Name].(*types.Func); ok {
					c.funcs[o] = d
				}
			}
		}
	}
	s.checked[path] = c
	return c, nil
}

// mapped resolves the vendored imports of one package.
type mapped struct {
	types.Importer
	to map[string]string
}

// Import returns the package that the import path means.
func (m mapped) Import(path string) (*types.Package, error) {
	if to, ok := m.to[path]; ok {
		path = to
	}
	return m.Importer.Import(path)
}

// parse reads the files of a package and its substitutes.
func (s *sources) parse(l listed) ([]*ast.File, error) {
	files, own := []*ast.File{}, map[string]bool{}
	if text := substitute(l.ImportPath); text != nil {
		f, err := parser.ParseFile(s.fset, "own "+l.ImportPath, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range f.Decls {
			own[declared(d)] = true
		}
		files = append(files, f)
	}
	for _, name := range l.GoFiles {
		f, err := parser.ParseFile(s.fset, filepath.Join(l.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		f.Decls = deleteOwn(f.Decls, own)
		files = append(files, f)
	}
	return files, nil
}

// deleteOwn drops the declarations that have a substitute. A substituted type
// must be declared alone.
func deleteOwn(decls []ast.Decl, own map[string]bool) []ast.Decl {
	kept := decls[:0]
	for _, d := range decls {
		if name := declared(d); name == "" || !own[name] {
			kept = append(kept, d)
		}
	}
	return kept
}

// declared names what a declaration declares: f, T.m, or T of a lone type.
func declared(d ast.Decl) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			return d.Name.Name
		}
		return receiver(d.Recv.List[0].Type) + "." + d.Name.Name
	case *ast.GenDecl:
		if t, ok := d.Specs[0].(*ast.TypeSpec); ok && len(d.Specs) == 1 {
			return t.Name.Name
		}
	}
	return ""
}

// receiver returns the name of a receiver's type.
func receiver(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.StarExpr:
		return receiver(x.X)
	case *ast.IndexExpr:
		return receiver(x.X)
	case *ast.IndexListExpr:
		return receiver(x.X)
	case *ast.Ident:
		return x.Name
	}
	return ""
}

// substitute returns our text for declarations of a package, or nil.
func substitute(path string) []byte {
	text, err := own.ReadFile("own/" + strings.ReplaceAll(path, "/", "_") + ".txt")
	if err != nil {
		return nil
	}
	return text
}
