package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// stub writes the declarations of one package without bodies, except those of
// generic code.
type stub struct {
	*reach
	*checked
	imports map[string]string // path to name
	out     bytes.Buffer
}

// text returns the stub of a package.
func (r *reach) text(path string) (string, error) {
	c, err := r.check(path)
	if err != nil {
		return "", err
	}
	s := &stub{reach: r, checked: c, imports: map[string]string{}}
	for _, id := range c.Scope().Names() {
		n := name{path, id}
		if !r.kept[n] {
			continue
		}
		if err := s.declare(n, c.Scope().Lookup(id)); err != nil {
			return "", fmt.Errorf("%s.%s: %w", path, id, err)
		}
	}
	head := fmt.Sprintf("package %s\n", c.Name())
	for _, p := range slices.Sorted(maps.Keys(s.imports)) {
		head += fmt.Sprintf("import %s %q\n", s.imports[p], p)
	}
	src, err := format.Source(append([]byte(head), s.out.Bytes()...))
	return string(src), err
}

// qualify names a package and notes that it is imported.
func (s *stub) qualify(p *types.Package) string {
	if p.Path() == s.Path() {
		return ""
	}
	if id := s.imports[p.Path()]; id != "" {
		return id
	}
	id := p.Name()
	for s.kept[name{s.Path(), id}] || slices.Contains(slices.Collect(maps.Values(s.imports)), id) {
		id += "_"
	}
	s.imports[p.Path()] = id
	return id
}

// spell returns the text of a type.
func (s *stub) spell(t types.Type) string { return types.TypeString(t, s.qualify) }

// declare writes one object.
func (s *stub) declare(n name, o types.Object) error {
	switch o := o.(type) {
	case *types.Const:
		s.constant(o)
	case *types.Var:
		fmt.Fprintf(&s.out, "var %s %s\n", n.id, s.spell(o.Type()))
	case *types.Func:
		if s.full[n] || o.Signature().TypeParams() != nil {
			return s.source(s.funcs[o])
		}
		fmt.Fprintf(&s.out, "func %s%s\n", n.id, s.signature(o.Signature()))
	case *types.TypeName:
		return s.typeName(n, o)
	default:
		return fmt.Errorf("unexpected %v", o)
	}
	return nil
}

// signature returns the text of parameters and results.
func (s *stub) signature(t *types.Signature) string {
	return strings.TrimPrefix(s.spell(t), "func")
}

// typeName writes a type and its methods.
func (s *stub) typeName(n name, o *types.TypeName) error {
	if a, ok := o.Type().(*types.Alias); ok {
		fmt.Fprintf(&s.out, "type %s%s = %s\n", n.id, s.params(a.TypeParams()), s.spell(a.Rhs()))
		return nil
	}
	t := o.Type().(*types.Named)
	whole := s.full[n] || t.TypeParams() != nil
	under := t.Underlying()
	if !whole {
		under = visible(t)
	}
	fmt.Fprintf(&s.out, "type %s%s %s\n", n.id, s.params(t.TypeParams()), s.spell(under))
	methods := slices.SortedFunc(t.Methods(), func(a, b *types.Func) int { return strings.Compare(a.Name(), b.Name()) })
	for _, m := range methods {
		if whole {
			if err := s.source(s.funcs[m]); err != nil {
				return err
			}
			continue
		}
		if s.callable(m) {
			recv := m.Signature().Recv()
			fmt.Fprintf(&s.out, "func (%s) %s%s\n", s.spell(recv.Type()), m.Name(), s.signature(m.Signature()))
		}
	}
	return nil
}

// params returns the text of type parameters.
func (s *stub) params(list *types.TypeParamList) string {
	if list == nil {
		return ""
	}
	var parts []string
	for p := range list.TypeParams() {
		parts = append(parts, p.Obj().Name()+" "+s.spell(p.Constraint()))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// source writes a function as it is in its package, without comments.
func (s *stub) source(d *ast.FuncDecl) error {
	d.Doc = nil
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			n.Doc, n.Comment = nil, nil
		case *ast.Ident:
			if p, ok := s.info.Uses[n].(*types.PkgName); ok {
				n.Name = s.qualify(p.Imported())
			}
		}
		return true
	})
	if err := format.Node(&s.out, token.NewFileSet(), d); err != nil {
		return err
	}
	s.out.WriteString("\n")
	return nil
}
