package know

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// names adds what a name alone can stand for at the cursor.
func (c *checked) names(l *list) {
	at := c.ident.Pos()
	own := c.declaring()
	inner := c.pkg.Scope().Innermost(at)
	for s := inner; s != nil && s != types.Universe; s = s.Parent() {
		rank := local
		if s == c.pkg.Scope() || s.Parent() == c.pkg.Scope() && !c.inFunc(s) {
			rank = session
		}
		for _, name := range s.Names() {
			obj := s.Lookup(name)
			if _, seen := inner.LookupParent(name, at); seen != obj || own[obj] {
				continue // declared below or here, or hidden
			}
			r := rank
			if _, ok := obj.(*types.PkgName); ok {
				r = pkgName
			}
			l.object(obj, r)
		}
	}
	for name, path := range c.imports {
		l.add(Match{name, "package", path}, pkgName, nil)
	}
	for _, path := range c.Paths() {
		if l.prefix != "" {
			l.add(Match{base(path), "package", path}, keyword+1, nil)
		}
	}
	for _, name := range types.Universe.Names() {
		if obj := types.Universe.Lookup(name); name != "comparable" && (name != "iota" || c.inConst()) {
			l.object(obj, universe)
		}
	}
	for _, w := range c.keywords() {
		l.add(Match{w, "keyword", ""}, keyword, nil)
	}
}

// declaring are the variables whose declaration the cursor is in.
func (c *checked) declaring() map[types.Object]bool {
	own := map[types.Object]bool{}
	for _, n := range c.path {
		switch n := n.(type) {
		case *ast.ValueSpec:
			for _, id := range n.Names {
				own[c.info.Defs[id]] = true
			}
		case *ast.FuncLit: // where they can be used
			clear(own)
		}
	}
	return own
}

// inConst reports whether constants are being declared.
func (c *checked) inConst() bool {
	return slices.ContainsFunc(c.path, func(n ast.Node) bool {
		d, ok := n.(*ast.GenDecl)
		return ok && d.Tok == token.CONST
	})
}

// inFunc reports whether a scope is that of a function.
func (c *checked) inFunc(s *types.Scope) bool {
	for n, of := range c.info.Scopes {
		if of == s {
			_, ok := n.(*ast.FuncType)
			return ok
		}
	}
	return false
}

var (
	statements = []string{"const", "defer", "fallthrough", "for", "func", "go", "goto", "if", "return", "select", "switch", "type", "var"}
	topLevel   = []string{"const", "defer", "for", "func", "go", "if", "import", "select", "switch", "type", "var"}
	typeWords  = []string{"chan", "func", "interface", "map", "struct"}
	inLoop     = []string{"break", "continue"}
)

// keywords are those that can stand at the cursor.
func (c *checked) keywords() []string {
	switch c.parent(0).(type) {
	case *ast.ExprStmt:
		words := statements
		inside := false
		for _, n := range c.path {
			switch n := n.(type) {
			case *ast.FuncDecl:
				inside = inside || n.Name.Name != "cell__"
			case *ast.FuncLit:
				inside = true
			case *ast.ForStmt, *ast.RangeStmt:
				words = append(slices.Clone(words), inLoop...)
			case *ast.CaseClause, *ast.CommClause:
				words = append(slices.Clone(words), "break", "case", "default")
			case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
				words = append(slices.Clone(words), "case", "default")
			}
		}
		if !inside {
			words = append(slices.DeleteFunc(slices.Clone(words), func(w string) bool {
				return w == "return" || w == "goto" || w == "fallthrough"
			}), topLevel...)
		}
		return words
	case *ast.Field, *ast.ArrayType, *ast.MapType, *ast.StarExpr, *ast.TypeSpec, *ast.ChanType, *ast.CompositeLit:
		return typeWords
	case *ast.ValueSpec, *ast.AssignStmt, *ast.CallExpr, *ast.ReturnStmt, *ast.KeyValueExpr:
		return append([]string{"range"}, typeWords...)
	}
	return nil
}

// labels adds the labels of the function.
func (c *checked) labels(l *list) {
	for i := len(c.path) - 1; i >= 0; i-- {
		var body *ast.BlockStmt
		switch n := c.path[i].(type) {
		case *ast.FuncDecl:
			body = n.Body
		case *ast.FuncLit:
			body = n.Body
		}
		if body == nil {
			continue
		}
		jump := c.parent(0).(*ast.BranchStmt).Tok
		ast.Inspect(body, func(n ast.Node) bool {
			if s, ok := n.(*ast.LabeledStmt); ok && (jump == token.GOTO || s.Pos() <= c.ident.Pos() && c.ident.Pos() <= s.End()) {
				l.add(Match{s.Label.Name, "label", ""}, local, nil)
			}
			_, inner := n.(*ast.FuncLit)
			return !inner
		})
		return
	}
}
