package world

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

var versionTail = regexp.MustCompile(`^v\d+$`)

// nameMistakes are names that stand for nothing.
var nameMistakes = []mistake{
	ask(`^undefined: (\pL[\pL\pN_]*)$`, (*Unit).undefined),
	ask(`^undefined: (\S+)\.(\S+)(?: \(but have \S+\))?$`, func(u *Unit, _ token.Pos, m []string) string { return u.exported(m[1], m[2]) }),
	ask(`^name (\S+) not exported by package (\S+)$`, func(u *Unit, _ token.Pos, m []string) string { return u.exported(m[2], m[1]) }),
	ask(`^.*\.(\S+) undefined \(type .* has no field or method \S+, but does have (?:field|method) (\S+)\)`, func(_ *Unit, _ token.Pos, m []string) string {
		return "it is spelled " + m[2]
	}),
	ask(`^.*\.(\S+) undefined \(type .* has no field or method`, (*Unit).member),
	ask(`^unknown field (\S+) in struct literal of type (\S+)`, (*Unit).field),
	ask(`^use of package (\S+) without selector`, func(u *Unit, _ token.Pos, m []string) string {
		return "a package is no value; name something in it, as in " + m[1] + "." + u.someName(m[1])
	}),
}

// undefined explains a name that is not declared.
func (u *Unit) undefined(at token.Pos, m []string) string {
	name := m[1]
	if h := u.parameter(at); h != "" {
		return h
	}
	if commands[name] && u.bang(at) {
		return "commands for the shell, such as !" + name + ", stand at the top of the cell"
	}
	if p := u.importable(name); p != "" && u.selects(at) {
		return `add: import "` + p + `"`
	}
	if s := otherLanguages[name]; s != "" {
		return s
	}
	if q := u.qualified(name); q != "" && ast.IsExported(name) {
		return "did you mean " + q + "?"
	}
	if near := cell.Nearest(name, u.visible(at)); near != "" {
		return "did you mean " + near + "?"
	}
	if q := u.qualified(name); q != "" {
		return "did you mean " + q + "?"
	}
	if u.assigned(at) {
		return "a new variable is declared with :=, as in " + name + " := …"
	}
	return ""
}

// parameter explains func f(a, b) and func f(int a).
func (u *Unit) parameter(at token.Pos) string {
	f, ok := find[*ast.Field](u, at)
	if !ok || f.Type.Pos() != at {
		return ""
	}
	if _, ok := find[*ast.FuncType](u, at); !ok {
		return ""
	}
	id, ok := f.Type.(*ast.Ident)
	switch {
	case !ok:
		return ""
	case len(f.Names) == 1 && types.Universe.Lookup(f.Names[0].Name) != nil:
		return "the type stands behind the name: " + id.Name + " " + f.Names[0].Name
	case len(f.Names) == 0 && id.Name == strings.ToLower(id.Name):
		return "a parameter needs its type behind it, as in " + id.Name + " int"
	}
	return ""
}

// selects reports whether the name at a position is followed by a dot.
func (u *Unit) selects(at token.Pos) bool {
	s, ok := find[*ast.SelectorExpr](u, at)
	return !ok && u.around(at) == nil || ok && s.X.Pos() == at
}

// visible lists the names that can be used at a position.
func (u *Unit) visible(at token.Pos) (names []string) {
	if u.now != nil {
		for s := u.now.Types.Scope().Innermost(at); s != nil; s = s.Parent() {
			names = append(names, s.Names()...)
		}
	}
	for name := range u.world.imports {
		names = append(names, name)
	}
	names = append(names, types.Universe.Names()...)
	for name := range u.own {
		names = append(names, name)
	}
	names = append(names, u.world.Names()...)
	return slices.DeleteFunc(names, func(s string) bool { return strings.Contains(s, "__") || s == "_" })
}

// qualified finds a name in the packages that are imported.
func (u *Unit) qualified(name string) (best string) {
	r, n := utf8.DecodeRuneInString(name)
	upper := string(unicode.ToUpper(r)) + name[n:]
	paths := map[string]string{}
	for local, p := range u.world.imports {
		paths[local] = p
	}
	for local, p := range u.news {
		paths[local] = p
	}
	for local, p := range paths {
		t, err := u.world.importer.Import(p)
		if err != nil || t.Scope().Lookup(upper) == nil {
			continue
		}
		if q := local + "." + upper; best == "" || q < best {
			best = q
		}
	}
	return best
}

// importable returns the path of a package with the name, of several the
// shortest; the standard library's before others.
func (u *Unit) importable(name string) (best string) {
	for _, p := range u.world.catalog.Paths() {
		if packageName(p) != name {
			continue
		}
		if best == "" || foreignPath(best) && !foreignPath(p) || foreignPath(best) == foreignPath(p) && len(p) < len(best) {
			best = p
		}
	}
	return best
}

// packageName is the last element of a path that is no version.
func packageName(p string) string {
	base := path.Base(p)
	if versionTail.MatchString(base) {
		base = path.Base(path.Dir(p))
	}
	return base
}

func foreignPath(p string) bool {
	first, _, _ := strings.Cut(p, "/")
	return strings.Contains(first, ".")
}

// exported returns the exported spelling of a package's name.
func (u *Unit) exported(pkg, name string) string {
	p := u.imported(pkg)
	if p == "" {
		return ""
	}
	r, n := utf8.DecodeRuneInString(name)
	upper := string(unicode.ToUpper(r)) + name[n:]
	t, err := u.world.importer.Import(p)
	if err != nil {
		return ""
	}
	if upper != name && t.Scope().Lookup(upper) != nil {
		return "names of a package begin with a capital: " + pkg + "." + upper
	}
	names := slices.DeleteFunc(t.Scope().Names(), func(s string) bool { return !ast.IsExported(s) })
	for _, s := range names {
		if strings.EqualFold(s, name) {
			return "it is spelled " + pkg + "." + s
		}
	}
	if s := cell.Nearest(name, names); s != "" {
		return "did you mean " + pkg + "." + s + "?"
	}
	return ""
}

// someName returns an exported function of a package, as an example.
func (u *Unit) someName(pkg string) string {
	if t, err := u.world.importer.Import(u.imported(pkg)); err == nil {
		for _, s := range t.Scope().Names() {
			if _, ok := t.Scope().Lookup(s).(*types.Func); ok && ast.IsExported(s) {
				return s
			}
		}
	}
	return "Name"
}

// assigned reports whether a position is a name on the left of an =.
func (u *Unit) assigned(at token.Pos) bool {
	a, ok := find[*ast.AssignStmt](u, at)
	return ok && a.Tok == token.ASSIGN && slices.ContainsFunc(a.Lhs, func(l ast.Expr) bool { return l.Pos() == at })
}
