package session

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
)

// sourceName ends the file name of every position. The interpreter looks up
// imports by a position's base name, so it must be the interpreter's own.
const sourceName = "_.go"

// piece is a parsed chunk: exactly one of imports, decl and stmts is set.
type piece struct {
	imports []*ast.ImportSpec
	decl    ast.Decl   // a type (one spec), constants, a function or a method
	stmts   []ast.Stmt // a statement or variables
	free    []*ast.Ident
	text    string
	line    int
}

// parse parses the chunks of a cell. Positions count from the cell's beginning
// and go by the name In[number].
func parse(fset *token.FileSet, number int, code string) ([]piece, *syntaxErrors) {
	chunks, errs := split(code)
	if !errs.empty() {
		errs.sort()
		return nil, errs
	}
	var pieces []piece
	for _, c := range chunks {
		if c.first == token.PACKAGE {
			continue
		}
		ps, err := parseChunk(fset, number, c)
		if err != nil {
			errs.addParser(c, err)
			continue
		}
		pieces = append(pieces, ps...)
	}
	if !errs.empty() {
		errs.sort()
		return nil, errs
	}
	return pieces, nil
}

func parseChunk(fset *token.FileSet, number int, c chunk) ([]piece, error) {
	mark := fmt.Sprintf("\n//line In[%d]/%s:%d:%d\n", number, sourceName, c.line, c.col)
	switch c.first {
	case token.IMPORT, token.TYPE, token.CONST:
		return parseDecl(fset, mark, c)
	case token.FUNC:
		ps, err := parseDecl(fset, mark, c)
		if err != nil {
			if ps, err := parseStmt(fset, mark, c); err == nil {
				return ps, nil // a function literal, called
			}
		}
		return ps, err
	}
	return parseStmt(fset, mark, c)
}

func parseDecl(fset *token.FileSet, mark string, c chunk) ([]piece, error) {
	f, err := parser.ParseFile(fset, sourceName, "package main"+mark+c.text+"\n", parser.ParseComments|parser.DeclarationErrors)
	if err != nil {
		return nil, err
	}
	if n, msg := misplaced(f, where{inFunc: true}); n != nil {
		return nil, scanner.ErrorList{{Pos: fset.Position(n.Pos()), Msg: msg}}
	}
	p := piece{text: c.text, line: c.line, free: freeNames(f)}
	var out []piece
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		switch {
		case ok && g.Tok == token.IMPORT:
			p.imports = f.Imports
			return append(out, p), nil
		case ok && g.Tok == token.TYPE:
			for _, spec := range g.Specs {
				q := p
				q.decl = &ast.GenDecl{TokPos: g.TokPos, Tok: token.TYPE, Specs: []ast.Spec{spec}}
				q.free = within(p.free, spec)
				q.text = c.text[offsetIn(fset, spec.Pos(), c):offsetIn(fset, spec.End(), c)]
				out = append(out, q)
			}
		default:
			p.decl = d
			out = append(out, p)
		}
	}
	return out, nil
}

// offsetIn returns where pos lies in the chunk's text.
func offsetIn(fset *token.FileSet, pos token.Pos, c chunk) int {
	p := fset.Position(pos)
	return min(max(0, offset(c, p.Line, p.Column)), len(c.text))
}

// within returns the identifiers that lie in n.
func within(ids []*ast.Ident, n ast.Node) (in []*ast.Ident) {
	for _, id := range ids {
		if id.Pos() >= n.Pos() && id.End() <= n.End() {
			in = append(in, id)
		}
	}
	return in
}

func parseStmt(fset *token.FileSet, mark string, c chunk) ([]piece, error) {
	f, err := parser.ParseFile(fset, sourceName, "package main\nfunc _() {"+mark+c.text+"\n}\n", parser.ParseComments|parser.DeclarationErrors)
	if err != nil {
		return nil, err
	}
	body := f.Decls[0].(*ast.FuncDecl).Body
	if n, msg := misplaced(body, where{}); n != nil {
		return nil, scanner.ErrorList{{Pos: fset.Position(n.Pos()), Msg: msg}}
	}
	return []piece{{stmts: body.List, text: c.text, line: c.line, free: freeNames(f)}}, nil
}

// freeNames returns the identifiers of a file that refer to what it declares at
// its top level or to what it does not declare: locals and fields are not among them.
// The parser's own resolution knows no types, and none are needed.
func freeNames(f *ast.File) []*ast.Ident {
	free := f.Unresolved
	ast.Inspect(f, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Obj != nil && f.Scope.Objects[id.Name] == id.Obj {
			free = append(free, id)
		}
		return true
	})
	return free
}

// where says which jumps a statement may make.
type where struct{ inFunc, canBreak, canContinue bool }

// misplaced finds a return that belongs to the cell itself, or a break or
// continue outside a loop. The parser has checked those with labels.
func misplaced(root ast.Node, at where) (found ast.Node, msg string) {
	inner := func(n ast.Node, at where) bool {
		if found == nil {
			found, msg = misplaced(n, at)
		}
		return false
	}
	ast.Inspect(root, func(n ast.Node) bool {
		if n == root || found != nil {
			return found == nil
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return inner(n, where{inFunc: true})
		case *ast.ForStmt, *ast.RangeStmt:
			return inner(n, where{at.inFunc, true, true})
		case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			return inner(n, where{at.inFunc, true, at.canContinue})
		case *ast.ReturnStmt:
			if !at.inFunc {
				found, msg = n, "return outside a function"
			}
		case *ast.BranchStmt:
			if n.Label == nil && (n.Tok == token.BREAK && !at.canBreak || n.Tok == token.CONTINUE && !at.canContinue) {
				found, msg = n, n.Tok.String()+" outside a loop"
			}
		}
		return true
	})
	return found, msg
}

// declared returns the names that a piece declares.
func (p piece) declared() (names []string) {
	add := func(ids ...*ast.Ident) {
		for _, id := range ids {
			names = append(names, id.Name)
		}
	}
	switch d := p.decl.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			add(d.Name)
		}
	case *ast.GenDecl:
		addSpecs(add, d)
	}
	for _, s := range p.stmts {
		switch s := s.(type) {
		case *ast.DeclStmt:
			if g, ok := s.Decl.(*ast.GenDecl); ok {
				addSpecs(add, g)
			}
		case *ast.AssignStmt:
			if s.Tok != token.DEFINE {
				continue
			}
			for _, l := range s.Lhs {
				if id, ok := l.(*ast.Ident); ok {
					add(id)
				}
			}
		}
	}
	return names
}

func addSpecs(add func(...*ast.Ident), g *ast.GenDecl) {
	for _, spec := range g.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			add(spec.Name)
		case *ast.ValueSpec:
			add(spec.Names...)
		}
	}
}
