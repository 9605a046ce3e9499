package world

import (
	"go/ast"
	"go/token"
	"go/types"
)

const oldSuffix = "__old"

// shadow lets the values of x := f(x) see what x was before the statement, as
// they do inside a function: the name gets a suffix there.
func (u *Unit) shadow(names []*ast.Ident, values []ast.Expr, free []*ast.Ident) {
	for _, id := range free {
		if !within(id, values) || u.own[id.Name] || !named(id.Name, names) {
			continue
		}
		path := u.imported(id.Name)
		if u.binding(id.Name) == nil && path == "" {
			continue
		}
		old := id.Name + oldSuffix
		u.shadows[old] = id.Name
		if path != "" {
			u.hidden[old] = path
		}
		id.Name = old
	}
}

func within(id *ast.Ident, values []ast.Expr) bool {
	for _, v := range values {
		if v.Pos() <= id.Pos() && id.End() <= v.End() {
			return true
		}
	}
	return false
}

func named(name string, ids []*ast.Ident) bool {
	for _, id := range ids {
		if id.Name == name {
			return true
		}
	}
	return false
}

// former returns the constant or type that a name stood for, under the suffixed
// name. A variable or function is declared again, an import imported again.
func (u *Unit) former(old string) types.Object {
	b := u.binding(u.shadows[old])
	if b == nil || u.hidden[old] != "" {
		return nil
	}
	switch obj := b.obj.(type) {
	case *types.Const:
		return types.NewConst(obj.Pos(), obj.Pkg(), old, obj.Type(), obj.Val())
	case *types.TypeName:
		return types.NewTypeName(obj.Pos(), obj.Pkg(), old, obj.Type())
	case *types.Func:
		if b.def != nil && b.def.uses[obj.Name()] {
			f := types.NewFunc(obj.Pos(), obj.Pkg(), old, obj.Signature())
			u.formers[f] = obj
			return f
		}
	}
	return nil
}

// restore lets uses of a former function be those of the function itself.
func (u *Unit) restore(info *types.Info) {
	if len(u.formers) == 0 {
		return
	}
	for id, obj := range info.Uses {
		if f := u.formers[obj]; f != nil {
			info.Uses[id] = f
		}
	}
}

// formerFuncs declares the functions whose former meaning the cell needs, but
// for those that call themselves: they would call what the name stands for now.
func (u *Unit) formerFuncs() (files []*ast.File) {
	for old, name := range u.shadows {
		b := u.binding(name)
		if b == nil || b.def == nil || u.hidden[old] != "" {
			continue
		}
		f, ok := b.def.decl.(*ast.FuncDecl)
		if !ok || b.def.uses[name] {
			continue
		}
		g := *f
		g.Name = &ast.Ident{NamePos: f.Name.NamePos, Name: old}
		files = append(files, b.def.file(&g))
	}
	return files
}

// file returns a file of its own for a declaration of an earlier cell, with
// the imports that it was compiled with.
func (d *def) file(decl ast.Decl) *ast.File {
	at := decl.Pos()
	var decls []ast.Decl
	for name, path := range d.imports {
		decls = append(decls, importDecl(at, name, path))
	}
	return file(at, append(decls, decl)...)
}

// without returns a group of constants in which the names that are declared
// elsewhere by now are blank; it keeps iota and the order.
func (u *Unit) without(d *def) ast.Decl {
	g, ok := d.decl.(*ast.GenDecl)
	if !ok || g.Tok != token.CONST {
		return d.decl
	}
	h := *g
	h.Specs = nil
	for _, spec := range g.Specs {
		v := *spec.(*ast.ValueSpec)
		v.Names = nil
		for _, id := range spec.(*ast.ValueSpec).Names {
			if id.Name != "_" && !u.current(d, id.Name) {
				id = ident("_", id.NamePos)
			}
			v.Names = append(v.Names, id)
		}
		h.Specs = append(h.Specs, &v)
	}
	return &h
}
