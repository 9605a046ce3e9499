// Package calls writes statements so that the calls in them come before the
// variables beside them are read.
//
// The language leaves open when a variable is read that stands beside a call
// which changes it. The compiler gc runs all calls of a statement first, from
// left to right, and reads what is left over afterwards, so that
//
//	fmt.Println(c.n, c.Inc(), c.n)
//
// shows the new value three times. What every Go program does, a cell does too.
// Such a statement becomes
//
//	order__1 := c.Inc()
//	fmt.Println(c.n, order__1, c.n)
//
// Local variables that no function literal and no pointer reaches cannot be
// changed by a call; they alone are no reason to write anything anew. Left as
// they are: conditions of loops, statements with an initialization before them,
// and functions with goto.
package calls

import (
	"go/ast"
	"go/token"
	"go/types"
)

// First writes the statements of type-checked files anew where the order
// matters. It returns a function that undoes it, nil if there was nothing to do.
func First(files []*ast.File, info *types.Info) (undo func()) {
	w := &writer{operands: operands{info: info, private: private(files, info)}}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Body != nil {
					w.function(n.Body, info.Defs[n.Name].Type().(*types.Signature))
				}
			case *ast.FuncLit:
				if s, ok := info.TypeOf(n).(*types.Signature); ok {
					w.function(n.Body, s)
				}
			}
			return true
		})
	}
	if len(w.undo) == 0 {
		return nil
	}
	return func() {
		for _, f := range w.undo {
			f()
		}
	}
}

// writer writes the statements of one function after the other.
type writer struct {
	operands
	results *types.Tuple
	before  []ast.Stmt // what goes before the statement
	names   int
	undo    []func()
}

// function writes the lists of statements of a body, but for those of function
// literals in it, which are functions of their own.
func (w *writer) function(body *ast.BlockStmt, s *types.Signature) {
	var lists []*[]ast.Stmt
	jumps := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BranchStmt:
			jumps = jumps || n.Tok == token.GOTO
		case *ast.BlockStmt:
			lists = append(lists, &n.List)
		case *ast.CaseClause:
			lists = append(lists, &n.Body)
		case *ast.CommClause:
			lists = append(lists, &n.Body)
		}
		return true
	})
	if jumps {
		return // they may not jump over the new variables
	}
	w.results = s.Results()
	for _, l := range lists {
		w.list(l)
	}
}

func (w *writer) list(l *[]ast.Stmt) {
	var out []ast.Stmt
	changed := false
	for _, s := range *l {
		w.before = nil
		t := w.stmt(s)
		out = append(append(out, w.before...), t)
		changed = changed || len(w.before) > 0
	}
	if changed {
		old := *l
		w.undo = append(w.undo, func() { *l = old })
		*l = out
	}
}
