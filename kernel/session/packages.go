package session

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"reflect"
	"slices"

	"github.com/udl-go/lab/kernel/symbols"
)

// packages are all packages that cells can import: those of kernel/symbols and
// the host's own.
type packages struct {
	*symbols.Importer
	fset  *token.FileSet
	own   []Package
	known map[string]*types.Package
}

func newPackages(fset *token.FileSet, own []Package) *packages {
	return &packages{Importer: symbols.NewImporter(fset), fset: fset, own: own, known: map[string]*types.Package{}}
}

// Paths implements world.Catalog.
func (p *packages) Paths() []string {
	paths := symbols.Paths()
	for _, x := range p.own {
		paths = append(paths, x.Path)
	}
	slices.Sort(paths)
	return paths
}

// Elsewhere implements world.Catalog.
func (p *packages) Elsewhere(path string) string {
	if symbols.Offered(path) {
		return ""
	}
	return symbols.Elsewhere(path)
}

// Import implements types.Importer.
func (p *packages) Import(path string) (*types.Package, error) {
	i := slices.IndexFunc(p.own, func(x Package) bool { return x.Path == path })
	if i < 0 {
		return p.Importer.Import(path)
	}
	if pkg := p.known[path]; pkg != nil {
		return pkg, nil
	}
	f, err := parser.ParseFile(p.fset, "package "+path, p.own[i].Source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	conf := types.Config{Importer: p, IgnoreFuncBodies: true, GoVersion: symbols.GoVersion}
	pkg, err := conf.Check(path, p.fset, []*ast.File{f}, nil)
	if err == nil {
		p.known[path] = pkg
	}
	return pkg, err
}

// symbols returns the host's own packages as the interpreter takes them.
func (p *packages) symbols() map[string]map[string]reflect.Value {
	out := map[string]map[string]reflect.Value{}
	for _, x := range p.own {
		out[path.Join(x.Path, path.Base(x.Path))] = x.Symbols
	}
	return out
}
