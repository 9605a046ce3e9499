package world

import (
	"go/ast"
	"go/token"
	"go/types"
)

// newDef describes a declaration of a cell, before it is checked.
func newDef(number int, d ast.Decl) *def {
	out := &def{decl: d, cell: number}
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv != nil {
			out.recv = receiver(d)
		} else if d.Name.Name != "_" {
			out.names = []string{d.Name.Name}
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				out.names = append(out.names, spec.Name.Name)
				if id, ok := spec.Type.(*ast.Ident); ok {
					// The checker follows a bare name into the package scope and
					// expects a declaration there, not an earlier cell's type.
					spec.Type = &ast.ParenExpr{Lparen: id.Pos(), X: id, Rparen: id.End()}
				}
			case *ast.ValueSpec:
				for _, id := range spec.Names {
					if id.Name != "_" {
						out.names = append(out.names, id.Name)
					}
				}
			}
		}
	}
	return out
}

// again returns a copy that is checked in a later cell.
func (d *def) again() *def {
	c := *d
	c.old = d
	return &c
}

// method returns the name of a method.
func (d *def) method() string { return d.decl.(*ast.FuncDecl).Name.Name }

// title names a declaration in a message.
func (d *def) title() string {
	switch {
	case d.recv != "":
		return d.recv + "." + d.method()
	case len(d.names) > 0:
		return d.names[0]
	}
	return "_"
}

// isType reports whether d declares a type.
func (d *def) isType() bool {
	g, ok := d.decl.(*ast.GenDecl)
	return ok && g.Tok == token.TYPE
}

// receiver returns the name of a method's receiver type, "" when it has none.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return ""
	}
	t := f.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.ParenExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

// sessionName returns the name of an object that a cell declares at its top
// level, "" for any other object.
func sessionName(obj types.Object) string {
	if obj == nil || obj.Pkg() == nil || obj.Pkg().Path() != pkgPath || obj.Parent() != obj.Pkg().Scope() {
		return ""
	}
	return obj.Name()
}

// record notes what a checked declaration uses, and to which type a method
// belongs if its receiver is written as an alias.
func (d *def) record(info *types.Info) {
	d.uses, d.imports = map[string]bool{}, map[string]string{}
	selected := map[*ast.Ident]bool{}
	ast.Inspect(d.decl, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			selected[s.Sel] = true
		}
		id, ok := n.(*ast.Ident)
		if !ok || selected[id] {
			return true
		}
		switch obj := info.Uses[id].(type) {
		case nil:
		case *types.PkgName:
			d.imports[obj.Name()] = obj.Imported().Path()
		default:
			if obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope() { // also by a dot import
				d.uses[obj.Name()] = true
			}
		}
		return true
	})
	if d.recv == "" {
		return
	}
	if m, ok := info.Defs[d.decl.(*ast.FuncDecl).Name].(*types.Func); ok {
		if n := namedOf(m.Signature().Recv().Type()); n != nil {
			d.recv = n.Obj().Name()
		}
	}
}

// namedOf returns the named type that a receiver's type is, or points to.
func namedOf(t types.Type) *types.Named {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, _ := types.Unalias(t).(*types.Named)
	return n
}
