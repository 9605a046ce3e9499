package world

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

// member explains x.f when x has no f.
func (u *Unit) member(at token.Pos, m []string) string {
	s, ok := find[*ast.SelectorExpr](u, at)
	if !ok || u.now == nil {
		return ""
	}
	t := u.now.Info.TypeOf(s.X)
	if t == nil {
		return ""
	}
	x := nodeText(u.cell, s.X)
	if h := u.hidesPackage(s.X, m[1]); h != "" {
		return h
	}
	if v, ok := s.X.(*ast.Ident); ok {
		if r := u.indexLoop(at, v); r != nil && u.has(u.elem(r), m[1]) {
			return indexHint(v.Name, u, r)
		}
	}
	if near := cell.Nearest(m[1], u.members(t)); near != "" {
		return "did you mean " + x + "." + near + "?"
	}
	if h := u.builtin(x, m[1], t); h != "" {
		return h
	}
	return u.inPackage(x, m[1], t)
}

// members lists the fields and methods that a value has.
func (u *Unit) members(t types.Type) (names []string) {
	if _, ok := t.Underlying().(*types.Interface); !ok {
		if _, ok := t.(*types.Pointer); !ok {
			t = types.NewPointer(t)
		}
	}
	for sel := range types.NewMethodSet(t).Methods() {
		names = append(names, sel.Obj().Name())
	}
	if s := structOf(t); s != nil {
		for f := range s.Fields() {
			names = append(names, f.Name())
		}
	}
	var own []string
	for _, s := range names {
		if obj, _, _ := types.LookupFieldOrMethod(t, true, u.now.Types, s); obj != nil {
			own = append(own, s)
		}
	}
	return own
}

// builtin tells what Go has instead of a method that other languages have.
func (u *Unit) builtin(x, name string, t types.Type) string {
	switch t.Underlying().(type) {
	case *types.Slice:
		switch strings.ToLower(name) {
		case "append", "push", "add", "push_back", "pushback", "insert":
			return "a slice grows by " + x + " = append(" + x + ", …)"
		case "pop", "remove":
			return "a shorter slice is " + x + "[:len(" + x + ")-1]"
		}
	case *types.Map:
		switch strings.ToLower(name) {
		case "get", "has", "contains", "containskey", "haskey", "has_key":
			return "v, ok := " + x + "[key] asks whether there is one"
		case "remove", "delete", "pop":
			return "delete(" + x + ", key) removes one"
		case "keys", "values", "items":
			return "for key, value := range " + x + " visits all"
		}
	}
	switch strings.ToLower(name) {
	case "len", "length", "size", "count":
		switch b, ok := t.Underlying().(*types.Basic); {
		case ok && b.Info()&types.IsString != 0:
			return "its length in bytes is len(" + x + ")"
		case !ok && structOf(t) == nil:
			return "its length is len(" + x + ")"
		}
	case "tostring", "string", "str":
		return `a text of any value is fmt.Sprint(` + x + `)`
	}
	if _, ok := t.Underlying().(*types.Map); ok {
		return "an entry of a map is " + x + `["` + name + `"]`
	}
	return ""
}

// inPackage finds a function on strings, slices or maps.
func (u *Unit) inPackage(x, name string, t types.Type) string {
	pkg := ""
	switch b := t.Underlying().(type) {
	case *types.Basic:
		if b.Info()&types.IsString != 0 {
			pkg = "strings"
		}
	case *types.Slice:
		pkg = "slices"
	case *types.Map:
		pkg = "maps"
	}
	if pkg == "" {
		return ""
	}
	p, err := u.world.importer.Import(pkg)
	if err != nil {
		return ""
	}
	if s := otherMethods[strings.ToLower(name)]; s != "" {
		name = s
	}
	r, n := utf8.DecodeRuneInString(name)
	upper := string(unicode.ToUpper(r)) + name[n:]
	f, ok := p.Scope().Lookup(upper).(*types.Func)
	if !ok || f.Signature().Params().Len() == 0 {
		return ""
	}
	args := x
	if f.Signature().Params().Len() > 1 {
		args += ", …"
	}
	return "that is a function: " + pkg + "." + upper + "(" + args + ")"
}

// otherMethods are names of other languages for what these packages have.
var otherMethods = map[string]string{
	"upper": "ToUpper", "lower": "ToLower", "touppercase": "ToUpper", "tolowercase": "ToLower",
	"strip": "TrimSpace", "startswith": "HasPrefix", "endswith": "HasSuffix", "find": "Index",
	"indexof": "Index", "includes": "Contains",
}

// literal returns the type of a composite literal that is half checked.
func (u *Unit) literal(lit *ast.CompositeLit) types.Type {
	if t := u.now.Info.TypeOf(lit); t != nil || lit.Type == nil {
		return t
	}
	return u.now.Info.TypeOf(lit.Type)
}

// field explains a key of a struct literal that is no field.
func (u *Unit) field(at token.Pos, m []string) string {
	lit, ok := find[*ast.CompositeLit](u, at)
	if !ok || u.now == nil {
		return ""
	}
	s := structOf(u.literal(lit))
	if s == nil {
		return ""
	}
	var names []string
	for f := range s.Fields() {
		if f.Exported() || f.Pkg().Path() == pkgPath {
			names = append(names, f.Name())
		}
	}
	if near := cell.Nearest(m[1], names); near != "" {
		return "did you mean " + near + "?"
	}
	if len(names) == 0 {
		return ""
	}
	return m[2] + " has " + strings.Join(names, ", ")
}
