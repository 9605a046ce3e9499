package world

import (
	"go/ast"
	"go/types"

	"github.com/udl-go/lab/kernel/session/internal/calls"
)

// run checks the files of a package and adds what is wrong to the unit. Where
// the calls of a statement must come first, it is written anew and checked again.
func (u *Unit) run(pkg *types.Package, files []*ast.File, d *dependents) *Package {
	said := u.errs
	p := u.once(pkg, files, d)
	if len(u.errs) > len(said) {
		return p
	}
	undo := calls.First(files, p.Info)
	if undo == nil {
		return p
	}
	if q := u.once(again(pkg), files, d); len(u.errs) == len(said) {
		return q
	}
	undo() // better the order of the text than none
	u.errs = said
	return u.once(again(pkg), files, d)
}

// once checks the files as they are.
func (u *Unit) once(pkg *types.Package, files []*ast.File, d *dependents) *Package {
	p := &Package{Types: pkg, Files: files, Info: &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}}
	u.now = p
	list := &errorList{u: u, deps: d}
	conf := types.Config{GoVersion: goVersion, Importer: u.world.importer, Error: list.add, DisableUnusedImportCheck: true}
	_ = types.NewChecker(&conf, u.world.fset, pkg, p.Info).Files(files) // the list has them all
	if list.positional.IsValid() && len(list.errs) == 0 {
		found, restore := keyed(files, p.Info, pkg)
		defer restore()
		if !found {
			u.fail(&ast.BadExpr{From: list.positional, To: list.positional}, "a notebook's literal of a struct with blank fields needs the names of the others", "")
			return p
		}
		return u.once(again(pkg), files, d)
	}
	u.errs = append(u.errs, list.errs...)
	u.restore(p.Info)
	p.imports()
	return p
}

// again is a package with what was inserted into the scope of another, and
// nothing that files declare.
func again(pkg *types.Package) *types.Package {
	p := types.NewPackage(pkgPath, "main")
	for _, name := range pkg.Scope().Names() {
		if obj := pkg.Scope().Lookup(name); obj.Pkg() != pkg || !obj.Pos().IsValid() {
			p.Scope().Insert(obj)
		}
	}
	return p
}
