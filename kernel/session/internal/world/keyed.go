package world

import (
	"go/ast"
	"go/types"
)

// keyed writes the field names into the literals of structs with unexported
// fields that another cell declared. The checker would take the literal for one
// of another package. It reports whether there were any, and takes the names out
// again: a later check may see the struct with other fields.
func keyed(files []*ast.File, info *types.Info, pkg *types.Package) (found bool, restore func()) {
	written := map[*ast.CompositeLit][]ast.Expr{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok || len(lit.Elts) == 0 {
				return true
			}
			if _, ok := lit.Elts[0].(*ast.KeyValueExpr); ok {
				return true
			}
			s := structOf(info.TypeOf(lit))
			if s == nil || s.NumFields() != len(lit.Elts) || !foreign(s, pkg) {
				return true
			}
			written[lit] = lit.Elts
			lit.Elts = make([]ast.Expr, len(lit.Elts))
			for i, e := range written[lit] {
				lit.Elts[i] = &ast.KeyValueExpr{Key: ident(s.Field(i).Name(), e.Pos()), Colon: e.Pos(), Value: e}
			}
			return true
		})
	}
	return len(written) > 0, func() {
		for lit, elts := range written {
			lit.Elts = elts
		}
	}
}

// structOf returns the struct that a literal's type is, also behind a pointer
// that the literal's surroundings imply and a type parameter's core type.
func structOf(t types.Type) *types.Struct {
	if t == nil {
		return nil
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, _ := t.Underlying().(*types.Struct)
	return s
}

// foreign reports whether a struct has unexported fields of another cell, all
// of them with names.
func foreign(s *types.Struct, pkg *types.Package) (found bool) {
	for f := range s.Fields() {
		if f.Name() == "_" {
			return false
		}
		found = found || !f.Exported() && f.Pkg() != pkg && f.Pkg().Path() == pkgPath
	}
	return found
}
