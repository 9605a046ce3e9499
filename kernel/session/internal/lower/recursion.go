package lower

import "go/types"

// recursion recognizes types whose recursion the interpreter cannot build.
// Values of such types travel as any.
type recursion struct {
	r      *repr
	groups map[string]int // key of a session struct → size of its recursive group
	self   map[string]bool
}

func newRecursion(r *repr) recursion {
	return recursion{r: r, groups: map[string]int{}, self: map[string]bool{}}
}

// selfish reports whether a named type that is not a struct contains itself.
func (c recursion) selfish(t *types.Named) bool {
	if _, ok := t.Underlying().(*types.Struct); ok || types.IsInterface(t) {
		return false
	}
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
	}
	for _, e := range parts {
		for {
			a, ok := e.Underlying().(*types.Array)
			if !ok {
				break
			}
			e = a.Elem()
		}
		if c.mutual(e) {
			return true
		}
	}
	return false
}

// mutual reports whether t is a session struct in a group of two or more.
func (c recursion) mutual(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || c.r.native(n) {
		return false
	}
	if _, ok := n.Underlying().(*types.Struct); !ok {
		return false
	}
	k := c.r.key(n)
	if v, ok := c.groups[k]; ok {
		return v > 1
	}
	size := 1
	for other, o := range c.structsIn(n) {
		if other != k && c.reaches(o.Underlying(), k, map[string]bool{}) {
			size++
		}
	}
	c.groups[k] = size
	return size > 1
}

// structsIn are the session structs reachable from n.
func (c recursion) structsIn(n *types.Named) map[string]*types.Named {
	found := map[string]*types.Named{}
	seen := map[string]bool{}
	c.walk(n.Underlying(), seen, func(m *types.Named) {
		if _, ok := m.Underlying().(*types.Struct); ok {
			found[c.r.key(m)] = m
		}
	})
	return found
}

func (c recursion) reaches(t types.Type, key string, seen map[string]bool) bool {
	found := false
	c.walk(t, seen, func(n *types.Named) { found = found || c.r.key(n) == key })
	return found
}

// walk visits every session named type in t, through their structure.
func (c recursion) walk(t types.Type, seen map[string]bool, visit func(*types.Named)) {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		k := c.r.key(t)
		if seen[k] || c.r.native(t) || types.IsInterface(t) {
			return
		}
		seen[k] = true
		visit(t)
		c.walk(t.Underlying(), seen, visit)
	case *types.Pointer:
		c.walk(t.Elem(), seen, visit)
	case *types.Slice:
		c.walk(t.Elem(), seen, visit)
	case *types.Array:
		c.walk(t.Elem(), seen, visit)
	case *types.Chan:
		c.walk(t.Elem(), seen, visit)
	case *types.Map:
		c.walk(t.Key(), seen, visit)
		c.walk(t.Elem(), seen, visit)
	case *types.Struct:
		for f := range t.Fields() {
			c.walk(f.Type(), seen, visit)
		}
	case *types.Signature:
		c.walkTuple(t.Params(), seen, visit)
		c.walkTuple(t.Results(), seen, visit)
	}
}

func (c recursion) walkTuple(t *types.Tuple, seen map[string]bool, visit func(*types.Named)) {
	for v := range t.Variables() {
		c.walk(v.Type(), seen, visit)
	}
}
