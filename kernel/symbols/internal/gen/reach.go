package main

import (
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// name is a package-level object: its package's path and its own name.
type name struct{ path, id string }

// reach finds what the stubs of a set of packages have to declare: every
// exported name, every type that one of them mentions, and what the bodies of
// generic functions use.
type reach struct {
	*sources
	kept  map[name]bool
	full  map[name]bool // with bodies: only generic code uses them
	queue []name
}

// packages starts from the exported names of the paths.
func (r *reach) packages(paths []string) error {
	for _, path := range paths {
		c, err := r.check(path)
		if err != nil {
			return err
		}
		for _, id := range c.Scope().Names() {
			n := name{path, id}
			if c.Scope().Lookup(id).Exported() && !absent(path+"."+id) {
				r.keep(n, false)
			}
		}
	}
	for len(r.queue) > 0 {
		n := r.queue[0]
		r.queue = r.queue[1:]
		if err := r.follow(n); err != nil {
			return fmt.Errorf("%s.%s: %w", n.path, n.id, err)
		}
	}
	return nil
}

// absent reports whether cells do not get a symbol.
func absent(symbol string) bool {
	stand, ok := replaced[symbol]
	return dropped[symbol] || ok && stand == ""
}

// keep notes that an object is needed.
func (r *reach) keep(n name, full bool) {
	if !r.kept[n] || full && !r.full[n] {
		r.kept[n] = true
		r.full[n] = full
		r.queue = append(r.queue, n)
	}
}

// object looks up a package-level object.
func (r *reach) object(n name) (*checked, types.Object, error) {
	c, err := r.check(n.path)
	if err != nil {
		return nil, nil, err
	}
	o := c.Scope().Lookup(n.id)
	if o == nil {
		return nil, nil, fmt.Errorf("not declared")
	}
	return c, o, nil
}

// follow notes what an object's declaration mentions.
func (r *reach) follow(n name) error {
	c, o, err := r.object(n)
	if err != nil {
		return err
	}
	switch o := o.(type) {
	case *types.Func:
		r.visit(o.Signature())
		if o.Signature().TypeParams() != nil || r.full[n] {
			return r.body(c, o)
		}
	case *types.TypeName:
		return r.typeName(c, n, o)
	case *types.Var:
		if r.full[n] {
			return fmt.Errorf("generic code uses this variable: write a substitute")
		}
		r.visit(o.Type())
	default:
		r.visit(o.Type())
	}
	return nil
}

// typeName follows a type and its methods.
func (r *reach) typeName(c *checked, n name, o *types.TypeName) error {
	if a, ok := o.Type().(*types.Alias); ok {
		r.visit(a.TypeParams())
		r.visit(a.Rhs())
		return nil
	}
	t, ok := o.Type().(*types.Named)
	if !ok {
		return fmt.Errorf("unexpected type %v", o.Type())
	}
	r.visit(t.TypeParams())
	whole := r.full[n] || t.TypeParams() != nil
	if whole {
		r.visit(t.Underlying())
	} else {
		r.visit(visible(t))
	}
	for m := range t.Methods() {
		if !whole && !c.callable(m) {
			continue
		}
		r.visit(m.Signature())
		if whole {
			if err := r.body(c, m); err != nil {
				return fmt.Errorf("%s: %w", m.Name(), err)
			}
		}
	}
	return nil
}

// visit notes the named types in a type.
func (r *reach) visit(t any) {
	mention := func(o *types.TypeName, args *types.TypeList) {
		if o.Pkg() != nil && o.Pkg() != types.Unsafe {
			r.keep(name{o.Pkg().Path(), o.Name()}, false)
		}
		for a := range args.Types() {
			r.visit(a)
		}
	}
	switch t := t.(type) {
	case *types.Alias:
		mention(t.Obj(), t.TypeArgs())
	case *types.Named:
		mention(t.Obj(), t.TypeArgs())
	case *types.TypeParamList:
		for p := range t.TypeParams() {
			r.visit(p.Constraint())
		}
	case *types.Map:
		r.visit(t.Key())
		r.visit(t.Elem())
	case interface{ Elem() types.Type }:
		r.visit(t.Elem())
	case *types.Signature:
		r.visit(t.TypeParams())
		r.visit(t.Params())
		r.visit(t.Results())
	case *types.Tuple:
		for v := range t.Variables() {
			r.visit(v.Type())
		}
	case *types.Struct:
		for f := range t.Fields() {
			r.visit(f.Type())
		}
	case *types.Interface:
		for m := range t.ExplicitMethods() {
			r.visit(m.Signature())
		}
		for e := range t.EmbeddedTypes() {
			r.visit(e)
		}
	case *types.Union:
		for term := range t.Terms() {
			r.visit(term.Type())
		}
	}
}

// body notes what the body of a function uses; it fails when the function can
// not be interpreted outside its package.
func (r *reach) body(c *checked, f *types.Func) error {
	d := c.funcs[f]
	if d == nil || d.Body == nil {
		return fmt.Errorf("generic code needs %s, which has no body: write a substitute", f.Name())
	}
	var bad error
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if err := r.use(c, c.info.Uses[n]); err != nil {
				bad = fmt.Errorf("%s: %w", r.fset.Position(n.Pos()), err)
			}
		case *ast.SelectorExpr:
			if err := r.selection(c.info.Selections[n]); err != nil {
				bad = fmt.Errorf("%s: %w", r.fset.Position(n.Pos()), err)
			}
		}
		return true
	})
	return bad
}

// use notes an object that a body names.
func (r *reach) use(c *checked, o types.Object) error {
	if o == nil || o.Pkg() == nil {
		return nil
	}
	if p, ok := o.(*types.PkgName); ok && (p.Imported() == types.Unsafe || slices.Contains(strings.Split(p.Imported().Path(), "/"), "internal")) {
		return fmt.Errorf("generic code uses package %s: write a substitute", p.Imported().Path())
	}
	if o.Parent() == o.Pkg().Scope() {
		r.keep(name{o.Pkg().Path(), o.Name()}, o.Pkg() == c.Package && !o.Exported())
	}
	return nil
}

// selection checks that a body selects nothing unexported of a compiled type.
func (r *reach) selection(s *types.Selection) error {
	if s == nil || s.Obj().Exported() {
		return nil
	}
	t := types.Unalias(s.Recv())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if t, ok := t.(*types.Named); ok && t.Obj().Exported() && t.TypeArgs() == nil && t.TypeParams() == nil {
		return fmt.Errorf("generic code selects %s of the compiled type %v: write a substitute", s.Obj().Name(), t)
	}
	return nil
}

// paths returns the packages with something kept, sorted.
func (r *reach) paths() []string {
	set := map[string]bool{}
	for n := range r.kept {
		set[n.path] = true
	}
	return slices.Sorted(maps.Keys(set))
}
