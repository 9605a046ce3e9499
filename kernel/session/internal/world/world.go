package world

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

// Names that the packages of a cell use beside those of the user.
const (
	BodyName = "cell__" // the function with the statements
	ShowName = "Show__" // func(...any): takes the value of the last expression

	preludePath, preludeName = "udl/rt", "rt" // as the run-time support is imported
)

// Catalog lists the packages that a cell can import.
type Catalog interface {
	Paths() []string
	Elsewhere(path string) string // which side has it instead, as in "natively"; empty: none
}

// World is what the cells of a session have declared. It is not safe for
// concurrent use.
type World struct {
	importer types.Importer
	fset     *token.FileSet
	catalog  Catalog
	prelude  *types.Package

	names   map[string]*binding
	methods map[string]map[string]*def // of the type that the name is bound to
	imports map[string]string          // local name to path
	dots    []string                   // paths of dot imports

	ids     map[*types.TypeName]int
	storage map[*types.Var]string
	last    int // number given last
}

// binding is what a name of the session stands for.
type binding struct {
	obj  types.Object
	def  *def // nil for a variable
	cell int  // that declared it
}

// def is one declaration that can be checked again: a type, a group of
// constants, a function or a method.
type def struct {
	names   []string // a method has none
	recv    string   // the receiver's type
	decl    ast.Decl
	text    string // as the cell has it
	cell    int
	old     *def              // what it was copied from, to be checked again
	uses    map[string]bool   // names of the session
	imports map[string]string // local names of packages
}

// Package is one checked package of a cell.
type Package struct {
	Types *types.Package
	Info  *types.Info
	Files []*ast.File
}

// New returns the world before the first cell. The importer knows every package
// of the catalog.
func New(importer types.Importer, fset *token.FileSet, catalog Catalog) *World {
	w := &World{
		importer: importer, fset: fset, catalog: catalog,
		prelude: types.NewPackage(preludePath, preludeName),
		names:   map[string]*binding{}, methods: map[string]map[string]*def{}, imports: map[string]string{},
		ids: map[*types.TypeName]int{}, storage: map[*types.Var]string{},
	}
	values := types.NewVar(token.NoPos, w.prelude, "values", types.NewSlice(types.Universe.Lookup("any").Type()))
	sig := types.NewSignatureType(nil, nil, nil, types.NewTuple(values), nil, true)
	w.prelude.Scope().Insert(types.NewFunc(token.NoPos, w.prelude, ShowName, sig))
	w.prelude.MarkComplete()
	return w
}

// Syntax returns the source of an imported package that has bodies, when the
// importer keeps it; see symbols.Importer.
func (w *World) Syntax(pkg *types.Package) ([]*ast.File, *types.Info) {
	if i, ok := w.importer.(interface {
		Syntax(*types.Package) ([]*ast.File, *types.Info)
	}); ok {
		return i.Syntax(pkg)
	}
	return nil, nil
}

// Prelude returns the package whose scope holds ShowName. Bodies that show a
// value import it.
func (w *World) Prelude() *types.Package { return w.prelude }

// Lookup returns what a name of the session stands for, or nil. It is no
// package's name; for those see Import.
func (w *World) Lookup(name string) types.Object {
	if b := w.names[name]; b != nil {
		return b.obj
	}
	return nil
}

// Import returns the path of the package that a name stands for, or "".
func (w *World) Import(name string) string { return w.imports[name] }

// Names returns the names that the session's cells declared, in no order.
func (w *World) Names() []string {
	out := make([]string, 0, len(w.names))
	for name := range w.names {
		out = append(out, name)
	}
	return out
}

// Check checks a cell against the session. The error is cell.Errors; nothing of
// the session has changed then, nor before Commit.
func (w *World) Check(number int, c *cell.Cell) (unit *Unit, err error) {
	u := newUnit(w, number, c)
	defer func() {
		if r := recover(); r != nil { // a fault of the checker must not end the session
			unit, err = nil, cell.Errors{{Pos: w.fset.Position(c.File.Pos(0)), Msg: fmt.Sprintf("cannot check the cell: %v", r)}}
		}
	}()
	if u.gather(); len(u.errs) == 0 {
		u.check()
	}
	if len(u.errs) > 0 {
		return nil, said(u.errs).Sort(cell.Name(number))
	}
	u.finish()
	return u, nil
}

// Snapshot returns a function that takes back what cells have declared since.
func (w *World) Snapshot() (restore func()) {
	names, imports, dots := maps.Clone(w.names), maps.Clone(w.imports), w.dots
	methods := map[string]map[string]*def{}
	for name, of := range w.methods {
		methods[name] = maps.Clone(of)
	}
	return func() { w.names, w.imports, w.dots, w.methods = names, imports, dots, methods }
}

// Imports returns what the names of packages stand for: local name to path.
func (w *World) Imports() map[string]string { return maps.Clone(w.imports) }

// Dots returns the paths of the packages whose names can be used without theirs.
func (w *World) Dots() []string { return slices.Clone(w.dots) }
