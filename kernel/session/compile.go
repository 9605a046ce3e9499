package session

import (
	"fmt"
	"go/ast"
	"go/token"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/traefik/yaegi/interp"
)

// compile turns a cell into programs, to be run in order. Nothing has run yet
// when it fails, and names keep what they were.
func (s *Session) compile(c Cell, r *run) ([]*interp.Program, error) {
	pieces, errs := parse(s.interp.FileSet(), c.Number, c.Code)
	if !errs.empty() {
		return nil, errs
	}
	names := s.names.clone()
	rest, err := s.imports(names, pieces)
	if err != nil {
		return nil, err
	}
	if errs := names.undefined(s.interp.FileSet(), rest); !errs.empty() {
		return nil, errs
	}
	names.remember(rest)
	last := lastExpr(rest)
	if rest, err = names.declare(c.Number, rest); err != nil {
		return nil, err
	}
	programs, err := s.programs(rest, last, r)
	if err != nil {
		return nil, err
	}
	s.names = names
	return programs, nil
}

// imports evaluates the imports of a cell and returns the other pieces.
func (s *Session) imports(n names, pieces []piece) (rest []piece, err error) {
	for _, p := range pieces {
		if p.imports == nil {
			rest = append(rest, p)
			continue
		}
		for _, spec := range p.imports {
			text, err := n.bind(spec, s.pkgs)
			if err == nil && text != "" {
				_, err = s.interp.Eval(text)
			}
			if err != nil {
				return nil, fmt.Errorf("%v: %w", s.interp.FileSet().Position(spec.Pos()), err)
			}
		}
	}
	return rest, nil
}

// programs compiles the pieces. The last expression stands alone, so that it
// can be tried as a value first: a call without results has none to show.
func (s *Session) programs(pieces []piece, last *ast.ExprStmt, r *run) (programs []*interp.Program, err error) {
	var tail []ast.Stmt
	if last != nil {
		tail, pieces = pieces[len(pieces)-1].stmts, pieces[:len(pieces)-1]
	}
	add := func(n ast.Node) error {
		p, err := s.program(n)
		if err == nil && p != nil {
			programs = append(programs, p)
		}
		return err
	}
	for _, g := range order(pieces) {
		if len(g.decls) > 0 {
			for _, d := range g.decls {
				rewriteLists(d, countRange)
			}
			err = add(&ast.File{Package: g.decls[0].Pos(), Name: ident("main", g.decls[0].Pos()), Decls: g.decls})
		} else {
			err = s.statement(g.stmts, r, add)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, p := range pieces {
		if f, ok := p.decl.(*ast.FuncDecl); ok && f.Recv == nil && (strings.HasPrefix(f.Name.Name, "main__") || strings.HasPrefix(f.Name.Name, "init__")) {
			call := &ast.ExprStmt{X: &ast.CallExpr{Fun: ident(f.Name.Name, f.Pos()), Lparen: f.Pos(), Rparen: f.Pos()}}
			if err := add(block(r.instrument(s.interp.FileSet(), []ast.Stmt{call}))); err != nil {
				return nil, err
			}
		}
	}
	if last == nil {
		return programs, nil
	}
	if !printed(last.X) {
		show := *last
		show.X = hookCall("Show", last.Pos(), last.X)
		if add(block(r.instrument(s.interp.FileSet(), []ast.Stmt{&show}))) == nil {
			_, r.call = ast.Unparen(last.X).(*ast.CallExpr)
			return programs, nil
		}
	}
	return programs, add(block(r.instrument(s.interp.FileSet(), tail)))
}

// statement compiles a statement of the cell itself, if need be with the types
// of its variables written out.
func (s *Session) statement(stmts []ast.Stmt, r *run, add func(ast.Node) error) error {
	err := add(block(r.instrument(s.interp.FileSet(), stmts)))
	if err == nil || len(stmts) != 1 {
		return err
	}
	typed, better := s.declare(stmts[0])
	if better != nil {
		return better
	}
	if typed == nil || add(block(r.instrument(s.interp.FileSet(), typed))) != nil {
		return err
	}
	return nil
}

// program compiles one group. The interpreter may panic on what it cannot do.
func (s *Session) program(n ast.Node) (p *interp.Program, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &internalError{value: v, stack: debug.Stack()}
		}
	}()
	return s.interp.CompileAST(n)
}

// internalError is a fault of the interpreter itself.
type internalError struct {
	value any
	stack []byte
}

// Error implements error.
func (e *internalError) Error() string {
	if e.value == "nil type" {
		return "the interpreter cannot compile a statement of this cell; if it ranges over an integer, write for i := 0; i < n; i++"
	}
	return fmt.Sprintf("the interpreter cannot compile this cell (%v)", e.value)
}

// lastExpr returns the expression that ends a cell, if one does.
func lastExpr(pieces []piece) *ast.ExprStmt {
	if len(pieces) == 0 {
		return nil
	}
	stmts := pieces[len(pieces)-1].stmts
	if len(stmts) != 1 {
		return nil
	}
	e, _ := stmts[0].(*ast.ExprStmt)
	return e
}

// printed reports whether an expression is a call of fmt's printing functions,
// whose results nobody wants to see.
func printed(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := sel.X.(*ast.Ident)
	return ok && pkg.Name == "fmt" && (strings.HasPrefix(sel.Sel.Name, "Print") || strings.HasPrefix(sel.Sel.Name, "Fprint"))
}

func block(stmts []ast.Stmt) *ast.BlockStmt {
	return &ast.BlockStmt{Lbrace: stmts[0].Pos(), List: stmts, Rbrace: stmts[len(stmts)-1].End()}
}

func ident(name string, at token.Pos) *ast.Ident { return &ast.Ident{NamePos: at, Name: name} }

func number(n int, at token.Pos) ast.Expr {
	return &ast.BasicLit{ValuePos: at, Kind: token.INT, Value: strconv.Itoa(n)}
}
