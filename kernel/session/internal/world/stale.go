package world

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

// stale explains an error about a variable whose type was declared again with
// another layout: its value is still of the earlier type.
func (u *Unit) stale(at token.Pos, msg string) (hint string) {
	n := u.around(at)
	if n == nil {
		return ""
	}
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || id.Obj != nil || hint != "" {
			return hint == ""
		}
		v := u.variable(id.Name)
		if v == nil || u.own[id.Name] {
			return true
		}
		for _, tn := range namedDeep(v.Type()) {
			if u.outdated(tn) && mentionsWord(msg, tn.Name()) {
				hint = u.staleHint(id.Name, tn)
			}
		}
		return true
	})
	return hint
}

var noMember = regexp.MustCompile(`\.(\S+) undefined \(type \*?(\pL[\pL\pN_]*)(?:\[.*\])? has no field or method`)

// dropped explains the lack of a method that stood in the cell of a type which
// is declared again without it.
func (u *Unit) dropped(msg string) string {
	m := noMember.FindStringSubmatch(msg)
	if m == nil || !u.own[m[2]] {
		return ""
	}
	if d := u.world.methods[m[2]][m[1]]; d != nil {
		return fmt.Sprintf("this cell declares %s anew, without the methods that stood with it in %s; declare %s here, too", m[2], cell.Name(d.cell), m[1])
	}
	return ""
}

func (u *Unit) staleHint(name string, tn *types.TypeName) string {
	was, made := u.world.fset.Position(tn.Pos()).Filename, u.binding(name).cell
	s := fmt.Sprintf("%s was declared with an earlier %s (%s); ", name, tn.Name(), was)
	if cellName := cell.Name(made); cellName != was {
		return s + "run its cell again (" + cellName + ")"
	}
	return s + "declare it again"
}

// outdated reports whether a type of the session is not what its name stands
// for.
func (u *Unit) outdated(tn *types.TypeName) bool {
	if sessionName(tn) == "" {
		return false
	}
	if u.own[tn.Name()] {
		return u.broken[tn.Name()] || !u.declaresType(tn.Name())
	}
	return !u.bound(tn) || u.broken[tn.Name()]
}

// around returns the statement or declaration that a position lies in.
func (u *Unit) around(at token.Pos) ast.Node {
	in := func(n ast.Node) bool { return n.Pos() <= at && at <= n.End() }
	for _, it := range u.cell.Items {
		for _, s := range it.Stmts {
			if in(s) {
				return innermost(s, at)
			}
		}
		if it.Decl != nil && in(it.Decl) {
			return innermost(it.Decl, at)
		}
	}
	if u.deps != nil {
		for _, d := range u.deps.defs {
			if in(d.decl) {
				return innermost(d.decl, at)
			}
		}
	}
	return nil
}

// innermost returns the smallest statement of a node around a position, or the
// node.
func innermost(n ast.Node, at token.Pos) (best ast.Node) {
	best = n
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil || at < n.Pos() || n.End() < at {
			return false
		}
		if s, ok := n.(ast.Stmt); ok {
			best = s
		}
		return true
	})
	return best
}

// mentionsWord reports whether a text has a name as a word.
func mentionsWord(text, name string) bool {
	return regexp.MustCompile(`(^|[^\pL\pN_])` + regexp.QuoteMeta(name) + `($|[^\pL\pN_])`).MatchString(text)
}

// namedDeep lists the named types in a type and in what they are defined as.
func namedDeep(t types.Type) (all []*types.TypeName) {
	seen := map[*types.TypeName]bool{}
	var walk func(types.Type)
	walk = func(t types.Type) {
		for _, tn := range mentions(t) {
			if !seen[tn] && sessionName(tn) != "" {
				seen[tn] = true
				all = append(all, tn)
				walk(inside(tn))
			}
		}
	}
	walk(t)
	return all
}
