package repo

import (
	"fmt"
	"strings"
)

// Arrow is a rule about imports, with its reason. Patterns are folders of this
// module or paths of other packages; "/..." at the end adds what is below, and
// "std" stands for the standard library.
type Arrow struct {
	From   []string // packages that the rule is about; none for all
	Except []string // packages that it is not about
	Only   []string // what they may import, everything when empty
	Never  []string // what they must not import
	Tests  bool     // the rule holds for tests as well
	Why    string
}

// Violations returns the imports that break an arrow.
func (a Arrow) Violations(files []*File) (wrong []string) {
	for _, f := range files {
		if f.Test && !a.Tests || !a.about(f.Package) {
			continue
		}
		for _, path := range f.Imports() {
			if !a.allows(path) {
				wrong = append(wrong, fmt.Sprintf("%s imports %s: %s", f.Path, path, a.Why))
			}
		}
	}
	return wrong
}

// Stale returns the patterns of packages that are not there: a rule about
// nothing guards nothing.
func (a Arrow) Stale(files []*File) (stale []string) {
	for _, pattern := range append(append([]string{}, a.From...), a.Except...) {
		found := false
		for _, f := range files {
			found = found || matches(pattern, f.Package)
		}
		if !found {
			stale = append(stale, fmt.Sprintf("no package %s: the rule %q guards nothing", pattern, a.Why))
		}
	}
	return stale
}

func (a Arrow) about(pkg string) bool {
	return (len(a.From) == 0 || matchesAny(a.From, pkg)) && !matchesAny(a.Except, pkg)
}

func (a Arrow) allows(path string) bool {
	return (len(a.Only) == 0 || matchesAny(a.Only, path)) && !matchesAny(a.Never, path)
}

func matchesAny(patterns []string, path string) bool {
	for _, p := range patterns {
		if matches(p, path) {
			return true
		}
	}
	return false
}

func matches(pattern, path string) bool {
	if pattern == "std" {
		return isStandard(path)
	}
	if above, ok := strings.CutSuffix(pattern, "/..."); ok {
		return path == above || strings.HasPrefix(path, above+"/")
	}
	return path == pattern
}

// rooms are the folders of this module's packages.
var rooms = []string{"compute", "udl", "kernel", "wasm", "course", "notebooks", "cmd", "internal", "tools"}

// isStandard reports whether a path is of the standard library: the first part
// of any other module's path has a dot.
func isStandard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	for _, room := range rooms {
		if first == room {
			return false
		}
	}
	return path != "" && !strings.Contains(first, ".")
}

// Families returns the arrows that keep families of models apart. The folders
// below udl that are not shared are families; built names the ones that a family
// is built from.
func Families(files []*File, shared []string, built map[string][]string) (arrows []Arrow) {
	families := map[string]bool{}
	for _, f := range files {
		if name, ok := strings.CutPrefix(f.Package, "udl/"); ok {
			name, _, _ = strings.Cut(name, "/")
			families[name] = true
		}
	}
	for _, name := range shared {
		delete(families, name)
	}
	for name := range families {
		a := Arrow{From: []string{"udl/" + name + "/..."}, Why: "a family stands alone unless it is built from the other"}
		for other := range families {
			if other != name && !matchesAny(built[name], other) {
				a.Never = append(a.Never, "udl/"+other+"/...")
			}
		}
		arrows = append(arrows, a)
	}
	a := Arrow{Why: "what the families share does not know them"}
	for _, name := range shared {
		a.From = append(a.From, "udl/"+name+"/...")
	}
	for name := range families {
		a.Never = append(a.Never, "udl/"+name+"/...")
	}
	return append(arrows, a)
}
