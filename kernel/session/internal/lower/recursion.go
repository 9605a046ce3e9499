package lower

import "go/types"

// recursion recognizes types whose recursion the interpreter cannot build.
// Values of such types travel as any.
type recursion struct {
	r      *repr
	groups map[string]int // key of a named type → structs in its recursive group
	self   map[string]bool
}

func newRecursion(r *repr) recursion {
	return recursion{r: r, groups: map[string]int{}, self: map[string]bool{}}
}

// selfish reports whether a named type contains itself that is neither a struct
// nor an array: these are variables with parts, so that what they hold of
// themselves travels as any.
func (c recursion) selfish(t *types.Named) bool {
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array, *types.Interface:
		return false
	}
	return c.contains(t)
}

// contains reports whether a named type contains itself.
func (c recursion) contains(t *types.Named) bool {
	k := c.r.key(t)
	if v, ok := c.self[k]; ok {
		return v
	}
	c.self[k] = false
	v := c.reaches(t.Underlying(), k, map[string]bool{})
	c.self[k] = v
	return v
}

// opaque reports whether a composite's element is a struct of a recursive
// group of two or more.
func (c recursion) opaque(t types.Type) bool {
	var parts []types.Type
	switch t := t.(type) {
	case *types.Pointer:
		parts = []types.Type{t.Elem()}
	case *types.Slice:
		parts = []types.Type{t.Elem()}
	case *types.Map:
		parts = []types.Type{t.Key(), t.Elem()}
	case *types.Chan:
		parts = []types.Type{t.Elem()}
	case *types.Signature:
		for v := range t.Params().Variables() {
			parts = append(parts, v.Type())
		}
		for v := range t.Results().Variables() {
			parts = append(parts, v.Type())
		}
		if t.Variadic() {
			if s, ok := t.Params().At(t.Params().Len() - 1).Type().Underlying().(*types.Slice); ok {
				parts = append(parts, s.Elem())
			}
		}
	}
	for _, e := range parts {
		if c.holds(e) {
			return true
		}
	}
	return false
}

// holds reports whether a value of type e has a struct of a recursive group
// in it.
func (c recursion) holds(e types.Type) bool {
	switch t := types.Unalias(e).(type) {
	case *types.Array:
		return c.holds(t.Elem())
	case *types.Struct:
		for f := range t.Fields() {
			if c.holds(f.Type()) {
				return true
			}
		}
	case *types.Named:
		if a, ok := t.Underlying().(*types.Array); ok {
			return c.contains(t) || c.holds(a.Elem())
		}
		return c.mutual(t)
	}
	return false
}

// mutual reports whether t is a session struct in a group of two or more, or
// one whose recursion the interpreter cannot build either.
func (c recursion) mutual(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || c.r.native(n) {
		return false
	}
	if _, ok := n.Underlying().(*types.Struct); !ok {
		return false
	}
	k := c.r.key(n)
	if _, ok := c.groups[k]; !ok {
		(&components{recursion: c, index: map[string]int{}, low: map[string]int{}, on: map[string]bool{}}).visit(n, k)
	}
	return c.groups[k] > 1 || c.twisted(n, k)
}

// twisted reports whether a struct contains itself by way of a function or of a
// struct without a name.
func (c recursion) twisted(n *types.Named, k string) bool {
	if v, ok := c.self[k]; ok {
		return v
	}
	c.self[k] = false
	through := false
	look := func(t types.Type) {
		within(t, func(t types.Type) { through = through || c.reaches(t, k, map[string]bool{}) })
	}
	fields := func(n *types.Named) {
		s, ok := n.Underlying().(*types.Struct)
		if !ok {
			look(n.Underlying())
			return
		}
		for f := range s.Fields() {
			look(f.Type())
		}
	}
	fields(n)
	c.walk(n.Underlying(), map[string]bool{k: true}, fields)
	c.self[k] = through
	return through
}

// within visits the function types and unnamed structs in t.
func within(t types.Type, visit func(types.Type)) {
	switch t := types.Unalias(t).(type) {
	case *types.Signature, *types.Struct:
		visit(t)
	case *types.Pointer:
		within(t.Elem(), visit)
	case *types.Slice:
		within(t.Elem(), visit)
	case *types.Array:
		within(t.Elem(), visit)
	case *types.Chan:
		within(t.Elem(), visit)
	case *types.Map:
		within(t.Key(), visit)
		within(t.Elem(), visit)
	}
}

func (c recursion) reaches(t types.Type, key string, seen map[string]bool) bool {
	found := false
	c.walk(t, seen, func(n *types.Named) { found = found || c.r.key(n) == key })
	return found
}

// walk visits every session named type in t, through their structure.
func (c recursion) walk(t types.Type, seen map[string]bool, visit func(*types.Named)) {
	c.parts(t, func(n *types.Named) {
		k := c.r.key(n)
		if seen[k] {
			return
		}
		seen[k] = true
		visit(n)
		c.walk(n.Underlying(), seen, visit)
	})
}

// parts visits the session named types that t mentions, not what is in them.
func (c recursion) parts(t types.Type, visit func(*types.Named)) {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if !c.r.native(t) && !types.IsInterface(t) {
			visit(t)
		}
	case *types.Pointer:
		c.parts(t.Elem(), visit)
	case *types.Slice:
		c.parts(t.Elem(), visit)
	case *types.Array:
		c.parts(t.Elem(), visit)
	case *types.Chan:
		c.parts(t.Elem(), visit)
	case *types.Map:
		c.parts(t.Key(), visit)
		c.parts(t.Elem(), visit)
	case *types.Struct:
		for f := range t.Fields() {
			c.parts(f.Type(), visit)
		}
	case *types.Signature:
		for v := range t.Params().Variables() {
			c.parts(v.Type(), visit)
		}
		for v := range t.Results().Variables() {
			c.parts(v.Type(), visit)
		}
	}
}
