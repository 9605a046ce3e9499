package session

import (
	"go/ast"
	"go/token"
	"strconv"
)

// rewriteLists calls f on every statement that stands in a list, inner ones
// first, and puts what it returns in its place.
func rewriteLists(n ast.Node, f func(ast.Stmt) ast.Stmt) {
	var lists [][]ast.Stmt
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			lists = append(lists, n.List)
		case *ast.CaseClause:
			lists = append(lists, n.Body)
		case *ast.CommClause:
			lists = append(lists, n.Body)
		}
		return true
	})
	for i := len(lists) - 1; i >= 0; i-- {
		for j, st := range lists[i] {
			lists[i][j] = f(st)
		}
	}
}

// countRange rewrites "for i := range 10" and "for i := range len(x)", which the
// interpreter does not know, into a block with a counting loop. Other ranges are
// left alone: without types an integer cannot be told from a slice.
func countRange(st ast.Stmt) ast.Stmt {
	label, _ := st.(*ast.LabeledStmt)
	inner := st
	if label != nil {
		inner = label.Stmt
	}
	r, ok := inner.(*ast.RangeStmt)
	if !ok || r.Value != nil || !isCount(r.X) {
		return st
	}
	at := r.Pos()
	limit := "limit__" + strconv.Itoa(int(at))
	key, tok := r.Key, r.Tok
	if id, ok := key.(*ast.Ident); key == nil || ok && id.Name == "_" {
		key, tok = ident("count__"+strconv.Itoa(int(at)), at), token.DEFINE
	}
	loop := &ast.ForStmt{
		For:  at,
		Init: &ast.AssignStmt{Lhs: []ast.Expr{key}, TokPos: at, Tok: tok, Rhs: []ast.Expr{number(0, at)}},
		Cond: &ast.BinaryExpr{X: copyOf(key), OpPos: at, Op: token.LSS, Y: ident(limit, at)},
		Post: &ast.IncDecStmt{X: copyOf(key), TokPos: at, Tok: token.INC},
		Body: r.Body,
	}
	var body ast.Stmt = loop
	if label != nil {
		label.Stmt = loop
		body = label
	}
	once := &ast.AssignStmt{Lhs: []ast.Expr{ident(limit, at)}, TokPos: at, Tok: token.DEFINE, Rhs: []ast.Expr{r.X}}
	return &ast.BlockStmt{Lbrace: at, List: []ast.Stmt{once, body}, Rbrace: r.End()}
}

// copyOf gives each use of a variable a node of its own.
func copyOf(e ast.Expr) ast.Expr {
	if id, ok := e.(*ast.Ident); ok {
		return ident(id.Name, id.Pos())
	}
	return e
}

// isCount reports whether an expression is surely an int.
func isCount(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.BasicLit:
		return e.Kind == token.INT
	case *ast.CallExpr:
		f, ok := e.Fun.(*ast.Ident)
		return ok && (f.Name == "len" || f.Name == "cap" || f.Name == "int")
	case *ast.BinaryExpr:
		return isCount(e.X) && isCount(e.Y) && e.Op != token.SHL
	}
	return false
}
