package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// cell is a cell on its way into the program.
type cell struct {
	p      *program
	number int
	chunks []*chunk
	names  map[string]string // imports, the cell's included
	decls  []string
	stmts  []*statement
	vars   []string
	types  map[string]string
	inits  []string
	main   bool
	wrong  error // what the form at package level would hide
}

// statement is a statement of a cell in two forms: as the check sees it and as
// the program runs it.
type statement struct {
	chunk *chunk
	check string   // inside the function
	outer string   // at package level: var x = e
	text  string   // what runs
	fresh []string // names that it declares
	show  bool     // the last expression
}

// collect sorts the chunks into imports, declarations and statements.
func (c *cell) collect() {
	for i, ch := range c.chunks {
		if names, ok := ch.imports(); ok {
			for name, path := range names {
				c.names[name] = path
			}
			continue
		}
		if len(ch.decls) > 0 {
			c.decls = append(c.decls, c.declaration(ch))
			continue
		}
		if ch.stmt != nil {
			c.stmts = append(c.stmts, c.statement(ch, i == len(c.chunks)-1))
		}
	}
}

// declaration returns the chunk's text; init and main get names of their own,
// since the cell calls them.
func (c *cell) declaration(ch *chunk) string {
	f, ok := ch.decls[0].(*ast.FuncDecl)
	if !ok || f.Recv != nil || f.Name.Name != "init" && f.Name.Name != "main" {
		return ch.text
	}
	name := fmt.Sprintf("%s%d__", f.Name.Name, c.number)
	if f.Name.Name == "main" {
		c.main = true
	} else {
		name = fmt.Sprintf("init%d_%d__", c.number, len(c.inits))
		c.inits = append(c.inits, name)
	}
	at := int(f.Name.Pos()) - ch.base
	return ch.text[:at] + name + ch.text[at+len(f.Name.Name):]
}

func (c *cell) statement(ch *chunk, last bool) *statement {
	s := &statement{chunk: ch, check: ch.text, text: ch.text}
	switch n := ch.stmt.(type) {
	case *ast.AssignStmt:
		if n.Tok == token.DEFINE {
			c.define(s, n)
		}
	case *ast.DeclStmt:
		c.variables(s, n.Decl.(*ast.GenDecl))
	case *ast.ExprStmt:
		if last && !c.prints(n.X) {
			s.show = true
			s.check = "show__(" + ch.text + ")"
			s.text = "rt__.Show(" + ch.text + ")"
		}
	}
	return s
}

// define turns x := e into the assignment to a variable of the package.
func (c *cell) define(s *statement, n *ast.AssignStmt) {
	var rhs []string
	for _, e := range n.Rhs {
		rhs = append(rhs, s.chunk.slice(e))
	}
	c.hoist(s, n.Lhs, "", rhs)
	if !slices.ContainsFunc(s.fresh, func(name string) bool { return !c.declares(strings.Split(name, "__again")[0]) }) {
		c.wrong = errors.New("no new variables on left side of :=")
	}
	at := int(n.TokPos) - s.chunk.base
	s.text = s.chunk.text[:at] + "=" + s.chunk.text[at+2:]
}

// variables does the same for var declarations.
func (c *cell) variables(s *statement, g *ast.GenDecl) {
	var texts []string
	for _, spec := range g.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok {
			return
		}
		var lhs []ast.Expr
		var names, rhs []string
		for _, id := range v.Names {
			lhs = append(lhs, id)
			names = append(names, id.Name)
		}
		for _, e := range v.Values {
			rhs = append(rhs, s.chunk.slice(e))
		}
		typ := ""
		if v.Type != nil {
			typ = s.chunk.slice(v.Type)
		}
		c.hoist(s, lhs, typ, rhs)
		if len(rhs) > 0 {
			texts = append(texts, strings.Join(names, ", ")+" = "+strings.Join(rhs, ", "))
			continue
		}
		for _, name := range names {
			if name != "_" {
				texts = append(texts, fmt.Sprintf("%s = *new(%s)", name, typ))
			}
		}
	}
	s.text = strings.Join(texts, "\n")
}

