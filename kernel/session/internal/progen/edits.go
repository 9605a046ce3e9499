package progen

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"
)

// span is a part of a text and what may stand in its place.
type span struct {
	from, to int
	by       string
	unused   string // a variable whose `_ = x` goes as well
}

// edits returns simpler forms of a declaration, statement or expression, the
// boldest first.
func edits(text string, decl, expr bool) (all []string) {
	head, tail := "package p; func _() {\n", "\n}"
	switch {
	case decl:
		head, tail = "package p;\n", "\n"
	case expr:
		head, tail = "package p; var _ = ", "\n"
	}
	source := head + text + tail
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", source, parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	pos := func(p token.Pos) int { return fset.Position(p).Offset }
	var spans []span
	names := declared(f)
	ast.Inspect(f, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && names[id] {
			return true
		}
		if n != nil && pos(n.Pos()) >= len(head) {
			spans = append(spans, simpler(n, source, pos)...)
		}
		return true
	})
	for _, s := range spans {
		if s.from < len(head) || s.to > len(source)-len(tail) || s.to <= s.from || len(s.by) >= s.to-s.from {
			continue
		}
		end := source[s.to : len(source)-len(tail)]
		if s.unused != "" {
			end = strings.Replace(end, "_ = "+s.unused+"\n", "", 1)
		}
		all = append(all, blank.ReplaceAllString(source[len(head):s.from]+s.by+end, "\n"))
	}
	return all
}

var blank = regexp.MustCompile(`\n\s*\n`)

// declared returns the identifiers that declare something: nothing simpler can
// stand in their place.
func declared(f *ast.File) map[*ast.Ident]bool {
	names := map[*ast.Ident]bool{f.Name: true}
	add := func(list ...*ast.Ident) {
		for _, id := range list {
			names[id] = true
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			add(n.Names...)
		case *ast.FuncDecl:
			add(n.Name)
		case *ast.TypeSpec:
			add(n.Name)
		case *ast.ValueSpec:
			add(n.Names...)
		case *ast.SelectorExpr:
			add(n.Sel)
		case *ast.BranchStmt:
			add(n.Label)
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				if id, ok := e.(*ast.Ident); ok {
					add(id)
				}
			}
		}
		return true
	})
	return names
}

// simpler returns what may be done to one node.
func simpler(n ast.Node, source string, pos func(token.Pos) int) (spans []span) {
	replace := func(old ast.Node, by string) {
		spans = append(spans, span{pos(old.Pos()), pos(old.End()), by, ""})
	}
	cut := func(from, to token.Pos) string { return source[pos(from):pos(to)] }
	switch n := n.(type) {
	case *ast.BlockStmt:
		spans = append(spans, runs(n.List, source, pos)...)
	case *ast.CaseClause:
		spans = append(spans, runs(n.Body, source, pos)...)
	case *ast.CommClause:
		spans = append(spans, runs(n.Body, source, pos)...)
	case *ast.IfStmt:
		replace(n, cut(n.Body.Lbrace, n.Body.End()))
		if n.Else != nil {
			spans = append(spans, span{pos(n.Body.End()), pos(n.Else.End()), "", ""})
			replace(n, cut(n.Else.Pos(), n.Else.End()))
		}
	case *ast.ForStmt:
		replace(n, cut(n.Body.Lbrace, n.Body.End()))
	case *ast.RangeStmt:
		replace(n, cut(n.Body.Lbrace, n.Body.End()))
	case *ast.FuncDecl:
		if n.Body != nil {
			spans = append(spans, span{pos(n.Body.Pos()), pos(n.Body.End()), "{ panic(0) }", ""})
		}
	case *ast.LabeledStmt:
		replace(n, cut(n.Stmt.Pos(), n.Stmt.End()))
	case *ast.FieldList:
		var list []ast.Node
		for _, f := range n.List {
			list = append(list, f)
		}
		spans = append(spans, without(list, n.Closing, pos)...)
	case ast.Expr:
		for _, by := range operands(n) {
			replace(n, cut(by.Pos(), by.End()))
		}
		for _, by := range []string{"0", `""`, "nil", "true", "false"} {
			replace(n, by)
		}
		spans = append(spans, elements(n, pos)...)
	}
	return spans
}

// runs removes statements, many at once before one by one.
func runs(list []ast.Stmt, source string, pos func(token.Pos) int) (spans []span) {
	for n := len(list); n > 0; n /= 2 {
		for i := 0; i < len(list); i += n {
			last := list[min(i+n, len(list))-1]
			spans = append(spans, span{pos(list[i].Pos()), pos(last.End()), "", ""})
		}
	}
	for _, s := range list {
		one := span{pos(s.Pos()), pos(s.End()), "", ""}
		switch s := s.(type) {
		case *ast.AssignStmt:
			if id, ok := s.Lhs[0].(*ast.Ident); ok && s.Tok == token.DEFINE {
				one.unused = id.Name
				spans = append(spans, one)
			}
		case *ast.BlockStmt:
			one.by = source[pos(s.Lbrace)+1 : pos(s.Rbrace)]
			spans = append(spans, one)
		case *ast.SwitchStmt:
			for _, c := range s.Body.List {
				if c, ok := c.(*ast.CaseClause); ok {
					one.by = source[pos(c.Colon)+1 : pos(c.End())]
					spans = append(spans, one)
				}
			}
		}
	}
	return spans
}

// operands returns the parts of an expression that may have its type.
func operands(n ast.Expr) []ast.Expr {
	switch n := n.(type) {
	case *ast.ParenExpr:
		return []ast.Expr{n.X}
	case *ast.BinaryExpr:
		return []ast.Expr{n.X, n.Y}
	case *ast.UnaryExpr:
		return []ast.Expr{n.X}
	case *ast.CallExpr:
		return n.Args
	case *ast.SliceExpr:
		return []ast.Expr{n.X}
	}
	return nil
}

// elements removes elements of a literal and arguments of a call.
func elements(n ast.Expr, pos func(token.Pos) int) []span {
	var list []ast.Expr
	var closing token.Pos
	switch n := n.(type) {
	case *ast.CompositeLit:
		list, closing = n.Elts, n.Rbrace
	case *ast.CallExpr:
		list, closing = n.Args, n.Rparen
	}
	var nodes []ast.Node
	for _, e := range list {
		nodes = append(nodes, e)
	}
	return without(nodes, closing, pos)
}

// without removes each node of a list, with the comma.
func without(list []ast.Node, closing token.Pos, pos func(token.Pos) int) (spans []span) {
	for i, n := range list {
		from, to := n.Pos(), closing
		switch {
		case i+1 < len(list):
			to = list[i+1].Pos()
		case i > 0:
			from, to = list[i-1].End(), n.End()
		}
		spans = append(spans, span{pos(from), pos(to), "", ""})
	}
	return spans
}
