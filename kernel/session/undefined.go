package session

import (
	"go/token"
	"strings"
)

const predeclared = `any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64
rune string uint uint8 uint16 uint32 uint64 uintptr true false iota nil
append cap close complex copy delete imag len make new panic print println real recover`

// absent are predeclared names that the interpreter lacks.
var absent = map[string]string{
	"min":   "min is not available in this kernel: write an if",
	"max":   "max is not available in this kernel: write an if",
	"clear": "clear is not available in this kernel: delete in a loop",
}

// undefined reports every name of a cell that nothing declares. A function may
// use what any piece of the cell declares, a statement only what precedes it.
func (n names) undefined(fset *token.FileSet, pieces []piece) *syntaxErrors {
	if _, dot := n.imports["."]; dot {
		return nil // who knows what it brings
	}
	known := map[string]bool{"_": true}
	for _, name := range strings.Fields(predeclared) {
		known[name] = true
	}
	everywhere := map[string]bool{}
	for _, p := range pieces {
		for _, name := range p.declared() {
			everywhere[name] = true
			if p.decl != nil {
				known[name] = true
			}
		}
	}
	errs := &syntaxErrors{kind: "compile error"}
	for _, p := range pieces {
		for _, id := range p.free {
			name := id.Name
			if known[name] || n.declared[name] || p.decl != nil && everywhere[name] {
				continue
			}
			msg, ok := absent[name]
			if !ok {
				msg = "undefined: " + name
			}
			at := fset.Position(id.Pos())
			errs.add(at.Line, at.Column, int(id.Pos()), msg)
			known[name] = true // once is enough
		}
		for _, name := range p.declared() {
			known[name] = true
		}
	}
	errs.sort()
	return errs
}

// remember notes what the pieces declare.
func (n names) remember(pieces []piece) {
	for _, p := range pieces {
		for _, name := range p.declared() {
			n.declared[name] = true
		}
	}
}
