package session

import (
	"errors"
	"go/ast"
)

var errLong = errors.New("this cell, or a function in it, is too long for a browser: split it")

// long reports whether a function is too long to be compiled. The interpreter
// walks it from step to step by recursion.
func long(f *ast.File) bool {
	for _, d := range f.Decls {
		if steps(d) > longest {
			return true
		}
	}
	return false
}

// steps counts what may be a step of its own.
func steps(n ast.Node) (count int) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.Ident, *ast.BasicLit:
		default:
			count++
		}
		return true
	})
	return count
}
