package calls

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
)

// stmt returns a statement whose calls are in w.before, itself if their order
// does not matter.
func (w *writer) stmt(s ast.Stmt) ast.Stmt {
	switch s := s.(type) {
	case *ast.ExprStmt:
		if call, ok := ast.Unparen(s.X).(*ast.CallExpr); ok && w.matters(call) {
			return &ast.ExprStmt{X: w.call(call)}
		}
	case *ast.DeferStmt:
		if w.matters(s.Call) {
			return &ast.DeferStmt{Defer: s.Defer, Call: w.call(s.Call)}
		}
	case *ast.GoStmt:
		if w.matters(s.Call) {
			return &ast.GoStmt{Go: s.Go, Call: w.call(s.Call)}
		}
	case *ast.SendStmt:
		if w.matter(s.Chan, s.Value) {
			return &ast.SendStmt{Chan: w.expr(s.Chan), Arrow: s.Arrow, Value: w.expr(s.Value)}
		}
	case *ast.ReturnStmt:
		if len(s.Results) == w.results.Len() && w.matter(s.Results...) {
			r := &ast.ReturnStmt{Return: s.Return}
			for i, x := range s.Results {
				r.Results = append(r.Results, w.value(x, w.results.At(i).Type()))
			}
			return r
		}
	case *ast.AssignStmt:
		return w.assign(s)
	case *ast.IfStmt:
		if s.Init == nil && w.matter(s.Cond) {
			t := *s
			t.Cond = w.expr(s.Cond)
			return &t
		}
	case *ast.SwitchStmt:
		if s.Init == nil && s.Tag != nil && w.matter(s.Tag) {
			t := *s
			t.Tag = w.expr(s.Tag)
			return &t
		}
	}
	return s
}

func (w *writer) assign(s *ast.AssignStmt) ast.Stmt {
	if len(s.Lhs) != len(s.Rhs) || !w.matter(append(append([]ast.Expr{}, w.places(s)...), s.Rhs...)...) {
		return s
	}
	t := *s
	t.Lhs, t.Rhs = nil, nil
	for _, x := range s.Lhs {
		if s.Tok != token.DEFINE {
			x = w.expr(x)
		}
		t.Lhs = append(t.Lhs, x)
	}
	for i, x := range s.Rhs {
		if call, ok := ast.Unparen(x).(*ast.CallExpr); ok && len(s.Rhs) == 1 && w.eager(call) {
			t.Rhs = append(t.Rhs, w.last(call, s.Lhs[0], s.Tok))
			continue
		}
		t.Rhs = append(t.Rhs, w.value(x, w.info.TypeOf(s.Lhs[i])))
	}
	return &t
}

// last is the only value of an assignment. A call stays where it is unless the
// place that it is assigned to is found only afterwards.
func (w *writer) last(call *ast.CallExpr, place ast.Expr, tok token.Token) ast.Expr {
	if _, ok := ast.Unparen(place).(*ast.Ident); ok && (tok == token.ASSIGN || tok == token.DEFINE) {
		return w.call(call)
	}
	return w.expr(call)
}

// places are the operands on the left side: what the places are made of.
func (w *writer) places(s *ast.AssignStmt) (parts []ast.Expr) {
	if s.Tok == token.DEFINE {
		return nil
	}
	for _, x := range s.Lhs {
		if _, ok := ast.Unparen(x).(*ast.Ident); !ok {
			parts = append(parts, x)
		}
	}
	return parts
}

// temporary gives a value a name before the statement.
func (w *writer) temporary(x ast.Expr) ast.Expr {
	w.names++
	name := "order__" + strconv.Itoa(w.names)
	w.before = append(w.before, &ast.AssignStmt{
		Lhs: []ast.Expr{&ast.Ident{NamePos: x.Pos(), Name: name}}, TokPos: x.Pos(), Tok: token.DEFINE, Rhs: []ast.Expr{x},
	})
	return &ast.Ident{NamePos: x.Pos(), Name: name}
}

// value is an operand that is assigned to something of type t. What an interface
// holds by its address gets its copy in turn.
func (w *writer) value(x ast.Expr, t types.Type) ast.Expr {
	y := w.expr(x)
	if w.copied(x, t) && w.late(x) {
		return w.temporary(y)
	}
	return y
}
