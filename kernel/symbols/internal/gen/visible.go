package main

import (
	"go/token"
	"go/types"
)

// callable reports whether the stub needs a method of a compiled type: the
// exported ones, and those that make it implement a sealed interface.
func (c *checked) callable(m *types.Func) bool {
	if c.sealed == nil {
		c.sealed = map[string]bool{}
		for _, id := range c.Scope().Names() {
			o, ok := c.Scope().Lookup(id).(*types.TypeName)
			if !ok || !o.Exported() {
				continue
			}
			if i, ok := o.Type().Underlying().(*types.Interface); ok {
				for m := range i.Methods() {
					c.sealed[m.Name()] = true
				}
			}
		}
	}
	return m.Exported() || c.sealed[m.Name()]
}

// opaque lists the packages whose structs are not the same on every platform;
// cells cannot import them and see none of their fields.
var opaque = map[string]bool{"syscall": true}

// visible is the underlying type of a compiled type as another package sees
// it. Of a struct there are the exported and embedded fields, then one blank
// field in place of the others, which keeps the struct comparable or not.
func visible(n *types.Named) types.Type {
	s, ok := n.Underlying().(*types.Struct)
	if !ok {
		return n.Underlying()
	}
	var fields []*types.Var
	var tags []string
	hidden, comparable := false, true
	for i := range s.NumFields() {
		f := s.Field(i)
		if (f.Exported() || f.Embedded()) && !opaque[n.Obj().Pkg().Path()] {
			fields, tags = append(fields, f), append(tags, s.Tag(i))
			continue
		}
		hidden = true
		comparable = comparable && types.Comparable(f.Type())
	}
	if hidden {
		blank := types.Type(types.Typ[types.Int])
		if !comparable {
			blank = types.NewSlice(blank)
		}
		fields, tags = append(fields, types.NewField(token.NoPos, nil, "_", blank, false)), append(tags, "")
	}
	return types.NewStruct(fields, tags)
}
