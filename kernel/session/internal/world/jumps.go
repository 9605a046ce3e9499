package world

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
)

// jumps refuses a goto over the declaration of a variable of the cell, which
// the checker sees as an assignment.
func (u *Unit) jumps() {
	labels := map[string]token.Pos{}
	for _, it := range u.cell.Items {
		for _, s := range it.Stmts {
			for l, ok := s.(*ast.LabeledStmt); ok; l, ok = l.Stmt.(*ast.LabeledStmt) {
				labels[l.Label.Name] = l.Pos()
			}
		}
	}
	if len(labels) == 0 {
		return
	}
	for _, it := range u.cell.Items {
		for _, s := range it.Stmts {
			ast.Inspect(s, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncLit:
					return false // with labels of its own
				case *ast.BranchStmt:
					if n.Tok == token.GOTO && n.Label != nil {
						u.jump(n, labels[n.Label.Name])
					}
				}
				return true
			})
		}
	}
}

func (u *Unit) jump(n *ast.BranchStmt, to token.Pos) {
	for _, v := range u.vars {
		if at := v.spec.Names[0].Pos(); n.Pos() < at && at < to {
			line := u.world.fset.Position(at).Line
			u.fail(n.Label, fmt.Sprintf("goto %s jumps over variable declaration at line %d", n.Label.Name, line), "declare the variable above the goto")
			return
		}
	}
}

var invalidLabel = regexp.MustCompile(`^invalid (break|continue) label (\S+)$`)

// label says in the compiler's words that a break or continue names a label
// that is not above it in its function; the checker has the same words for one
// that is.
func (u *Unit) label(at token.Pos, msg string) string {
	m := invalidLabel.FindStringSubmatch(msg)
	if m == nil || slices.ContainsFunc(u.function(at), func(n ast.Node) bool { return labelAbove(n, m[2], at) }) {
		return msg
	}
	return m[1] + " label not defined: " + m[2]
}

// function returns the body of the innermost function around a position, or the
// statements of the cell.
func (u *Unit) function(at token.Pos) (body []ast.Node) {
	for _, n := range slices.Backward(u.path(at)) {
		switch n := n.(type) {
		case *ast.FuncLit:
			return []ast.Node{n.Body}
		case *ast.FuncDecl:
			return []ast.Node{n.Body}
		}
	}
	for _, it := range u.cell.Items {
		for _, s := range it.Stmts {
			body = append(body, s)
		}
	}
	return body
}

// labelAbove reports whether a label stands before a position, in the function
// itself.
func labelAbove(root ast.Node, name string, at token.Pos) (found bool) {
	ast.Inspect(root, func(n ast.Node) bool {
		l, ok := n.(*ast.LabeledStmt)
		found = found || ok && l.Label.Name == name && l.Pos() < at
		_, literal := n.(*ast.FuncLit)
		return !literal && !found
	})
	return found
}
