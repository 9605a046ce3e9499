package know

import (
	"go/ast"
	"go/types"
)

// members adds what can stand behind x and a dot.
func (c *checked) members(l *list, x ast.Expr) {
	if p := c.imported(x); p != nil {
		for _, name := range p.Scope().Names() {
			if obj := p.Scope().Lookup(name); obj.Exported() {
				l.object(obj, member)
			}
		}
		return
	}
	tv := c.info.Types[x]
	t := c.typeOf(x)
	if t == nil {
		return
	}
	if tv.IsType() {
		c.methods(l, t, false) // method expressions
		return
	}
	c.methods(l, t, tv.Addressable() || isVar(c, x))
	if n := named(t); n != nil && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "main" {
		for _, name := range c.news[n.Obj().Name()] {
			l.add(Match{name, "method", ""}, member, nil)
		}
	}
	fields(t, func(f *types.Var) {
		if c.visible(f) {
			l.object(f, field)
		}
	})
}

func isVar(c *checked, x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	if !ok {
		return false
	}
	_, ok = c.info.Uses[id].(*types.Var)
	return ok
}

// visible reports whether a cell can name an object.
func (c *checked) visible(obj types.Object) bool {
	return obj.Exported() || obj.Pkg() == nil || obj.Pkg().Path() == "main"
}

// methods adds the methods of a type; of a variable's also those of its address.
func (c *checked) methods(l *list, t types.Type, addressable bool) {
	if p, ok := t.(*types.TypeParam); ok {
		t = p.Constraint()
	}
	if addressable && !types.IsInterface(t) {
		if _, ok := t.Underlying().(*types.Pointer); !ok {
			t = types.NewPointer(t)
		}
	}
	set := types.NewMethodSet(t)
	for i := range set.Len() {
		if f := set.At(i).Obj(); c.visible(f) {
			m := Match{Text: f.Name(), Type: "method", Signature: short(set.At(i).Type())}
			l.add(m, member, set.At(i).Type())
		}
	}
}

// fields calls f for the fields of a struct, or of what a pointer points to, and
// for those of what it embeds; what is deeper is hidden by what is not.
func fields(t types.Type, f func(*types.Var)) {
	seen, done := map[string]bool{}, map[types.Type]bool{}
	level := []types.Type{t}
	for len(level) > 0 {
		var next []types.Type
		var here []*types.Var
		count := map[string]int{} // a name that a level has twice cannot be selected
		for _, t := range level {
			if p, ok := t.Underlying().(*types.Pointer); ok {
				t = p.Elem()
			}
			s, ok := t.Underlying().(*types.Struct)
			if !ok || done[t] {
				continue
			}
			done[t] = true
			for v := range s.Fields() {
				here = append(here, v)
				count[v.Name()]++
				if v.Embedded() {
					next = append(next, v.Type())
				}
			}
		}
		for _, v := range here {
			if !seen[v.Name()] && count[v.Name()] == 1 {
				f(v)
			}
		}
		for n := range count {
			seen[n] = true
		}
		level = next
	}
}
