package main

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strings"
)

// program is the ordinary program that grows cell by cell.
type program struct {
	names   map[string]string // import name → path
	aliases map[string]string // imports that only hoisted variables need
	decls   []string
	vars    []string          // hoisted variables: "var x T"
	types   map[string]string // their types
	funcs   []string          // one function a cell
	calls   []string          // in main, in order
	refused []refusal
}

// refusal is a program that the compiler must refuse.
type refusal struct {
	source string
	check  string // what go/types said
	text   string // what the compiler says, set by the build
}

func newProgram() *program {
	return &program{names: map[string]string{}, aliases: map[string]string{}, types: map[string]string{}}
}

// add appends a cell, or notes that it is refused.
func (p *program) add(code string, imp *importer) {
	k := len(p.calls)
	chunks, err := cut(code)
	if err != nil {
		source := p.file(nil, nil, "func Main() {\n"+code+"\n}\n")
		p.refuse(source, err)
		return
	}
	c := &cell{p: p, number: k, chunks: chunks, names: maps.Clone(p.names)}
	c.collect()
	if err := c.check(imp); err != nil {
		p.refuse(c.natural(), err)
		return
	}
	p.names = c.names
	p.decls = append(p.decls, c.decls...)
	p.vars = append(p.vars, c.vars...)
	maps.Copy(p.types, c.types)
	p.funcs = append(p.funcs, c.function())
	p.calls = append(p.calls, fmt.Sprintf("rt__.Run(cell%d__)", k))
}

func (p *program) refuse(source string, err error) {
	p.calls = append(p.calls, fmt.Sprintf("rt__.Refused(%d)", len(p.refused)))
	p.refused = append(p.refused, refusal{source: source, check: err.Error()})
}

// source returns the whole program as a package with the function Main.
func (p *program) source() string {
	main := "func Main() {\n\t" + strings.Join(p.calls, "\n\t") + "\n}\n"
	return p.file(p.names, nil, strings.Join(p.funcs, "\n")+main)
}

// file writes a file: imports that the text uses, declarations, variables, text.
func (p *program) file(names map[string]string, decls []string, text string) string {
	if names == nil {
		names = p.names
	}
	body := strings.Join(slices.Concat(p.decls, p.vars, decls), "\n") + "\n" + text
	used := selected(body)
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\nimport rt__ %q\n", packageName, modulePath+"/rt")
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if used[name] || name == "." || name == "_" {
			fmt.Fprintf(&b, "import %s %q\n", name, names[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.aliases)) {
		fmt.Fprintf(&b, "import %s %q\n", name, p.aliases[name])
	}
	b.WriteString("\nvar _ = rt__.Run\n\n" + body)
	return b.String()
}

// function returns the cell as a function.
func (c *cell) function() string {
	var b strings.Builder
	fmt.Fprintf(&b, "func cell%d__() {\n", c.number)
	for _, name := range c.inits {
		fmt.Fprintf(&b, "\t%s()\n", name)
	}
	for _, s := range c.stmts {
		b.WriteString(s.text + "\n") // as it is: lines of raw strings are part of it
	}
	if c.main {
		fmt.Fprintf(&b, "\tmain%d__()\n", c.number)
	}
	return b.String() + "}\n"
}

// natural returns the refused cell as somebody would write it in a file.
func (c *cell) natural() string {
	var b strings.Builder
	b.WriteString("func Main() {\n")
	for _, s := range c.stmts {
		if s.show {
			b.WriteString("\trt__.Show(" + s.chunk.text + ")\n")
			continue
		}
		b.WriteString("\t" + s.chunk.text + "\n")
	}
	return c.p.file(c.names, c.decls, b.String()+"}\n")
}

// selected returns the names before the dots of a source text.
func selected(body string) map[string]bool {
	used := map[string]bool{}
	f := parseLoose("package p\n" + body)
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := s.X.(*ast.Ident); ok {
				used[id.Name] = true
			}
		}
		return true
	})
	return used
}

// prints reports a call of fmt's Print… and Fprint…, which displays nothing.
func (c *cell) prints(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	name := ""
	switch f := call.Fun.(type) {
	case *ast.Ident:
		if c.names["."] == "fmt" {
			name = f.Name
		}
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok && c.names[x.Name] == "fmt" {
			name = f.Sel.Name
		}
	}
	return strings.HasPrefix(name, "Print") || strings.HasPrefix(name, "Fprint")
}

// redeclares reports that Go has no program of these cells: a later one declares
// a name again. The probe must give its program itself.
func (p *program) redeclares() bool {
	return slices.ContainsFunc(p.refused, func(r refusal) bool {
		return strings.Contains(r.check, "redeclared") || strings.Contains(r.check, "already declared")
	})
}
