package world

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

const (
	pkgPath   = "main"
	goVersion = "go1.26"
)

// check checks the declarations, as often as it takes to know which variables
// and types are other ones than before, and then the body.
func (u *Unit) check() {
	u.hard = map[string]bool{}
	u.broken = map[string]bool{}
	for name := range u.own {
		b := u.binding(name)
		if b == nil && u.dotted(name) != nil || b != nil && (b.def != nil || !u.declaredVar(name)) {
			u.hard[name] = true
		}
	}
	for name := range u.news {
		if u.binding(name) != nil {
			u.hard[name] = true
		}
	}
	d := u.depend()
	if u.foreignReceivers(); len(u.errs) > 0 {
		return
	}
	for {
		u.checkDecls(d)
		if u.Decls == nil || !u.moved(d) {
			break
		}
		next := u.depend()
		if len(next.defs) == len(d.defs) && len(d.vars)+len(next.vars) == 0 {
			break
		}
		d = next
		u.errs = nil // of variables that were thought to have the new type
	}
	u.redo = d.defs
	for _, x := range d.defs {
		if len(u.errs) > 0 {
			break // the body would only repeat it
		}
		x.record(u.Decls.Info)
	}
	before := u.errs
	u.errs = nil
	u.checkBody()
	u.errs = u.preferBody(before, u.errs)
}

const redeclared = " redeclared in this block"

// preferBody drops those errors of the declarations that the body has in better
// words: a := is declared in one and assigned in the other. What declares a name
// twice the declarations say.
func (u *Unit) preferBody(decls, body cell.Errors) (all cell.Errors) {
	var keep cell.Errors
	in := func(e cell.Error, n ast.Node) bool {
		from, to := u.world.fset.Position(n.Pos()), u.world.fset.Position(n.End())
		return e.Pos.Filename == from.Filename && from.Offset <= e.Pos.Offset && e.Pos.Offset <= to.Offset
	}
	for _, e := range decls {
		drop := false
		for _, v := range u.vars {
			node := ast.Node(v.spec)
			if v.def {
				node = v.stmt
			}
			if v.def && in(e, node) { // a nil is in the declarations only
				e.Msg = outside(e.Msg, func(s string) string { return strings.Replace(s, " in variable declaration", " in assignment", 1) })
			}
			if strings.Contains(e.Msg, redeclared) && in(e, node) {
				body = slices.DeleteFunc(body, func(b cell.Error) bool { return in(b, node) })
				continue
			}
			better := v.def && !strings.HasPrefix(e.Msg, "cannot declare") || strings.HasPrefix(e.Msg, "multiple-value")
			drop = drop || better && in(e, node) && slices.ContainsFunc(body, func(b cell.Error) bool { return in(b, node) })
		}
		if !drop {
			keep = append(keep, e)
		}
	}
	return append(keep, body...)
}

// moved notes variables that have another type than before and types with
// another layout, and reports whether there are any.
func (u *Unit) moved(d *dependents) bool {
	found := u.layouts(d.types, u.broken)
	scope := u.Decls.Types.Scope()
	for name := range u.own {
		b := u.binding(name)
		if b == nil || b.def != nil || u.hard[name] {
			continue
		}
		now := scope.Lookup(name)
		if now != nil && now.Type() != types.Typ[types.Invalid] && !u.sameType(b.obj.Type(), now.Type(), d.types, u.broken) {
			u.hard[name], found = true, true
		}
	}
	return found
}

