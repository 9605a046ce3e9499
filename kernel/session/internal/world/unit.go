package world

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

// Unit is a cell that was checked and has not run.
type Unit struct {
	Number int
	Decls  *Package // nil when nothing is declared
	Body   *Package // one function, BodyName

	// Shown are the types of the last expression's values, which the body gives
	// to ShowName; empty when there is nothing to show. Call reports whether
	// the expression is a call, whose last result may be an error.
	Shown []types.Type
	Call  bool

	// Vars are the variables that the cell declares, in order; the body gives
	// them their values. Those with a storage of their own are New.
	Vars []*types.Var

	world *World
	cell  *cell.Cell
	now   *Package // under check
	errs  cell.Errors

	defs     []*def
	vars     []*varDecl
	inits    []*ast.FuncDecl
	main     bool
	funcs    map[types.Object]ast.Node // of the cell, for order
	steps    []step
	own      map[string]bool   // names that the cell declares
	varNames map[string]bool   // those of variables
	news     map[string]string // names that the cell imports, with paths
	specs    map[string]*ast.ImportSpec
	dots     []string
	shadows  map[string]string // name__old to the name whose former meaning it has

	formers map[types.Object]types.Object // stand-ins for functions that a name was

	hidden map[string]string // name__old to the path of the package that it was

	redo   []*def // copies of earlier cells' declarations, checked again
	deps   *dependents
	hard   map[string]bool // names with a new meaning, whoever used them
	broken map[string]bool // types compiled again that have another layout
}

// varDecl declares variables at the top of a cell.
type varDecl struct {
	spec *ast.ValueSpec
	step int
	def  bool            // by :=
	stmt *ast.AssignStmt // then
}

// step is one statement of the body.
type step struct {
	stmts []ast.Stmt
	node  ast.Node // what it was in the cell
	hoist bool     // a var declaration: may run before what stands above it
}

func newUnit(w *World, number int, c *cell.Cell) *Unit {
	return &Unit{
		Number: number, world: w, cell: c,
		own: map[string]bool{}, varNames: map[string]bool{}, news: map[string]string{}, specs: map[string]*ast.ImportSpec{},
		shadows: map[string]string{}, hidden: map[string]string{}, formers: map[types.Object]types.Object{},
	}
}

// binding returns what a name stands for before the cell.
func (u *Unit) binding(name string) *binding { return u.world.names[name] }

// fail notes an error at a node.
func (u *Unit) fail(n ast.Node, msg, hint string) {
	u.errs = append(u.errs, cell.Error{Pos: u.world.fset.Position(n.Pos()), Msg: msg, Hint: hint})
}

// Redone returns the names of earlier cells' declarations that were compiled
// again: functions, types, constants, and methods as T.M.
func (u *Unit) Redone() []string {
	var out []string
	for _, d := range u.redo {
		out = append(out, d.title())
	}
	return out
}

// Commit makes the unit the session's state.
func (u *Unit) Commit() {
	w := u.world
	for name, path := range u.news {
		w.imports[name] = path
		delete(w.names, name)
	}
	for name := range u.own {
		delete(w.imports, name)
	}
	w.dots = append(w.dots, u.dots...)
	if u.Decls == nil {
		return
	}
	u.commitMethods()
	scope := u.Decls.Types.Scope()
	for _, d := range slices.Concat(u.redo, u.defs) {
		for _, name := range d.names {
			if obj := scope.Lookup(name); obj != nil && u.current(d, name) {
				w.names[name] = &binding{obj: obj, def: d, cell: d.cell}
			}
		}
	}
	for _, name := range scope.Names() {
		v, ok := scope.Lookup(name).(*types.Var)
		if ok && v.Pkg() == u.Decls.Types && u.shadows[name] == "" {
			w.names[name] = &binding{obj: v, cell: u.declaredIn(name)}
		}
	}
}

// current reports whether a name is still declared by d, an own declaration or
// one checked again, of whose group the cell may have redeclared some names.
func (u *Unit) current(d *def, name string) bool {
	if d.old == nil {
		return true
	}
	b := u.binding(name)
	return !u.own[name] && u.news[name] == "" && b != nil && b.def == d.old
}

// declaredIn returns the number of the cell that declared a variable.
func (u *Unit) declaredIn(name string) int {
	if b := u.binding(name); b != nil && !u.own[name] {
		return b.cell
	}
	return u.Number
}

// commitMethods gives each type the methods that it has now.
func (u *Unit) commitMethods() {
	w := u.world
	for name := range u.own {
		delete(w.methods, name)
	}
	for _, d := range slices.Concat(u.redo, u.defs) {
		if d.recv == "" {
			continue
		}
		if w.methods[d.recv] == nil {
			w.methods[d.recv] = map[string]*def{}
		}
		w.methods[d.recv][d.method()] = d
	}
}
