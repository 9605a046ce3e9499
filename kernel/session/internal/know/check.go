package know

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// checked is a source with what the checker found out about it.
type checked struct {
	*Know
	pkg     *types.Package
	info    *types.Info
	ident   *ast.Ident // at the cursor, nil if there is none
	path    []ast.Node // what it is in, from the outside
	imports map[string]string
	news    map[string][]string // methods that the cell adds to earlier cells' types
}

// check writes the source as a package and checks it. Errors do not matter.
func (k *Know) check(s source) *checked {
	c := &checked{Know: k, pkg: types.NewPackage("main", "main"), imports: map[string]string{}}
	maps.Copy(c.imports, k.Session.Imports())
	maps.Copy(c.imports, s.imports)
	k.implicit(s, c.imports)
	maps.DeleteFunc(c.imports, func(name, _ string) bool { return s.declares(name) })
	text, at := k.text(s, c.imports)
	fset := token.NewFileSet()
	file, _ := parser.ParseFile(fset, "", text, parser.SkipObjectResolution|parser.AllErrors)
	if file == nil {
		return c
	}
	c.info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{}, Instances: map[*ast.Ident]types.Instance{},
	}
	own := declared(file)
	c.news = foreign(file, own)
	for _, name := range k.Session.Names() {
		if obj := k.Session.Lookup(name); obj != nil && !own[name] && s.imports[name] == "" {
			c.pkg.Scope().Insert(obj)
		}
	}
	conf := types.Config{Importer: k.Importer, Error: func(error) {}, GoVersion: "go1.26"}
	checker := types.NewChecker(&conf, fset, c.pkg, c.info)
	func() {
		defer func() { _ = recover() }() // broken code may surprise the checker; what it found until then counts
		_ = checker.Files([]*ast.File{file})
	}()
	c.find(file, file.FileStart+token.Pos(at))
	return c
}

// implicit adds packages that are used and not imported yet.
func (k *Know) implicit(s source, imports map[string]string) {
	for _, text := range append(slices.Clone(s.decls), s.last) {
		toks := tokens(text)
		for i := 1; i < len(toks); i++ {
			name := toks[i-1].lit
			if toks[i].kind != token.PERIOD || toks[i-1].kind != token.IDENT || imports[name] != "" || k.Session.Lookup(name) != nil {
				continue
			}
			if path := k.offered(name); path != "" {
				imports[name] = path
			}
		}
	}
}

// text is the source as a file, and the offset of the name at the cursor in it.
func (k *Know) text(s source, imports map[string]string) (text string, at int) {
	var b strings.Builder
	b.WriteString("package main\n")
	all := strings.Join(s.decls, "\n") + strings.Join(s.stmts, "\n") + s.last
	for _, name := range slices.Sorted(maps.Keys(imports)) {
		if name == "_" || name == "." || strings.Contains(all, name+".") {
			fmt.Fprintf(&b, "import %s %q\n", name, imports[name])
		}
	}
	for _, path := range k.Session.Dots() {
		fmt.Fprintf(&b, "import . %q\n", path)
	}
	for _, d := range s.decls {
		b.WriteString(d + "\n")
	}
	b.WriteString("func cell__() {\n")
	for _, d := range s.stmts {
		b.WriteString(d + "\n")
	}
	if s.decl {
		b.WriteString("}\n")
	}
	at = b.Len() + s.at
	b.WriteString(s.last + "\n")
	if !s.decl {
		b.WriteString("}\n")
	}
	return b.String(), at
}

// declared are the names that a file declares.
func declared(f *ast.File) map[string]bool {
	own := map[string]bool{}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				own[d.Name.Name] = true
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					own[s.Name.Name] = true
				case *ast.ValueSpec:
					for _, n := range s.Names {
						own[n.Name] = true
					}
				}
			}
		}
	}
	return own
}

