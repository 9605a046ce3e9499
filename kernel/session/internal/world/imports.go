package world

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

// gatherImport enters an import of the cell into the table of the session.
func (u *Unit) gatherImport(spec *ast.ImportSpec) {
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil || path == "" {
		u.fail(spec.Path, "invalid import path: "+spec.Path.Value, "")
		return
	}
	if !slices.Contains(u.world.catalog.Paths(), path) {
		u.fail(spec.Path, "package "+path+" is not offered", u.offer(path))
		return
	}
	pkg, err := u.world.importer.Import(path)
	if err != nil {
		u.fail(spec.Path, fmt.Sprintf("could not import %s (%v)", path, err), "")
		return
	}
	name := pkg.Name()
	if spec.Name != nil {
		name = spec.Name.Name
	}
	switch name {
	case "_":
	case ".":
		if !slices.Contains(u.world.dots, path) && !slices.Contains(u.dots, path) {
			u.dots = append(u.dots, path)
		}
	default:
		if u.news[name] != "" {
			u.fail(spec, name+" redeclared in this block", "give one of the packages another name: import other "+strconv.Quote(path))
			return
		}
		u.news[name] = path
		u.specs[name] = spec
	}
}

// offer says what can be imported instead of a path.
func (u *Unit) offer(path string) string {
	var b strings.Builder
	if side := u.world.catalog.Elsewhere(path); side != "" {
		fmt.Fprintf(&b, "%s is there %s, not here\n", path, side)
	} else if near := u.nearestPath(path); near != "" {
		fmt.Fprintf(&b, "did you mean %q?\n", near)
	} else if why := unoffered[path]; why != "" {
		b.WriteString(why + "\n")
	}
	b.WriteString("a cell is interpreted and can import what is compiled into the kernel:")
	groups := map[string][]string{}
	var order []string
	for _, p := range u.world.catalog.Paths() {
		head, rest := group(p)
		if groups[head] == nil {
			order = append(order, head)
		}
		groups[head] = append(groups[head], rest)
	}
	var alone []string
	var lines []string
	for _, head := range order {
		switch list := groups[head]; {
		case len(list) == 1 && list[0] == "":
			alone = append(alone, head)
		case len(list) == 1:
			alone = append(alone, head+"/"+list[0])
		default:
			for i, p := range list {
				if p == "" {
					list[i] = "."
				}
			}
			lines = append(lines, fmt.Sprintf("%s/{%s}", head, strings.Join(list, ",")))
		}
	}
	slices.Sort(alone)
	slices.Sort(lines)
	return b.String() + "\n" + strings.Join(append([]string{strings.Join(alone, " ")}, lines...), "\n")
}

// unoffered says why a package of the standard library is not there.
var unoffered = map[string]string{
	"C":       "a cell cannot contain C",
	"unsafe":  "a cell that writes anywhere in memory would end the session",
	"syscall": "what it offers differs from machine to machine; package os has the common part",
	"embed":   "a cell has no files beside it; os.ReadFile reads one",
	"plugin":  "a cell cannot load machine code",
}

// nearestPath returns the offered path that was probably meant: one that ends
// alike, or is spelled alike.
func (u *Unit) nearestPath(path string) string {
	if unoffered[path] != "" {
		return ""
	}
	if p := u.importable(packageName(path)); p != "" {
		return p
	}
	if p := cell.Nearest(path, u.world.catalog.Paths()); p != "" {
		return p
	}
	var names []string
	for _, p := range u.world.catalog.Paths() {
		names = append(names, packageName(p))
	}
	return u.importable(cell.Nearest(packageName(path), names))
}

// group cuts a path into what many share and the rest: a host's paths after
// the module's name, others after the first element.
func group(path string) (head, rest string) {
	n := 1
	if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
		n = 3
	}
	parts := strings.SplitN(path, "/", n+1)
	if len(parts) <= n {
		return path, ""
	}
	return strings.Join(parts[:n], "/"), parts[n]
}

// importsFor returns the imports whose names occur, as the cell sees them.
func (u *Unit) importsFor(occur map[string]bool) (decls []ast.Decl) {
	at := u.cell.File.Pos(0)
	for name := range occur {
		path, ok := u.news[name]
		if !ok && !u.own[name] {
			path, ok = u.world.imports[name]
		}
		if !ok {
			continue
		}
		p := at
		if spec := u.specs[name]; spec != nil {
			p = spec.Pos()
		}
		decls = append(decls, importDecl(p, name, path))
	}
	for old, path := range u.hidden {
		if occur[old] {
			decls = append(decls, importDecl(at, old, path))
		}
	}
	return decls
}

// dotted returns what a name stands for by way of a dot import, the last one
// first, or nil. Such names are inserted into a package's scope like those of
// earlier cells: a declaration takes precedence.
func (u *Unit) dotted(name string) types.Object {
	if !ast.IsExported(name) {
		return nil
	}
	for _, path := range slices.Backward(slices.Concat(u.world.dots, u.dots)) {
		if pkg, err := u.world.importer.Import(path); err == nil && pkg.Scope().Lookup(name) != nil {
			return pkg.Scope().Lookup(name)
		}
	}
	return nil
}
