package session

import (
	"fmt"
	"go/ast"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// names remembers what cells have declared, and under which name the
// interpreter knows it. The interpreter cannot declare a type or an import
// again, so a new version gets a new name: T, T__2, T__3. What an earlier cell
// compiled keeps the old one.
type names struct {
	renamed  map[string]string    // name in cells to name in the interpreter, where they differ
	versions map[string]int       // how often a type, an import or main was declared
	types    map[string]*typeInfo // by name in cells
	imports  map[string]string    // local name to import path
	funcs    map[string]string    // name in the interpreter to where it is declared
	declared map[string]bool      // every name that cells have declared
}

// typeInfo is one version of a type.
type typeInfo struct {
	text    string            // of the declaration
	refs    map[string]string // the versions it was compiled with
	methods map[string]string // text by name
}

func newNames() names {
	return names{
		renamed: map[string]string{}, versions: map[string]int{}, types: map[string]*typeInfo{},
		imports: map[string]string{}, funcs: map[string]string{}, declared: map[string]bool{},
	}
}

// clone returns a copy to work on while it is not known whether a cell compiles.
func (n names) clone() names {
	types := make(map[string]*typeInfo, len(n.types))
	for name, t := range n.types {
		types[name] = &typeInfo{text: t.text, refs: t.refs, methods: maps.Clone(t.methods)}
	}
	return names{
		renamed: maps.Clone(n.renamed), versions: n.versions, types: types,
		imports: maps.Clone(n.imports), funcs: maps.Clone(n.funcs), declared: maps.Clone(n.declared),
	}
}

// next returns a fresh name for the interpreter. Versions count attempts too,
// because a cell that fails may leave its names behind.
func (n names) next(name string) string {
	n.versions[name]++
	if v := n.versions[name]; v > 1 || name == "main" || name == "init" {
		return fmt.Sprintf("%s__%d", name, v)
	}
	return name
}

// rename declares that name is now called to.
func (n names) rename(name, to string) {
	delete(n.renamed, name)
	if to != name {
		n.renamed[name] = to
	}
}

// declare takes the pieces of a cell in: it drops types that are declared as
// they were, gives new names where needed and writes them into the pieces.
// It returns what remains.
func (n names) declare(number int, pieces []piece) ([]piece, error) {
	pieces, err := n.declareTypes(pieces)
	if err != nil {
		return nil, err
	}
	for _, p := range pieces {
		f, isFunc := p.decl.(*ast.FuncDecl)
		where := fmt.Sprintf("In[%d]:%d", number, p.line)
		switch {
		case isFunc && f.Recv != nil:
			n.funcs[f.Name.Name] = where
		case isFunc && (f.Name.Name == "main" || f.Name.Name == "init"):
			n.rename(f.Name.Name, n.next(f.Name.Name))
			n.funcs[n.renamed[f.Name.Name]] = where
		case isFunc:
			n.funcs[f.Name.Name] = where
			n.rename(f.Name.Name, f.Name.Name)
		case typeName(p.decl) == "":
			for _, name := range p.declared() {
				n.rename(name, name)
			}
		}
	}
	for _, p := range pieces {
		n.write(p)
	}
	return pieces, nil
}

// write puts the interpreter's names into a piece.
func (n names) write(p piece) {
	for _, id := range p.free {
		if to, ok := n.renamed[id.Name]; ok {
			id.Name = to
		}
	}
	switch d := p.decl.(type) {
	case *ast.FuncDecl:
		if to, ok := n.renamed[d.Name.Name]; ok && d.Recv == nil {
			d.Name.Name = to
		}
	case *ast.GenDecl:
		if spec, ok := d.Specs[0].(*ast.TypeSpec); ok {
			if to, ok := n.renamed[spec.Name.Name]; ok {
				spec.Name.Name = to
			}
		}
	}
}

// bind takes an import in. It returns the text to evaluate, or "" when the
// package is there already under this name.
func (n names) bind(spec *ast.ImportSpec, pkgs map[string]string) (string, error) {
	p, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return "", err
	}
	known, ok := pkgs[p]
	if !ok {
		return "", fmt.Errorf("package %s is not available in this kernel%s", p, similar(p, pkgs))
	}
	local := known
	if spec.Name != nil {
		local = spec.Name.Name
	}
	if n.imports[local] == p || local == "_" {
		return "", nil
	}
	n.imports[local] = p
	if local == "." {
		return fmt.Sprintf("import . %q", p), nil
	}
	n.declared[local] = true
	to := n.next(local)
	n.rename(local, to)
	return fmt.Sprintf("import %s %q", to, p), nil
}

// similar suggests a package with the same last element.
func similar(p string, pkgs map[string]string) string {
	for _, q := range slices.Sorted(maps.Keys(pkgs)) {
		if path.Base(q) == path.Base(p) {
			return "; there is " + q
		}
	}
	return ""
}

// typeName returns the name of a type declaration, "" for the rest.
func typeName(d ast.Decl) string {
	if g, ok := d.(*ast.GenDecl); ok && len(g.Specs) > 0 {
		if spec, ok := g.Specs[0].(*ast.TypeSpec); ok {
			return spec.Name.Name
		}
	}
	return ""
}

// plain takes version numbers out of a message.
func plain(msg string) string {
	if !strings.Contains(msg, "__") {
		return msg
	}
	return versionSuffix.ReplaceAllString(msg, "$1")
}
