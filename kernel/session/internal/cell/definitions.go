package cell

import (
	"go/ast"
	"go/token"
	"slices"
)

// Definitions are the imports, types, constants, functions and methods of a cell:
// texts in which all else is blank, so that positions stay. Functions that run by
// themselves, main and init, are none.
func Definitions(number int, text string) (all []string) {
	p := newParse(token.NewFileSet(), number, text)
	chunks := p.split()
	if len(p.errs) > 0 {
		return nil
	}
	for _, ch := range chunks {
		f, wrapped, err := p.chunk(ch)
		if err != nil || wrapped || len(f.Decls) == 0 || slices.ContainsFunc(f.Decls, runs) {
			continue
		}
		b := []byte(p.text)
		for i := range b {
			if (i < ch.off || i >= ch.off+len(ch.text)) && b[i] != '\n' {
				b[i] = ' '
			}
		}
		all = append(all, string(b))
	}
	return all
}

// runs reports whether a declaration is a function that runs by itself.
func runs(d ast.Decl) bool {
	f, ok := d.(*ast.FuncDecl)
	return ok && f.Recv == nil && (f.Name.Name == "main" || f.Name.Name == "init")
}