// foreign rewrites what the checker wants to be declared in the package and panics
// without: the receivers of methods and the bare name that a type is declared by,
// where it is an earlier cell's type. It returns the names of such methods.
func foreign(f *ast.File, own map[string]bool) map[string][]string {
	news := map[string][]string{}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil || len(d.Recv.List) == 0 {
				continue
			}
			if of := receiving(d.Recv.List[0].Type); !own[of] {
				news[of] = append(news[of], d.Name.Name)
			}
			t := ast.Unparen(d.Recv.List[0].Type)
			if p, ok := t.(*ast.StarExpr); ok {
				t = ast.Unparen(p.X)
			}
			if id, ok := t.(*ast.Ident); ok && !own[id.Name] {
				d.Type.Params.List = append(d.Recv.List, d.Type.Params.List...)
			} else if base := instance(t); base == nil || own[base.Name] {
				continue
			} else {
				d.Body = nil // its type parameters are the receiver's
				d.Type = &ast.FuncType{Func: d.Type.Func, Params: &ast.FieldList{}}
			}
			d.Recv, d.Name = nil, &ast.Ident{NamePos: d.Name.NamePos, Name: "_"}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if s, ok := s.(*ast.TypeSpec); ok {
					if id, ok := s.Type.(*ast.Ident); ok && !own[id.Name] {
						s.Type = &ast.ParenExpr{Lparen: id.Pos(), X: id, Rparen: id.End()}
					}
				}
			}
		}
	}
	return news
}

// instance is the name of the generic type that an expression instantiates.
func instance(e ast.Expr) *ast.Ident {
	switch x := e.(type) {
	case *ast.IndexExpr:
		e = x.X
	case *ast.IndexListExpr:
		e = x.X
	}
	id, _ := ast.Unparen(e).(*ast.Ident)
	return id
}

// find finds the identifier at a position and what it is in.
func (c *checked) find(file *ast.File, at token.Pos) {
	var path []ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			path = path[:len(path)-1]
			return true
		}
		if c.ident != nil {
			return false
		}
		if id, ok := n.(*ast.Ident); ok && id.Pos() == at {
			c.ident, c.path = id, slices.Clone(path)
			return false
		}
		path = append(path, n)
		return true
	})
}

// parent is what the identifier stands in directly, or n levels further out.
func (c *checked) parent(n int) ast.Node {
	if n >= len(c.path) {
		return nil
	}
	return c.path[len(c.path)-1-n]
}

// typeOf is the type of an expression, nil if it is not known.
func (c *checked) typeOf(e ast.Expr) types.Type {
	if t, ok := c.info.Types[e]; ok && t.Type != nil && t.Type != types.Typ[types.Invalid] {
		return t.Type
	}
	if id, ok := e.(*ast.Ident); ok {
		for _, m := range []map[*ast.Ident]types.Object{c.info.Uses, c.info.Defs} {
			if obj := m[id]; obj != nil && obj.Type() != types.Typ[types.Invalid] {
				return obj.Type()
			}
		}
	}
	return nil
}

// imported is the package that a name stands for at the cursor: an imported one,
// or one that could be.
func (c *checked) imported(e ast.Expr) *types.Package {
	id, ok := e.(*ast.Ident)
	if !ok {
		return nil
	}
	if obj := c.info.Uses[id]; obj != nil {
		if p, ok := obj.(*types.PkgName); ok {
			return p.Imported()
		}
		return nil
	}
	path := c.imports[id.Name]
	if path == "" {
		path = c.offered(id.Name)
	}
	if path == "" {
		return nil
	}
	p, err := c.Importer.Import(path)
	if err != nil {
		return nil
	}
	return p
}

// offered is the path of a package that is not imported yet: the shortest of
// those with the name.
func (k *Know) offered(name string) (found string) {
	for _, path := range k.Paths() {
		if base(path) == name && (found == "" || len(path) < len(found)) {
			found = path
		}
	}
	return found
}
