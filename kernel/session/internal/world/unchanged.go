package world

import (
	"go/scanner"
	"go/token"
	"maps"
	"strings"
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
			before[m.method()] = tokens(m.text)
		}
	}
	for _, m := range u.defs {
		if m.recv == name {
			now[m.method()] = tokens(m.text)
		}
	}
	return maps.Equal(before, now)
}

// tokens spells a declaration without its layout and comments.
func tokens(text string) string {
	var out strings.Builder
	fset := token.NewFileSet()
	var s scanner.Scanner
	s.Init(fset.AddFile("", -1, len(text)), []byte(text), nil, 0)
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
