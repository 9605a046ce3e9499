package session

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// The interpreter works out the types of a cell's own variables before it
// analyzes expressions, and fails at some: an index into a string or into a
// compiled slice, and all forms with ok. Within a function it succeeds. So such
// a statement is compiled in a function, where assigning the variable to a type
// that nothing fits makes the compiler name its type.

// probe is the type that nothing fits.
type probe struct{ _ chan struct{} }

var probeAnswer = regexp.MustCompile(`cannot use type (.*) as type \S*probe in assignment$`)

// declare rewrites "v, ok := x" into "var v T; var ok bool; v, ok = x". It
// returns nil when the statement declares no variables or is plain wrong; then
// the error, if any, is a better one than the interpreter's first.
func (s *Session) declare(st ast.Stmt) ([]ast.Stmt, error) {
	vars, values := defined(st)
	if len(vars) == 0 {
		return nil, nil
	}
	var out []ast.Stmt
	assign := &ast.AssignStmt{TokPos: st.Pos(), Tok: token.ASSIGN, Rhs: values}
	for i, v := range vars {
		assign.Lhs = append(assign.Lhs, ident(v.Name, v.Pos()))
		if v.Name == "_" {
			continue
		}
		t, err := s.typeOf(vars, values, i)
		if err != nil || t == nil {
			return nil, err
		}
		spec := &ast.ValueSpec{Names: []*ast.Ident{ident(v.Name, v.Pos())}, Type: t}
		out = append(out, &ast.DeclStmt{Decl: &ast.GenDecl{TokPos: v.Pos(), Tok: token.VAR, Specs: []ast.Spec{spec}}})
	}
	return append(out, assign), nil
}

// defined returns the variables of a := or var statement without a type.
func defined(st ast.Stmt) (vars []*ast.Ident, values []ast.Expr) {
	switch st := st.(type) {
	case *ast.AssignStmt:
		for _, l := range st.Lhs {
			id, ok := l.(*ast.Ident)
			if !ok || st.Tok != token.DEFINE {
				return nil, nil
			}
			vars = append(vars, id)
		}
		return vars, st.Rhs
	case *ast.DeclStmt:
		g, ok := st.Decl.(*ast.GenDecl)
		if !ok || len(g.Specs) != 1 {
			return nil, nil
		}
		if spec, ok := g.Specs[0].(*ast.ValueSpec); ok && spec.Type == nil {
			return spec.Names, spec.Values
		}
	}
	return nil, nil
}

// typeOf returns the type of the variable vars[i] of "vars := values".
func (s *Session) typeOf(vars []*ast.Ident, values []ast.Expr, i int) (ast.Expr, error) {
	at := vars[i].Pos()
	define := &ast.AssignStmt{TokPos: at, Tok: token.DEFINE, Rhs: values}
	for j, v := range vars {
		name := "_"
		if j == i {
			name = v.Name
		}
		define.Lhs = append(define.Lhs, ident(name, v.Pos()))
	}
	check := &ast.DeclStmt{Decl: &ast.GenDecl{TokPos: at, Tok: token.VAR, Specs: []ast.Spec{&ast.ValueSpec{
		Names:  []*ast.Ident{ident("probe__", at)},
		Type:   &ast.SelectorExpr{X: ident(hookName, at), Sel: ident("Probe", at)},
		Values: []ast.Expr{ident(vars[i].Name, at)},
	}}}}
	f := literal(define)
	f.Body.List = append(f.Body.List, check)
	_, err := s.program(block([]ast.Stmt{&ast.ExprStmt{X: f}}))
	if err == nil {
		return ident("any", at), nil // only an any takes everything
	}
	m := probeAnswer.FindStringSubmatch(err.Error())
	if m == nil {
		return nil, err
	}
	return s.typeExpr(m[1])
}

// typeExpr parses the interpreter's name of a type and replaces its package
// names by those of the session's imports. It returns nil for a type that
// cannot be written in a cell.
func (s *Session) typeExpr(name string) (ast.Expr, error) {
	t, err := parser.ParseExprFrom(s.interp.FileSet(), sourceName, name, 0)
	if err != nil {
		return nil, nil
	}
	written := true
	fix := func(e ast.Expr) ast.Expr {
		sel, ok := e.(*ast.SelectorExpr)
		if !ok {
			return e
		}
		pkg, ok := sel.X.(*ast.Ident)
		if !ok {
			return e
		}
		if pkg.Name == "main" {
			return sel.Sel
		}
		local, ok := s.packageName(pkg.Name)
		written = written && ok
		pkg.Name = local
		return e
	}
	t = fix(t)
	ast.Inspect(t, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.StarExpr:
			n.X = fix(n.X)
		case *ast.ArrayType:
			n.Elt = fix(n.Elt)
		case *ast.MapType:
			n.Key, n.Value = fix(n.Key), fix(n.Value)
		case *ast.ChanType:
			n.Value = fix(n.Value)
		case *ast.Field:
			n.Type = fix(n.Type)
		case *ast.Ellipsis:
			n.Elt = fix(n.Elt)
		case *ast.IndexExpr:
			n.X, n.Index = fix(n.X), fix(n.Index)
		}
		return true
	})
	if !written {
		return nil, nil
	}
	return t, nil
}

// packageName returns how cells can name a package that calls itself name,
// importing it under a name of its own when they have not.
func (s *Session) packageName(name string) (string, bool) {
	for _, p := range slices.Sorted(maps.Keys(s.pkgs)) {
		if s.pkgs[p] != name || strings.HasPrefix(p, hookPath) {
			continue
		}
		local := strings.NewReplacer("/", "_", ".", "_", "-", "_").Replace(p) + "__0"
		if s.hidden[local] {
			return local, true
		}
		if _, err := s.interp.Eval("import " + local + " \"" + p + "\""); err == nil {
			s.hidden[local] = true
			return local, true
		}
	}
	return "", false
}
