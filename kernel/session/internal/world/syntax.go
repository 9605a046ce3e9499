package world

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

func ident(name string, at token.Pos) *ast.Ident { return &ast.Ident{NamePos: at, Name: name} }

// callStmt calls a function without arguments.
func callStmt(name string, at token.Pos) ast.Stmt {
	return &ast.ExprStmt{X: &ast.CallExpr{Fun: ident(name, at), Lparen: at, Rparen: at}}
}

// assign gives variables their values.
func assign(names []*ast.Ident, values []ast.Expr, at token.Pos) *ast.AssignStmt {
	a := &ast.AssignStmt{TokPos: at, Tok: token.ASSIGN, Rhs: values}
	for _, id := range names {
		a.Lhs = append(a.Lhs, id)
	}
	return a
}

// zero gives variables declared without a value the zero value, which a
// variable that keeps its storage does not have any more.
func zero(spec *ast.ValueSpec) ast.Stmt {
	at := spec.Pos()
	local := &ast.ValueSpec{Names: []*ast.Ident{ident("zero__", at)}, Type: spec.Type}
	a := &ast.AssignStmt{TokPos: at, Tok: token.ASSIGN}
	for _, id := range spec.Names {
		a.Lhs = append(a.Lhs, id)
		a.Rhs = append(a.Rhs, ident("zero__", at))
	}
	g := &ast.GenDecl{TokPos: at, Tok: token.VAR, Specs: []ast.Spec{local}}
	return &ast.BlockStmt{Lbrace: at, List: []ast.Stmt{&ast.DeclStmt{Decl: g}, a}, Rbrace: at}
}

// nodeText returns a node as it stands in the cell.
func nodeText(c *cell.Cell, n ast.Node) string {
	from, to := c.File.Offset(n.Pos()), c.File.Offset(n.End())
	return strings.TrimSpace(c.Text[from:min(to, len(c.Text))])
}

// file returns a file with the given imports and declarations.
func file(at token.Pos, decls ...ast.Decl) *ast.File {
	return &ast.File{Package: at, Name: ident("main", at), Decls: decls, FileStart: at, FileEnd: at + 1}
}

// importDecl imports a package under a name.
func importDecl(at token.Pos, name, path string) ast.Decl {
	spec := &ast.ImportSpec{
		Name: ident(name, at),
		Path: &ast.BasicLit{ValuePos: at, Kind: token.STRING, Value: `"` + path + `"`},
	}
	return &ast.GenDecl{TokPos: at, Tok: token.IMPORT, Specs: []ast.Spec{spec}}
}

// identNames collects the names that occur in nodes, whatever they stand for.
func identNames(into map[string]bool, nodes ...ast.Node) {
	for _, n := range nodes {
		ast.Inspect(n, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				into[id.Name] = true
			}
			return true
		})
	}
}
