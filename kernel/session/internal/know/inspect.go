package know

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// About is what is known of a name.
type About struct {
	Decl    string   // its declaration, in Go
	Doc     string   // the first paragraph on it
	Path    string   // of its package, empty for what a cell declared
	Members []string // declarations of a type's methods
}

// Inspect says what the name at the cursor, a byte offset, means, or the function
// whose arguments the cursor is in.
func (k *Know) Inspect(text string, cursor int) (a About, ok bool) {
	start, end := k.subject(text, cursor)
	if start == end {
		return a, false
	}
	name := text[start:end]
	if token.IsKeyword(name) {
		a.Decl, a.Doc = name, name+" "+keywords[name]
		return a, keywords[name] != ""
	}
	for _, whole := range []bool{true, false} { // the second for what does not parse
		c := k.check(k.split(text, 0, start, end, name, whole))
		if a, ok = c.about(); ok {
			return a, true
		}
	}
	return a, false
}

// subject is the identifier that a cursor is about.
func (k *Know) subject(text string, cursor int) (start, end int) {
	start, end = identStart(text, cursor), identEnd(text, cursor)
	toks := tokens(text)
	for _, t := range toks {
		if t.off <= start && start < t.end && t.kind != token.IDENT && !t.kind.IsKeyword() && start != end {
			return 0, 0 // in a string, a comment, a number
		}
	}
	if start < end {
		return start, end
	}
	before := tokens(text[:cursor])
	stack := levels(before)
	for i := len(stack) - 1; i > 0; i-- {
		if l := stack[i]; l.kind == token.LPAREN && l.at > 0 && before[l.at-1].kind == token.IDENT {
			return before[l.at-1].off, before[l.at-1].end
		}
	}
	return 0, 0
}

// about describes what the identifier stands for.
func (c *checked) about() (a About, ok bool) {
	if c.ident == nil {
		return a, false
	}
	var obj types.Object
	var owner types.Type
	if p, isSel := c.parent(0).(*ast.SelectorExpr); isSel && p.Sel == c.ident {
		if pkg := c.imported(p.X); pkg != nil {
			obj = pkg.Scope().Lookup(c.ident.Name)
			if obj != nil && !obj.Exported() {
				obj = nil
			}
		} else if s := c.info.Selections[p]; s != nil {
			obj, owner = s.Obj(), holder(s)
		}
	}
	if kv, isKV := c.parent(0).(*ast.KeyValueExpr); isKV && kv.Key == ast.Expr(c.ident) {
		if lit, isLit := c.parent(1).(*ast.CompositeLit); isLit {
			owner = c.typeOf(lit)
		}
	}
	for _, m := range []map[*ast.Ident]types.Object{c.info.Uses, c.info.Defs} {
		if obj == nil {
			obj = m[c.ident]
		}
	}
	if obj == nil {
		if pkg := c.imported(c.ident); pkg != nil {
			obj = types.NewPkgName(token.NoPos, c.pkg, pkg.Name(), pkg)
		}
	}
	if obj == nil || obj.Name() == "_" {
		return a, false
	}
	switch obj.(type) {
	case *types.PkgName, *types.Builtin, *types.Nil, *types.Label:
	default:
		if obj.Type() == types.Typ[types.Invalid] {
			return a, false
		}
	}
	return c.describe(obj, owner), true
}

// describe gathers what is known of an object; owner is the struct of a field.
func (c *checked) describe(obj types.Object, owner types.Type) (a About) {
	a.Decl = declaration(obj, owner)
	if p, ok := obj.(*types.PkgName); ok {
		a.Path = p.Imported().Path()
		a.Doc = c.doc(a.Path, "")
		return a
	}
	if t, ok := obj.(*types.TypeName); ok {
		a.Members = members(t)
	}
	name := obj.Name()
	if f, ok := obj.(*types.Func); ok && f.Signature().Recv() != nil {
		owner = f.Signature().Recv().Type()
	}
	if v, ok := obj.(*types.Var); ok && !v.IsField() {
		owner = nil // a variable as the key of a map
	}
	if owner != nil {
		if n := named(owner); n != nil {
			name = n.Obj().Name() + "." + name
		}
	}
	if obj.Pkg() == nil {
		if text := predeclared[obj.Name()]; text != "" {
			a.Doc = obj.Name() + " " + text
		}
		return a
	}
	if a.Path = obj.Pkg().Path(); a.Path == "main" {
		a.Path = ""
		if c.Comment != nil && !inside(obj) {
			a.Doc = c.Comment(name)
		}
		return a
	}
	a.Doc = c.doc(a.Path, name)
	return a
}

// inside reports whether an object is a local variable, constant or type, of which
// no cell's comment is.
func inside(obj types.Object) bool {
	if v, ok := obj.(*types.Var); ok && v.IsField() {
		return false
	}
	f, ok := obj.(*types.Func)
	return (!ok || f.Signature().Recv() == nil) && obj.Parent() != obj.Pkg().Scope()
}

// members are the declarations of a type's methods.
func members(t *types.TypeName) (all []string) {
	set := types.NewMethodSet(types.NewPointer(t.Type()))
	if types.IsInterface(t.Type()) {
		return nil
	}
	for i := range set.Len() {
		if f := set.At(i).Obj().(*types.Func); f.Exported() || f.Pkg().Path() == "main" {
			all = append(all, declaration(f, nil))
		}
	}
	return all
}

// holder is the struct that a selected field belongs to.
func holder(s *types.Selection) types.Type {
	if s.Kind() != types.FieldVal {
		return nil
	}
	t := s.Recv()
	for _, i := range s.Index()[:len(s.Index())-1] {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		t = t.Underlying().(*types.Struct).Field(i).Type()
	}
	return t
}

func named(t types.Type) *types.Named {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, _ := types.Unalias(t).(*types.Named)
	return n
}

// Name says what a name means as %doc takes it: pkg, pkg.Name, pkg.Type.Method,
// or a name of a cell with what follows it.
func (k *Know) Name(text string) (a About, ok bool) {
	text = strings.TrimSpace(text)
	if slices.Contains(k.Paths(), text) && strings.Contains(text, "/") {
		p, err := k.Importer.Import(text)
		if err != nil {
			return a, false
		}
		obj := types.NewPkgName(token.NoPos, p, p.Name(), p)
		return (&checked{Know: k}).describe(obj, nil), true
	}
	if strings.Trim(text, "_.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789äöüÄÖÜß") != "" {
		return a, false
	}
	if a, ok = k.Inspect(text, len(text)); ok {
		return a, true
	}
	// a method or a field of a type: by a variable of it
	if of, last, found := cutLast(text); found {
		code := "var hole__ " + of + "\nhole__." + last
		return k.Inspect(code, len(code))
	}
	return a, false
}

func cutLast(text string) (before, after string, ok bool) {
	i := strings.LastIndexByte(text, '.')
	if i < 0 {
		return "", "", false
	}
	return text[:i], text[i+1:], true
}
