package main

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/udl-go/lab/kernel/symbols/internal/pack"
)

// addDocs adds the packed documentation: for each package that cells can import
// lines of a name, a tab and the first paragraph of what its comment says. Names
// are Func, Type, Type.Method and Type.Field; the package itself has none.
func addDocs(u *universe, files map[string][]byte) (err error) {
	common, native := map[string]string{}, map[string]string{}
	for _, o := range u.offered {
		text, err := documentation(u.listed[o.path])
		if err != nil {
			return err
		}
		if o.native {
			native[o.path] = text
		} else {
			common[o.path] = text
		}
	}
	if files["z_docs_common.bin"], err = pack.Write(common); err != nil {
		return err
	}
	files["z_docs_native.bin"], err = pack.Write(native)
	return err
}

// documentation is the text of one package.
func documentation(p listed) (string, error) {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.ParseComments)
		if err != nil {
			return "", err
		}
		files = append(files, f)
	}
	d, err := doc.NewFromFiles(fset, files, p.ImportPath)
	if err != nil {
		return "", fmt.Errorf("%s: %w", p.ImportPath, err)
	}
	t := paragraphs{}
	t.add("", d.Doc)
	t.values(d.Consts, d.Vars)
	t.functions("", d.Funcs)
	for _, typ := range d.Types {
		t.add(typ.Name, typ.Doc)
		t.values(typ.Consts, typ.Vars)
		t.functions("", typ.Funcs)
		t.functions(typ.Name+".", typ.Methods)
		t.members(typ)
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(t)) {
		b.WriteString(name + "\t" + t[name] + "\n")
	}
	return b.String(), nil
}

// paragraphs are first paragraphs by name.
type paragraphs map[string]string

// link is a reference of a doc comment to another name.
var link = regexp.MustCompile(`\[(\*?[A-Za-z][\w./]*)\]`)

// add notes the first paragraph of a comment, in one line.
func (t paragraphs) add(name, comment string) {
	first, _, _ := strings.Cut(strings.TrimSpace(comment), "\n\n")
	if text := strings.Join(strings.Fields(link.ReplaceAllString(first, "$1")), " "); text != "" && t[name] == "" {
		t[name] = text
	}
}

// values adds constants and variables: what is said of each, else of its group.
func (t paragraphs) values(groups ...[]*doc.Value) {
	for _, v := range slices.Concat(groups...) {
		for _, s := range v.Decl.Specs {
			s := s.(*ast.ValueSpec)
			for _, name := range s.Names {
				t.add(name.Name, s.Doc.Text())
				if c := s.Comment.Text(); !strings.HasPrefix(c, "http") { // where the number comes from
					t.add(name.Name, c)
				}
				t.add(name.Name, v.Doc)
			}
		}
	}
}

func (t paragraphs) functions(prefix string, list []*doc.Func) {
	for _, f := range list {
		t.add(prefix+f.Name, f.Doc)
	}
}

// members adds the fields of a struct and the methods of an interface.
func (t paragraphs) members(typ *doc.Type) {
	for _, s := range typ.Decl.Specs {
		s, ok := s.(*ast.TypeSpec)
		if !ok || s.Name.Name != typ.Name {
			continue
		}
		var list *ast.FieldList
		switch u := s.Type.(type) {
		case *ast.StructType:
			list = u.Fields
		case *ast.InterfaceType:
			list = u.Methods
		default:
			continue
		}
		for _, f := range list.List {
			for _, name := range f.Names {
				if name.IsExported() {
					t.add(typ.Name+"."+name.Name, f.Doc.Text())
					t.add(typ.Name+"."+name.Name, f.Comment.Text())
				}
			}
		}
	}
}
