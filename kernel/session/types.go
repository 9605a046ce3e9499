package session

import (
	"fmt"
	"go/ast"
	"maps"
	"regexp"
	"slices"
)

var versionSuffix = regexp.MustCompile(`(\b[\pL_][\pL\pN_]*?)__\d+\b`)

// declareTypes gives each type that a cell changes a new version and drops the
// ones it merely repeats, so that values of earlier cells stay assignable.
func (n names) declareTypes(pieces []piece) ([]piece, error) {
	cell := map[string]*typeInfo{}
	for _, p := range pieces {
		if name := typeName(p.decl); name != "" {
			cell[name] = &typeInfo{text: p.text, refs: n.refs(p), methods: map[string]string{}}
		}
	}
	for _, p := range pieces {
		if t := cell[receiver(p.decl)]; t != nil {
			t.methods[p.decl.(*ast.FuncDecl).Name.Name] = p.text
			maps.Copy(t.refs, n.refs(p))
		}
	}
	changed := n.changed(cell)
	for _, name := range slices.Sorted(maps.Keys(changed)) {
		n.rename(name, n.next(name))
		n.types[name] = cell[name]
	}
	for _, t := range cell {
		for ref := range t.refs {
			t.refs[ref] = n.version(ref)
		}
	}
	return n.without(pieces, cell, changed)
}

// changed returns the types of the cell that differ from their last version, or
// that refer to one that does.
func (n names) changed(cell map[string]*typeInfo) map[string]bool {
	changed := map[string]bool{}
	for again := true; again; {
		again = false
		for name, t := range cell {
			if changed[name] {
				continue
			}
			old := n.types[name]
			differs := old == nil || old.text != t.text || !maps.Equal(old.methods, t.methods)
			for ref, version := range t.refs {
				differs = differs || changed[ref] || old.refs[ref] != version
			}
			if differs {
				changed[name], again = true, true
			}
		}
	}
	return changed
}

// refs returns the types that a piece refers to, with their versions.
func (n names) refs(p piece) map[string]string {
	refs := map[string]string{}
	for _, id := range p.free {
		if n.types[id.Name] != nil {
			refs[id.Name] = n.version(id.Name)
		}
	}
	return refs
}

func (n names) version(name string) string {
	if to, ok := n.renamed[name]; ok {
		return to
	}
	return name
}

// without drops unchanged types and their methods, and takes in methods whose
// type an earlier cell declared.
func (n names) without(pieces []piece, cell map[string]*typeInfo, changed map[string]bool) ([]piece, error) {
	var rest []piece
	for _, p := range pieces {
		owner := typeName(p.decl)
		if owner == "" {
			owner = receiver(p.decl)
		}
		if owner != "" && cell[owner] != nil && !changed[owner] {
			continue
		}
		if t := n.types[owner]; owner != "" && cell[owner] == nil && t != nil {
			name := p.decl.(*ast.FuncDecl).Name.Name
			text, known := t.methods[name]
			if known && text == p.text {
				continue
			}
			if known {
				return nil, fmt.Errorf("method %s.%s is declared already: to change it, run it in one cell with type %s", owner, name, owner)
			}
			t.methods[name] = p.text
		}
		rest = append(rest, p)
	}
	return rest, nil
}
