package lower

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// elements finds the calls of append, and of the run-time support, whose elements
// are written one by one. The SSA form makes an array of them first, which costs
// more than the call.
func (c *body) elements() {
	c.spread, c.gone = map[*ssa.Call][]ssa.Value{}, map[ssa.Instruction]bool{}
	for _, b := range c.f.Blocks {
		for _, in := range b.Instrs {
			call, ok := in.(*ssa.Call)
			if !ok {
				continue
			}
			switch f := call.Call.Value.(type) {
			case *ssa.Builtin:
				if f.Name() == "append" && len(call.Call.Args) == 2 && c.plainSlice(call.Type()) {
					c.element(call, 1)
				}
			case *ssa.Function:
				if supports(f) && f.Signature.Variadic() {
					c.element(call, len(call.Call.Args)-1)
				}
			}
		}
	}
}

// plainSlice reports whether the interpreter appends single elements to t as
// they are.
func (c *body) plainSlice(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	if !ok || c.r.of(t) == "any" || c.r.of(s.Elem()) == "any" {
		return false
	}
	switch s.Elem().Underlying().(type) {
	case *types.Interface, *types.Signature, *types.Chan:
		return false
	}
	return true
}

// supports reports whether a function is of the run-time support, which takes
// values as they are.
func supports(f *ssa.Function) bool { return f.Pkg != nil && f.Pkg.Pkg.Path() == supportPath }

func (c *body) element(call *ssa.Call, last int) {
	s, ok := call.Call.Args[last].(*ssa.Slice)
	if !ok || s.Low != nil || s.High != nil || s.Max != nil || len(*s.Referrers()) != 1 {
		return
	}
	a, ok := s.X.(*ssa.Alloc)
	if !ok || a.Comment != "varargs" {
		return
	}
	vals := make([]ssa.Value, deref(a.Type()).Underlying().(*types.Array).Len())
	parts := []ssa.Instruction{a, s}
	for _, in := range *a.Referrers() {
		at, ok := in.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		n, known := number(at.Index)
		refs := *at.Referrers()
		if !known || len(refs) != 1 {
			return
		}
		store, ok := refs[0].(*ssa.Store)
		if !ok || store.Addr != ssa.Value(at) || store.Block() != call.Block() || vals[n] != nil {
			return
		}
		vals[n] = store.Val
		parts = append(parts, at, store)
	}
	if len(parts) != 2+2*len(vals) {
		return
	}
	c.spread[call] = vals
	for _, in := range parts {
		c.gone[in] = true
	}
}

// appended is the call that a store into the array of its elements stands for, if
// it has no other elements: these must be evaluated before.
func (c *body) appended(store *ssa.Store) ssa.Instruction {
	s := (*store.Addr.(*ssa.IndexAddr).X.Referrers())
	for _, in := range s {
		if s, ok := in.(*ssa.Slice); ok {
			call := (*s.Referrers())[0].(*ssa.Call)
			if len(c.spread[call]) == 1 {
				return call
			}
		}
	}
	return nil
}

// failing is where the first of values that are written into a call may panic.
func (c *body) failing(vals []ssa.Value) token.Pos {
	for _, v := range vals {
		in, ok := v.(ssa.Instruction)
		if !ok || !c.folds[v] {
			continue
		}
		var parts []ssa.Value
		for _, p := range in.Operands(nil) {
			parts = append(parts, *p)
		}
		if pos := c.failing(parts); pos.IsValid() {
			return pos
		}
		if panics(in) {
			return in.Pos()
		}
	}
	return token.NoPos
}
