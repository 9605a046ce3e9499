package world

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

// hidesPackage explains fmt.Println where fmt is a variable.
func (u *Unit) hidesPackage(x ast.Expr, name string) string {
	id, ok := x.(*ast.Ident)
	if !ok || !ast.IsExported(name) {
		return ""
	}
	path := u.importable(id.Name)
	if path == "" {
		return ""
	}
	p, err := u.world.importer.Import(path)
	if err != nil || p.Scope().Lookup(name) == nil {
		return ""
	}
	if obj := u.now.Info.Uses[id]; obj != nil && u.world.fset.File(obj.Pos()) == u.cell.File {
		return "this cell declares " + id.Name + ", which hides the package " + path
	}
	if b := u.binding(id.Name); b != nil {
		return id.Name + " is a variable since " + cell.Name(b.cell) + "; it hides the package " + path
	}
	return ""
}

// commands are what people call most from notebooks.
var commands = map[string]bool{
	"ls": true, "pwd": true, "cd": true, "cat": true, "echo": true, "pip": true, "pip3": true, "go": true, "git": true, "mkdir": true, "rm": true, "cp": true, "mv": true,
	"grep": true, "curl": true, "wget": true, "which": true, "date": true, "whoami": true, "head": true, "tail": true, "wc": true, "find": true, "python": true, "python3": true,
	"apt": true, "conda": true, "uname": true, "env": true, "df": true, "du": true, "ps": true, "make": true, "touch": true, "tar": true, "unzip": true, "sleep": true, "sort": true,
}

// bang reports whether only a ! stands before a position on its line.
func (u *Unit) bang(at token.Pos) bool {
	if u.world.fset.File(at) != u.cell.File {
		return false
	}
	before := u.cell.Text[:u.cell.File.Offset(at)]
	return strings.TrimSpace(before[strings.LastIndexByte(before, '\n')+1:]) == "!"
}