// hoist writes the package-level form that the check sees. Names that exist are
// checked under another name: their type must be the same.
func (c *cell) hoist(s *statement, lhs []ast.Expr, typ string, rhs []string) {
	var names []string
	for _, e := range lhs {
		id, ok := e.(*ast.Ident)
		if !ok {
			return
		}
		name := id.Name
		if name != "_" && (c.p.types[name] != "" || c.declares(name)) {
			name = fmt.Sprintf("%s__again%d_%d", name, c.number, len(c.stmts))
		}
		names = append(names, name)
		if name != "_" {
			s.fresh = append(s.fresh, name)
		}
	}
	line := "var " + strings.Join(names, ", ") + " " + typ
	if len(rhs) > 0 {
		line += " = " + strings.Join(rhs, ", ")
	}
	s.outer += line + "\n"
	s.check = ""
}

// declares reports whether an earlier statement of the cell declares name.
func (c *cell) declares(name string) bool {
	for _, s := range c.stmts {
		for _, f := range s.fresh {
			if f == name {
				return true
			}
		}
	}
	return false
}

// check type-checks the cell, and settles the types of its variables and what
// its last expression shows.
func (c *cell) check(imp *importer) error {
	if c.wrong != nil {
		return c.wrong
	}
	c.types = map[string]string{}
	pkg, info, f, err := imp.check(c.checked())
	last := c.last()
	if err != nil && last != nil && strings.Contains(err.Error(), "used as value") {
		last.show, last.check, last.text = false, last.chunk.text, last.chunk.text
		pkg, info, f, err = imp.check(c.checked())
	}
	if err != nil {
		return err
	}
	if last != nil && last.show && errorLast(f, info) {
		last.text = "rt__.ShowErr(" + last.chunk.text + ")"
	}
	for _, s := range c.stmts {
		for _, name := range s.fresh {
			if err := c.settle(pkg, name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *cell) last() *statement {
	if len(c.stmts) == 0 {
		return nil
	}
	return c.stmts[len(c.stmts)-1]
}

func (c *cell) settle(pkg *types.Package, name string) error {
	t := types.TypeString(pkg.Scope().Lookup(name).Type(), func(q *types.Package) string {
		if q == pkg {
			return ""
		}
		alias := strings.ReplaceAll(q.Path(), "/", "_") + "__"
		c.p.aliases[alias] = q.Path()
		return alias
	})
	if old, _, again := strings.Cut(name, "__again"); again {
		was := c.p.types[old]
		if was == "" {
			was = c.types[old]
		}
		if was != t {
			return errors.New("redeclared with another type: " + old)
		}
		return nil
	}
	c.types[name] = t
	c.vars = append(c.vars, fmt.Sprintf("var %s %s", name, t))
	return nil
}

// checked returns the file that go/types sees.
func (c *cell) checked() string {
	var outer, inner strings.Builder
	for _, s := range c.stmts {
		outer.WriteString(s.outer)
		inner.WriteString("\t" + s.check + "\n")
	}
	text := outer.String() + "func show__(...any) {}\nfunc cell__() {\n" + inner.String() + "}\n"
	return c.p.file(c.names, c.decls, text)
}

// errorLast reports whether the shown expression is a call whose last result is
// an error.
func errorLast(f *ast.File, info *types.Info) bool {
	body := f.Decls[len(f.Decls)-1].(*ast.FuncDecl).Body.List
	arg := body[len(body)-1].(*ast.ExprStmt).X.(*ast.CallExpr).Args[0]
	if _, ok := ast.Unparen(arg).(*ast.CallExpr); !ok {
		return false
	}
	t := info.TypeOf(arg)
	if tuple, ok := t.(*types.Tuple); ok {
		t = tuple.At(tuple.Len() - 1).Type()
	}
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// parseLoose parses what it can.
func parseLoose(source string) *ast.File {
	f, _ := parser.ParseFile(token.NewFileSet(), "", source, parser.SkipObjectResolution)
	return f
}
