package world

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	undefinedName = regexp.MustCompile(`^undefined: (\pL[\pL\pN_]*)$`)
	undefinedSel  = regexp.MustCompile(`^undefined: (\S+)\.(\S+)(?: \(but have \S+\))?$`)
	notExported   = regexp.MustCompile(`^name (\S+) not exported by package (\S+)$`)
	mismatchCount = regexp.MustCompile(`^assignment mismatch: (\d+) variables? but .* returns? (\d+) values?$`)
	mismatchTypes = regexp.MustCompile(`\(mismatched types (\S+) and (\S+)\)`)
	cannotUse     = regexp.MustCompile(`^cannot use (.+) \((?:variable|constant|value|untyped|.*) ?.*of (?:\S+ )?type (\S+)\) as (\S+) value`)
	numeric       = regexp.MustCompile(`^(u?int(8|16|32|64)?|float(32|64))$`)
	versionTail   = regexp.MustCompile(`^v\d+$`)
)

// hint returns what to do about a common mistake, or "".
func (u *Unit) hint(at token.Pos, msg string) string {
	if m := undefinedName.FindStringSubmatch(msg); m != nil {
		if p := u.importable(m[1]); p != "" {
			return `add: import "` + p + `"`
		}
		if u.assigned(at) {
			return "a new variable is declared with :=, as in " + m[1] + " := …"
		}
	}
	if m := undefinedSel.FindStringSubmatch(msg); m != nil {
		return u.exported(m[1], m[2])
	}
	if m := notExported.FindStringSubmatch(msg); m != nil {
		return u.exported(m[2], m[1])
	}
	if m := mismatchCount.FindStringSubmatch(msg); m != nil {
		return "take every value; _ stands for one that is not needed"
	}
	if m := mismatchTypes.FindStringSubmatch(msg); m != nil && numeric.MatchString(m[1]) && numeric.MatchString(m[2]) {
		return "convert one side, as in " + wider(m[1], m[2]) + "(x)"
	}
	if m := cannotUse.FindStringSubmatch(msg); m != nil && numeric.MatchString(m[2]) && numeric.MatchString(m[3]) {
		return "convert it: " + m[3] + "(" + m[1] + ")"
	}
	switch {
	case strings.HasPrefix(msg, "initialization cycle"):
		return "a value cannot need the name that it is given to; take another name"
	case strings.HasPrefix(msg, "missing return"):
		return "every way through the function must end with a return"
	case strings.HasPrefix(msg, "no new variables on left side of :="):
		return "a variable that exists takes a new value with ="
	}
	return ""
}

// importable returns the path of a package with the name, of several the
// shortest; the standard library's before others.
func (u *Unit) importable(name string) (best string) {
	for _, p := range u.world.catalog.Paths() {
		base := path.Base(p)
		if versionTail.MatchString(base) {
			base = path.Base(path.Dir(p))
		}
		if base != name {
			continue
		}
		if best == "" || foreignPath(best) && !foreignPath(p) || foreignPath(best) == foreignPath(p) && len(p) < len(best) {
			best = p
		}
	}
	return best
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
	for _, s := range t.Scope().Names() {
		if strings.EqualFold(s, name) && ast.IsExported(s) {
			return "it is spelled " + pkg + "." + s
		}
	}
	return ""
}

// assigned reports whether a position is a name on the left of an =.
func (u *Unit) assigned(at token.Pos) (found bool) {
	for _, it := range u.cell.Items {
		for _, s := range it.Stmts {
			found = found || assignedIn(s, at)
		}
		if it.Decl != nil {
			found = found || assignedIn(it.Decl, at)
		}
	}
	return found
}

func assignedIn(n ast.Node, at token.Pos) (found bool) {
	if at < n.Pos() || n.End() < at {
		return false
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && a.Tok == token.ASSIGN {
			for _, l := range a.Lhs {
				found = found || l.Pos() == at
			}
		}
		return !found
	})
	return found
}

// wider returns the type that two numbers are better converted to.
func wider(a, b string) string {
	if strings.HasPrefix(b, "float") && !strings.HasPrefix(a, "float") {
		return b
	}
	return a
}
