package repo

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
)

// Undocumented returns the packages in which no file has a package comment.
func Undocumented(files []*File) (wrong []string) {
	has := map[string]bool{}
	for _, f := range files {
		if !f.Test {
			has[f.Package] = has[f.Package] || f.AST.Doc != nil
		}
	}
	for pkg, ok := range has {
		if !ok {
			wrong = append(wrong, fmt.Sprintf("package %q has no comment that says what it is", pkg))
		}
	}
	slices.Sort(wrong)
	return wrong
}

// Generic returns the exported functions and types with type parameters in some
// packages: an interpreter cannot offer them to cells.
func Generic(files []*File, packages ...string) (wrong []string) {
	for _, f := range files {
		if f.Test || !matchesAny(packages, f.Package) || strings.Contains("/"+f.Package+"/", "/internal/") {
			continue
		}
		for _, d := range f.AST.Decls {
			for _, name := range generics(d) {
				wrong = append(wrong, fmt.Sprintf("%s:%d: exported %s has type parameters, which cells cannot use", f.Path, f.line(d.Pos()), name))
			}
		}
	}
	return wrong
}

// generics returns the exported names that a declaration gives type parameters.
func generics(d ast.Decl) (names []string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Type.TypeParams != nil && d.Name.IsExported() {
			names = append(names, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if t, ok := spec.(*ast.TypeSpec); ok && t.TypeParams != nil && t.Name.IsExported() {
				names = append(names, t.Name.Name)
			}
		}
	}
	return names
}

// SilentSkips returns the tests that skip without a word.
func SilentSkips(files []*File) (wrong []string) {
	for _, f := range files {
		if !f.Test {
			continue
		}
		ast.Inspect(f.AST, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if ok && (sel.Sel.Name == "SkipNow" || sel.Sel.Name == "Skip" && len(call.Args) == 0) {
				wrong = append(wrong, fmt.Sprintf("%s:%d: a test skips without saying why", f.Path, f.line(call.Pos())))
			}
			return true
		})
	}
	return wrong
}
