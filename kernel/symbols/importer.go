package symbols

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"runtime"
	"sync"
)

// GoVersion is the language version of stubs and cells.
const GoVersion = "go1.26"

// Importer makes go/types packages of the stubs, each when it is first asked
// for. It is safe for concurrent use.
type Importer struct {
	fset *token.FileSet

	mu       sync.Mutex
	packages map[string]*types.Package
	syntax   map[*types.Package]syntax
}

// syntax is what remains known of a package with bodies.
type syntax struct {
	files []*ast.File
	info  *types.Info
}

// NewImporter returns an importer that adds the stubs it reads to fset.
func NewImporter(fset *token.FileSet) *Importer {
	return &Importer{
		fset:     fset,
		packages: map[string]*types.Package{"unsafe": types.Unsafe},
		syntax:   map[*types.Package]syntax{},
	}
}

// Import returns a package of Paths.
func (i *Importer) Import(path string) (*types.Package, error) {
	if !Offered(path) {
		return nil, fmt.Errorf("symbols: there is no package %q here", path)
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	return stubImporter{i}.Import(path)
}

// Syntax returns the files and the type information of an imported package
// that has generic bodies, and nil for any other.
func (i *Importer) Syntax(pkg *types.Package) ([]*ast.File, *types.Info) {
	i.mu.Lock()
	defer i.mu.Unlock()
	s := i.syntax[pkg]
	return s.files, s.info
}

// stubImporter is how stubs import each other: also packages that are not
// offered. Its importer is locked.
type stubImporter struct{ *Importer }

// Import reads and checks a stub.
func (i stubImporter) Import(path string) (*types.Package, error) {
	if p := i.packages[path]; p != nil {
		return p, nil
	}
	src, ok := Source(path)
	if !ok {
		return nil, fmt.Errorf("symbols: no stub of %q", path)
	}
	file, err := parser.ParseFile(i.fset, "stub:"+path, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("symbols: %w", err)
	}
	var info *types.Info
	if hasBody(file) {
		info = newInfo()
	}
	config := types.Config{
		GoVersion: GoVersion,
		Importer:  i,
		Sizes:     types.SizesFor("gc", runtime.GOARCH),
	}
	pkg, err := config.Check(path, i.fset, []*ast.File{file}, info)
	if err != nil {
		return nil, fmt.Errorf("symbols: %w", err)
	}
	i.packages[path] = pkg
	if info != nil {
		i.syntax[pkg] = syntax{[]*ast.File{file}, info}
	}
	return pkg, nil
}

// hasBody reports whether a function of the file has a body.
func hasBody(f *ast.File) bool {
	for _, d := range f.Decls {
		if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil {
			return true
		}
	}
	return false
}

// newInfo returns the information that a translation of the bodies needs.
func newInfo() *types.Info {
	return &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Instances:    map[*ast.Ident]types.Instance{},
		Scopes:       map[ast.Node]*types.Scope{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		FileVersions: map[*ast.File]string{},
	}
}
