package cell

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"strings"
)

// Cell is a notebook cell taken apart.
type Cell struct {
	Number     int
	Text       string
	File       *token.File // of the whole text, named In[7]
	Directives []Directive
	Imports    []*ast.ImportSpec
	Items      []Item // declarations and statements in the order of the source
}

// Item is a declaration or a statement at the top level of a cell: exactly one
// of Decl and Stmts is set. Variables, also those with var, are statements.
type Item struct {
	Decl  ast.Decl   // one type, a group of constants, a function or a method
	Stmts []ast.Stmt // one statement as a rule, with its labels
	Free  []*ast.Ident
}

// Name returns the file name of a cell's positions.
func Name(number int) string { return fmt.Sprintf("In[%d]", number) }

// Parse takes a cell apart. Its positions belong to fset, which gets one file
// for the cell; when it fails the file is removed and the error is Errors.
func Parse(fset *token.FileSet, number int, text string) (*Cell, error) {
	p := newParse(fset, number, text)
	c := p.cell()
	if len(p.errs) > 0 {
		fset.RemoveFile(p.file)
		return nil, p.errs.Sort(p.file.Name())
	}
	return c, nil
}

// margin keeps room before a cell's file for what is put before a chunk.
const margin = 64

// parse is the work on one cell.
type parse struct {
	number int
	text   string // directives blanked
	file   *token.File
	dirs   []Directive
	errs   Errors
	toks   []tok
	open   int // brackets left open
}

func newParse(fset *token.FileSet, number int, text string) *parse {
	p := &parse{number: number}
	p.dirs, p.text = Directives(text)
	p.file = fset.AddFile(Name(number), fset.Base()+margin, len(text))
	p.file.SetLinesForContent([]byte(text))
	return p
}

func (p *parse) cell() *Cell {
	chunks := p.split()
	if len(p.errs) > 0 {
		return nil
	}
	c := &Cell{Number: p.number, Text: p.text, File: p.file, Directives: p.dirs}
	for i, ch := range chunks {
		if ch.first == token.PACKAGE && strings.HasPrefix(ch.text, "package") {
			p.clause(ch)
			continue
		}
		f, wrapped, err := p.chunk(ch)
		if err != nil {
			p.addParser(ch, err)
			continue
		}
		if wrapped {
			body := f.Decls[0].(*ast.FuncDecl).Body
			p.misplaced(body)
			c.Items = append(c.Items, Item{Stmts: body.List, Free: f.Unresolved})
			continue
		}
		if i+1 < len(chunks) && chunks[i+1].first == token.LBRACE && bodyless(f) {
			p.fail(chunks[i+1].off, "unexpected semicolon or newline before {")
			p.errs[len(p.errs)-1].Hint = "the { stands at the end of the line before it"
			return nil
		}
		c.Imports = append(c.Imports, f.Imports...)
		for _, d := range f.Decls {
			c.Items = append(c.Items, items(d)...)
		}
	}
	return c
}

// bodyless reports whether a file ends with a function without a body.
func bodyless(f *ast.File) bool {
	if len(f.Decls) == 0 {
		return false
	}
	d, ok := f.Decls[len(f.Decls)-1].(*ast.FuncDecl)
	return ok && d.Body == nil
}

// chunk parses one chunk, as declarations or wrapped as a function's body.
func (p *parse) chunk(ch chunk) (f *ast.File, wrapped bool, err error) {
	const decl, stmt = "package main\n", "package main\nfunc _() {"
	switch ch.first {
	case token.IMPORT, token.TYPE, token.CONST:
		f, err = p.file0(decl, ch, "\n")
		return f, false, err
	case token.FUNC:
		f, err = p.file0(decl, ch, "\n")
		if err == nil || ch.second != token.LPAREN {
			return f, false, err
		}
		if g, again := p.file0(stmt, ch, "\n}\n"); again == nil {
			return g, true, nil // a function literal, called
		}
		return f, false, err
	}
	f, err = p.file0(stmt, ch, "\n}\n")
	return f, true, err
}

// file0 parses a chunk in a file set of its own, which is laid out so that each
// node gets its position in the cell.
func (p *parse) file0(before string, ch chunk, after string) (*ast.File, error) {
	fset := token.NewFileSet()
	base := p.file.Base() + ch.off - len(before)
	fset.AddFile("", 1, base-2) // a file ends one after its size
	return parser.ParseFile(fset, p.file.Name(), before+ch.text+after, 0)
}

// items separates the types of a group; they are replaced one by one.
func items(d ast.Decl) []Item {
	g, ok := d.(*ast.GenDecl)
	switch {
	case ok && g.Tok == token.IMPORT:
		return nil
	case ok && g.Tok == token.TYPE:
		var out []Item
		for _, spec := range g.Specs {
			out = append(out, Item{Decl: &ast.GenDecl{TokPos: g.TokPos, Tok: token.TYPE, Specs: []ast.Spec{spec}}})
		}
		return out
	}
	return []Item{{Decl: d}}
}

// misplaced reports a return of the cell itself: there is nothing to return to.
func (p *parse) misplaced(body ast.Node) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			p.fail(p.file.Offset(n.Pos()), "return outside a function")
			p.errs[len(p.errs)-1].Hint = "a cell is no function; its last expression is what it shows"
		}
		return true
	})
}

// addParser adds what the parser rejects in a chunk.
func (p *parse) addParser(ch chunk, err error) {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		p.fail(ch.off, err.Error())
		return
	}
	before := len("package main\n")
	if ch.first != token.IMPORT && ch.first != token.TYPE && ch.first != token.CONST && ch.first != token.FUNC {
		before = len("package main\nfunc _() {")
	}
	end := ch.off + len(strings.TrimRight(ch.text, " \t\r\n"))
	x := p.first(list, ch.off-before)
	off := ch.off + max(0, x.Pos.Offset-before)
	off, msg := p.betterWords(ch, min(off, end), compilerWords(x.Msg, off >= end))
	p.errs = append(p.errs, Error{Pos: p.place(off), Msg: "syntax error: " + msg, Hint: p.advise(ch, off, msg)})
}

// first returns the error that the rest follows from; base is the place in the
// cell where the text that was parsed begins.
func (p *parse) first(list scanner.ErrorList, base int) *scanner.Error {
	x := list[0]
	switch {
	case len(list) == 1:
	case strings.Contains(x.Msg, "found assignment"):
		value := p.valueText(max(0, base+x.Pos.Offset))
		if list[1].Pos.Offset < x.Pos.Offset+len(value) {
			return list[1] // what seems to be assigned is not even a value
		}
	case strings.HasSuffix(x.Msg, "must be function call") && list[1].Pos.Offset <= x.Pos.Offset+2:
		return list[1] // in a function literal, which ends there for the parser
	}
	return x
}

// fail notes an error at an offset of the cell.
func (p *parse) fail(off int, msg string) {
	p.errs = append(p.errs, Error{Pos: p.place(off), Msg: "syntax error: " + msg})
}

func (p *parse) place(off int) token.Position {
	return p.file.Position(p.file.Pos(min(max(0, off), p.file.Size())))
}

func lineCol(p token.Position) string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }
