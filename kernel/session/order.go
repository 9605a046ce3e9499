package session

import (
	"go/ast"
	"slices"
)

// group is what is compiled at once: either declarations or one statement. The
// interpreter does not see the types of one statement in the next otherwise.
type group struct {
	decls []ast.Decl
	stmts []ast.Stmt
}

// order lays the pieces of a cell out for compilation. Types, constants,
// functions and methods come first, so that a statement may use a function
// written below it; one that uses a variable of the same cell comes right after
// that variable. Statements keep their order.
func order(pieces []piece) []group {
	at := places(pieces)
	var groups []group
	for slot := range len(pieces) + 1 {
		var g group
		for i, p := range pieces {
			if p.decl != nil && at[i] == slot {
				g.decls = append(g.decls, p.decl)
			}
		}
		if len(g.decls) > 0 {
			groups = append(groups, g)
		}
		if slot < len(pieces) && len(pieces[slot].stmts) > 0 {
			groups = append(groups, group{stmts: pieces[slot].stmts})
		}
	}
	return groups
}

// places returns for each declaration the slot before whose statement it goes:
// 0, or one more than the last variable that it needs, also by way of others.
func places(pieces []piece) []int {
	at := make([]int, len(pieces))
	owner := map[string][]int{} // name to the pieces that declare it
	for i, p := range pieces {
		if p.decl == nil {
			at[i] = i + 1
		}
		for _, name := range p.declared() {
			if p.decl != nil || !slices.ContainsFunc(owner[name], func(j int) bool { return pieces[j].decl == nil }) {
				owner[name] = append(owner[name], i) // of a variable, the first declaration
			}
		}
		if t := receiver(p.decl); t != "" {
			owner[t] = append(owner[t], i) // who uses a type needs its methods
		}
	}
	for changed := true; changed; {
		changed = false
		for i, p := range pieces {
			if p.decl == nil {
				continue
			}
			for _, name := range append(idents(p.free), receiver(p.decl)) {
				for _, j := range owner[name] {
					if at[j] > at[i] {
						at[i], changed = at[j], true
					}
				}
			}
		}
	}
	return at
}

func idents(ids []*ast.Ident) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = id.Name
	}
	return out
}

// receiver returns the name of a method's receiver type, "" for the rest.
func receiver(d ast.Decl) string {
	f, ok := d.(*ast.FuncDecl)
	if !ok || f.Recv == nil || len(f.Recv.List) == 0 {
		return ""
	}
	t := f.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.ParenExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}
