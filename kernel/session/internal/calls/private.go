package calls

import (
	"go/ast"
	"go/token"
	"go/types"
)

// private finds the local variables that only their own function reaches.
func private(files []*ast.File, info *types.Info) map[*types.Var]bool {
	home := map[*types.Var]ast.Node{}
	shared := map[*types.Var]bool{}
	share := func(x ast.Expr) {
		if v := root(x, info); v != nil {
			shared[v] = true
		}
	}
	var visit func(fn, n ast.Node)
	visit = func(fn, n ast.Node) {
		ast.Inspect(n, func(m ast.Node) bool {
			switch m := m.(type) {
			case *ast.FuncLit:
				if m != fn {
					visit(m, m)
					return false
				}
			case *ast.FuncDecl:
				if m != fn {
					visit(m, m)
					return false
				}
			case *ast.Ident:
				if v, ok := info.Defs[m].(*types.Var); ok {
					home[v] = fn
				} else if v, ok := info.Uses[m].(*types.Var); ok && home[v] != fn {
					shared[v] = true
				}
			case *ast.UnaryExpr:
				if m.Op == token.AND {
					share(m.X)
				}
			case *ast.SliceExpr:
				share(m.X)
			case *ast.SelectorExpr:
				if s := info.Selections[m]; s != nil && s.Kind() == types.MethodVal && pointerReceiver(s) {
					share(m.X)
				}
			case *ast.RangeStmt:
				share(m.X)
			}
			return true
		})
	}
	for _, f := range files {
		visit(nil, f)
	}
	alone := map[*types.Var]bool{}
	for v, fn := range home {
		if fn != nil && !shared[v] && !v.IsField() {
			alone[v] = true
		}
	}
	return alone
}

func pointerReceiver(s *types.Selection) bool {
	f, ok := s.Obj().(*types.Func)
	if !ok || f.Signature().Recv() == nil {
		return false
	}
	_, ok = f.Signature().Recv().Type().Underlying().(*types.Pointer)
	return ok
}

// root is the variable that a place is a part of, nil behind a pointer.
func root(x ast.Expr, info *types.Info) *types.Var {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		v, _ := info.ObjectOf(x).(*types.Var)
		return v
	case *ast.SelectorExpr:
		if s := info.Selections[x]; s != nil && s.Kind() == types.FieldVal && !s.Indirect() {
			return root(x.X, info)
		}
	case *ast.IndexExpr:
		if _, ok := info.TypeOf(x.X).Underlying().(*types.Array); ok {
			return root(x.X, info)
		}
	}
	return nil
}
