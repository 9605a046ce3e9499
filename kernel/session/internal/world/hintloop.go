package world

import (
	"go/ast"
	"go/token"
	"go/types"
)

// indexed explains the index of a loop that is taken for the element: for s :=
// range xs. The two types are those that do not fit.
func (u *Unit) indexed(at token.Pos, a, b string, operands ...ast.Expr) string {
	other := a
	if a == "int" {
		other = b
	}
	if u.now == nil || a != "int" && b != "int" || other == "int" {
		return ""
	}
	for _, x := range operands {
		id, ok := ast.Unparen(x).(*ast.Ident)
		if !ok {
			continue
		}
		if r := u.indexLoop(at, id); r != nil && shortType(u.elem(r)) == other {
			return indexHint(id.Name, u, r)
		}
	}
	return ""
}

func indexHint(name string, u *Unit, r *ast.RangeStmt) string {
	return name + " is the index; the elements are visited by for _, " + name + " := range " + nodeText(u.cell, r.X)
}

// indexLoop returns the loop around a position over the elements of something
// of which a name is the only variable.
func (u *Unit) indexLoop(at token.Pos, id *ast.Ident) *ast.RangeStmt {
	obj := u.now.Info.Uses[id]
	for _, n := range u.path(at) {
		r, ok := n.(*ast.RangeStmt)
		if !ok || r.Value != nil || r.Tok != token.DEFINE || u.elem(r) == nil {
			continue
		}
		if key, ok := r.Key.(*ast.Ident); ok && obj != nil && u.now.Info.Defs[key] == obj {
			return r
		}
	}
	return nil
}

// elem returns the type of the elements of a slice or an array that a loop
// visits.
func (u *Unit) elem(r *ast.RangeStmt) types.Type {
	t := u.now.Info.TypeOf(r.X)
	if t == nil {
		return nil
	}
	switch t := t.Underlying().(type) {
	case *types.Slice:
		return t.Elem()
	case *types.Array:
		return t.Elem()
	}
	return nil
}

// has reports whether a type has a field or a method.
func (u *Unit) has(t types.Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, u.now.Types, name)
	return obj != nil
}

// shortType writes a type as the messages do.
func shortType(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p.Path() == pkgPath {
			return ""
		}
		return p.Name()
	})
}
