package know

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

// Comment is what a cell says on a name that it declares, or on a method or field
// Type.Name: the first paragraph of the comment above the last such declaration, or
// else of the one behind it.
func Comment(text, name string) (found string) {
	last := name[strings.LastIndexByte(name, '.')+1:]
	if !strings.Contains(text, last) || !strings.Contains(text, "//") && !strings.Contains(text, "/*") {
		return ""
	}
	_, text = cell.Directives(text)
	for _, chunk := range commented(text) {
		f, err := parser.ParseFile(token.NewFileSet(), "", "package p\n\n"+chunk, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			continue
		}
		remarks(f, func(of string, groups ...*ast.CommentGroup) {
			if of != name {
				return
			}
			for _, g := range groups {
				if p := paragraph(g.Text()); p != "" {
					found = p
					return
				}
			}
		})
	}
	return found
}

// commented are the declarations of a text with the comments above and behind
// them; those of variables by := are written with var.
func commented(text string) (all []string) {
	for _, chunk := range chunks(text) {
		// What follows on the line belongs to what stands before.
		if toks := tokens(chunk); len(toks) > 0 && toks[0].kind == token.COMMENT && len(all) > 0 && !strings.Contains(chunk[:toks[0].off], "\n") {
			end := toks[0].end
			all[len(all)-1] += chunk[:end]
			chunk = chunk[end:]
		}
		code := 0
		for _, t := range tokens(chunk) {
			if t.kind != token.COMMENT {
				code = t.off
				break
			}
		}
		if as, _, ok := variable(chunk[code:], 0); ok {
			chunk = chunk[:code] + as
		}
		all = append(all, chunk)
	}
	return all
}

// remarks calls say with the comments on each name of a file, the better ones
// first.
func remarks(f *ast.File, say func(name string, groups ...*ast.CommentGroup)) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			of := ""
			if d.Recv != nil && len(d.Recv.List) > 0 {
				of = receiving(d.Recv.List[0].Type) + "."
			}
			say(of+d.Name.Name, d.Doc)
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.ValueSpec:
					for _, id := range s.Names {
						say(id.Name, s.Doc, s.Comment, d.Doc)
					}
				case *ast.TypeSpec:
					say(s.Name.Name, s.Doc, d.Doc, s.Comment)
					members := (*ast.FieldList)(nil)
					switch t := s.Type.(type) {
					case *ast.StructType:
						members = t.Fields
					case *ast.InterfaceType:
						members = t.Methods
					}
					if members == nil {
						continue
					}
					for _, m := range members.List {
						for _, id := range m.Names {
							say(s.Name.Name+"."+id.Name, m.Doc, m.Comment)
						}
					}
				}
			}
		}
	}
}

// receiving is the name of the type that a receiver is of.
func receiving(e ast.Expr) string {
	if p, ok := ast.Unparen(e).(*ast.StarExpr); ok {
		e = p.X
	}
	if id := instance(ast.Unparen(e)); id != nil {
		return id.Name
	}
	return ""
}

// paragraph is the first paragraph of a text in one line.
func paragraph(text string) string {
	p, _, _ := strings.Cut(strings.TrimSpace(text), "\n\n")
	return strings.Join(strings.Fields(p), " ")
}
