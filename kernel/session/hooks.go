package session

import (
	"fmt"
	"go/ast"
	"go/token"
	"reflect"
	"runtime"

	"github.com/traefik/yaegi/interp"

	"github.com/udl-go/lab/udl"
)

// Cells call the session through a package of their own, which the names below
// keep out of a learner's way.
const (
	hookName = "udl__"
	hookPath = "udl/session"
)

// hooks is what instrumented cells call.
func (s *Session) hooks() interp.Exports {
	show := reflect.ValueOf(s.show)
	return interp.Exports{
		hookPath + "/session": {
			"Run":   reflect.ValueOf(func() { s.current.Load().job() }),
			"At":    reflect.ValueOf(s.at),
			"Defer": reflect.ValueOf(func(f func()) { r := s.current.Load(); r.deferred = append(r.deferred, f) }),
			"Show":  show,
			"Probe": reflect.ValueOf((*probe)(nil)),
		},
		// A value of an interpreted type reaches compiled code without its
		// methods, unless the interpreter is told which ones matter.
		".": {"MapTypes": reflect.ValueOf(map[reflect.Value][]reflect.Type{show: {
			reflect.TypeFor[udl.HTMLer](), reflect.TypeFor[udl.SVGer](), reflect.TypeFor[udl.PNGer](),
			reflect.TypeFor[error](), reflect.TypeFor[fmt.Stringer](),
		}})},
	}
}

// at marks the beginning of a statement of the cell itself. A statement of a
// cell that was interrupted while compiled code kept its goroutine ends here.
func (s *Session) at(number, line int) {
	r := s.current.Load()
	if r.number != number || r.ctx.Err() != nil {
		runtime.Goexit()
	}
	r.line.Store(int64(line))
}

func hookCall(name string, at token.Pos, args ...ast.Expr) *ast.CallExpr {
	end := at
	if n := len(args); n > 0 {
		end = args[n-1].End()
	}
	return &ast.CallExpr{
		Fun:    &ast.SelectorExpr{X: ident(hookName, at), Sel: ident(name, at)},
		Lparen: at, Args: args, Rparen: end,
	}
}

// instrument marks each statement's beginning and hands defer statements of the
// cell itself to the session: the interpreter would run them after every cell.
func (r *run) instrument(fset *token.FileSet, stmts []ast.Stmt) (out []ast.Stmt) {
	for _, st := range stmts {
		rewriteLists(st, countRange)
		st = countRange(st)
		line := fset.Position(st.Pos()).Line
		mark := &ast.ExprStmt{X: hookCall("At", st.Pos(), number(r.number, st.Pos()), number(line, st.Pos()))}
		out = append(out, mark, enclose(deferred(st)))
	}
	return out
}

// enclose puts a compound statement of the cell itself into a function: the
// interpreter would make its variables the session's.
func enclose(st ast.Stmt) ast.Stmt {
	switch st.(type) {
	case *ast.BlockStmt, *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt, *ast.LabeledStmt:
		return &ast.ExprStmt{X: &ast.CallExpr{Fun: literal(st), Lparen: st.End(), Rparen: st.End()}}
	}
	return st
}

// literal returns a function that does one thing.
func literal(st ast.Stmt) *ast.FuncLit {
	return &ast.FuncLit{
		Type: &ast.FuncType{Func: st.Pos(), Params: &ast.FieldList{Opening: st.Pos(), Closing: st.Pos()}},
		Body: &ast.BlockStmt{Lbrace: st.Pos(), List: []ast.Stmt{st}, Rbrace: st.End()},
	}
}

// deferred replaces the defer statements in a statement of the cell itself.
func deferred(st ast.Stmt) ast.Stmt {
	ast.Inspect(st, func(n ast.Node) bool {
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BlockStmt:
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		case *ast.CommClause:
			list = n.Body
		}
		for i := range list {
			if d, ok := list[i].(*ast.DeferStmt); ok {
				list[i] = deferCall(d)
			}
		}
		return true
	})
	if d, ok := st.(*ast.DeferStmt); ok {
		return deferCall(d)
	}
	return st
}

func deferCall(d *ast.DeferStmt) ast.Stmt {
	return &ast.ExprStmt{X: hookCall("Defer", d.Pos(), literal(&ast.ExprStmt{X: d.Call}))}
}
