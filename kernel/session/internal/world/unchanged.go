package world

import (
	"bytes"
	"go/ast"
	"go/printer"
	"go/scanner"
	"go/token"
	"maps"
)

// sameMethods reports whether a type that the cell declares comes with the
// methods that stood in its cell before. Values of a type whose methods were
// written anew keep the old type with the old ones, as a variable keeps the
// function that it holds; a cell that is only run again changes nothing.
func (u *Unit) sameMethods(name string) bool {
	b := u.binding(name)
	if !u.own[name] || b.def == nil {
		return true
	}
	before, now := map[string]string{}, map[string]string{}
	for _, m := range u.world.methods[name] {
		if m.cell == b.def.cell {
			before[m.method()] = u.tokens(m.decl)
		}
	}
	for _, m := range u.defs {
		if m.recv == name {
			now[m.method()] = u.tokens(m.decl)
		}
	}
	return maps.Equal(before, now)
}

// tokens spells a declaration without its layout and comments.
func (u *Unit) tokens(d ast.Decl) string {
	var text, out bytes.Buffer
	if printer.Fprint(&text, u.world.fset, d) != nil {
		return ""
	}
	fset := token.NewFileSet()
	var s scanner.Scanner
	s.Init(fset.AddFile("", -1, text.Len()), text.Bytes(), nil, 0)
	for {
		_, tok, lit := s.Scan()
		switch tok {
		case token.EOF:
			return out.String()
		case token.SEMICOLON:
			lit = ""
		}
		out.WriteString(tok.String() + " " + lit + "\n")
	}
}
