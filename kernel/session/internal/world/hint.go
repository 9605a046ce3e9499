package world

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
)

// mistake is a message of the checker and what to do about it.
type mistake struct {
	msg  *regexp.Regexp
	help func(u *Unit, at token.Pos, m []string) string
}

// say is the help that does not depend on the cell; $1 stands for a part of the
// message.
func say(msg, help string) mistake {
	re := regexp.MustCompile(msg)
	return mistake{re, func(_ *Unit, _ token.Pos, m []string) string {
		return regexp.MustCompile(`\$\d`).ReplaceAllStringFunc(help, func(s string) string { return m[s[1]-'0'] })
	}}
}

func ask(msg string, help func(u *Unit, at token.Pos, m []string) string) mistake {
	return mistake{regexp.MustCompile(msg), help}
}

// hint returns what to do about a common mistake, or "".
func (u *Unit) hint(at token.Pos, msg string) (hint string) {
	defer func() {
		if recover() != nil { // of a cell that is half checked
			hint = ""
		}
	}()
	if h := u.stale(at, msg); h != "" {
		return h
	}
	if h := u.dropped(msg); h != "" {
		return h
	}
	for _, list := range [][]mistake{nameMistakes, numberMistakes, valueMistakes, typeMistakes, statementMistakes} {
		for _, x := range list {
			if m := x.msg.FindStringSubmatch(msg); m != nil {
				if h := x.help(u, at, m); h != "" {
					return h
				}
			}
		}
	}
	return ""
}

// path lists the nodes around a position of the cell, the outermost first.
func (u *Unit) path(at token.Pos) (nodes []ast.Node) {
	note := func(root ast.Node) {
		ast.Inspect(root, func(n ast.Node) bool {
			if n == nil || at < n.Pos() || n.End() < at {
				return false
			}
			nodes = append(nodes, n)
			return true
		})
	}
	for _, it := range u.cell.Items {
		if it.Decl != nil {
			note(it.Decl)
		}
		for _, s := range it.Stmts {
			note(s)
		}
	}
	return nodes
}

// source returns the expression at a position as it was written, for one that a
// message abbreviates.
func (u *Unit) source(at token.Pos, short string) string {
	for _, n := range u.path(at) {
		if x, ok := n.(ast.Expr); ok && x.Pos() == at {
			return nodeText(u.cell, x)
		}
	}
	return short
}

// find returns the innermost node of a kind around a position.
func find[N ast.Node](u *Unit, at token.Pos) (none N, ok bool) {
	for _, n := range slices.Backward(u.path(at)) {
		if x, ok := n.(N); ok {
			return x, true
		}
	}
	return none, false
}

// top reports whether a position is that of a statement of the cell itself.
func (u *Unit) top(at token.Pos) bool {
	for _, it := range u.cell.Items {
		for _, s := range it.Stmts {
			if s.Pos() <= at && at <= s.End() {
				_, ok := s.(*ast.ExprStmt)
				return ok
			}
		}
	}
	return false
}
