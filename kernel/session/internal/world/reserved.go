package world

import (
	"go/ast"
	"regexp"
)

// reserved are names that a cell is checked and run with.
var reserved = regexp.MustCompile(`^(` + BodyName + `|` + ShowName + `|zero__|init__\d+|type__\d+|.+` + oldSuffix + `)$`)

// reserves refuses a cell that uses such a name itself.
func (u *Unit) reserves() {
	look := func(root ast.Node) {
		ast.Inspect(root, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && reserved.MatchString(id.Name) {
				u.fail(id, "the name "+id.Name+" is reserved", "take another one")
			}
			return true
		})
	}
	for _, it := range u.cell.Items {
		if it.Decl != nil {
			look(it.Decl)
		}
		for _, s := range it.Stmts {
			look(s)
		}
	}
}