// checkDecls makes the package of the declarations.
func (u *Unit) checkDecls(d *dependents) {
	u.Decls, u.deps = nil, d
	if len(u.defs)+len(u.vars)+len(u.inits)+len(d.defs)+len(u.shadows) == 0 {
		return
	}
	occur := map[string]bool{}
	decls := u.ownDecls(true)
	for _, x := range decls {
		identNames(occur, x)
	}
	files := []*ast.File{u.file(occur, decls)}
	for _, x := range d.defs {
		files = append(files, x.file(u.without(x)))
		for name := range x.uses {
			occur[name] = true
		}
	}
	for old := range u.shadows {
		occur[old] = true
		if b := u.binding(u.shadows[old]); b != nil && b.def != nil {
			for name := range b.def.uses {
				occur[name] = true
			}
		}
	}
	files = append(files, u.formerFuncs()...)
	pkg := types.NewPackage(pkgPath, "main")
	fixed := map[string]types.Type{}
	if f := u.varsAgain(d, fixed); f != nil {
		files = append(files, f)
	}
	for name, t := range fixed {
		pkg.Scope().Insert(types.NewTypeName(token.NoPos, pkg, name, t))
	}
	declared := maps.Clone(d.vars)
	for _, x := range d.defs {
		for _, name := range x.names {
			declared[name] = declared[name] || u.current(x, name)
		}
	}
	u.insert(pkg.Scope(), occur, declared)
	u.Decls = u.run(pkg, files, d)
	u.Decls.Info.InitOrder = nil // the body gives the variables their values
	if len(u.errs) > 0 {
		return
	}
	for _, x := range u.defs {
		x.record(u.Decls.Info)
	}
	u.Decls.Files[0] = u.file(occur, u.ownDecls(false))
}

// ownDecls lists the cell's own declarations. Variables have their values only
// for the check, which takes their types from them.
func (u *Unit) ownDecls(values bool) (out []ast.Decl) {
	for _, x := range u.defs {
		out = append(out, x.decl)
	}
	for _, f := range u.inits {
		out = append(out, f)
	}
	for _, v := range u.vars {
		spec := v.spec
		if !values {
			spec = &ast.ValueSpec{Names: spec.Names, Type: spec.Type}
		}
		out = append(out, &ast.GenDecl{TokPos: spec.Pos(), Tok: token.VAR, Specs: []ast.Spec{spec}})
	}
	return out
}

// file returns a file of the cell with the imports that it names.
func (u *Unit) file(occur map[string]bool, decls []ast.Decl) *ast.File {
	f := file(u.cell.File.Pos(0), append(u.importsFor(occur), decls...)...)
	f.FileEnd = f.FileStart + token.Pos(u.cell.File.Size())
	return f
}

// varsAgain declares the variables of earlier cells whose types are compiled
// again, and those that the cell needs under the suffixed name.
func (u *Unit) varsAgain(d *dependents, fixed map[string]types.Type) *ast.File {
	f := file(u.cell.File.Pos(0))
	add := func(name string, v *types.Var) {
		at := f.Package
		spec := &ast.ValueSpec{Names: []*ast.Ident{ident(name, at)}, Type: u.typeExpr(v.Type(), d, at, fixed)}
		f.Decls = append(f.Decls, &ast.GenDecl{TokPos: at, Tok: token.VAR, Specs: []ast.Spec{spec}})
	}
	for name := range d.vars {
		add(name, u.binding(name).obj.(*types.Var))
	}
	for old, name := range u.shadows {
		if v := u.variable(name); v != nil && u.hidden[old] == "" {
			add(old, v)
		}
	}
	if len(f.Decls) == 0 {
		return nil
	}
	return f
}

// variable returns the variable that a name stood for before the cell, or nil.
func (u *Unit) variable(name string) *types.Var {
	if b := u.binding(name); b != nil {
		v, _ := b.obj.(*types.Var)
		return v
	}
	return nil
}

// insert puts the objects of earlier cells that occur into a package's scope,
// but for the names that the package declares.
func (u *Unit) insert(scope *types.Scope, occur, declared map[string]bool) {
	for name := range occur {
		if u.shadows[name] != "" {
			if obj := u.former(name); obj != nil {
				scope.Insert(obj)
			}
			continue
		}
		if u.own[name] || declared[name] || u.imported(name) != "" {
			continue
		}
		if b := u.binding(name); b != nil {
			scope.Insert(b.obj)
		} else if obj := u.dotted(name); obj != nil {
			scope.Insert(obj)
		}
	}
}

// imports adds to a package's imports those whose names were inserted: of dot
// imports and of the prelude.
func (p *Package) imports() {
	list := p.Types.Imports()
	for _, obj := range p.Info.Uses {
		if q := obj.Pkg(); q != nil && q.Path() != pkgPath && obj.Parent() == q.Scope() && !slices.Contains(list, q) {
			list = append(list, q)
		}
	}
	p.Types.SetImports(list)
}
