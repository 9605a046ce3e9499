package lower

import "go/types"

// components finds the recursive groups of named types: Tarjan's strongly
// connected components, each type visited once in the life of a session.
type components struct {
	recursion
	index, low map[string]int
	on         map[string]bool
	stack      []string
	structs    []bool // beside the stack: whether that type is a struct
}

// visit enters a type and, when it closes a group, notes its size.
func (c *components) visit(n *types.Named, k string) {
	at := len(c.index) + 1
	c.index[k], c.low[k], c.on[k] = at, at, true
	_, isStruct := n.Underlying().(*types.Struct)
	c.stack, c.structs = append(c.stack, k), append(c.structs, isStruct)
	c.parts(n.Underlying(), func(m *types.Named) {
		mk := c.r.key(m)
		if _, done := c.groups[mk]; done {
			return
		}
		if c.index[mk] == 0 {
			c.visit(m, mk)
			c.low[k] = min(c.low[k], c.low[mk])
		} else if c.on[mk] {
			c.low[k] = min(c.low[k], c.index[mk])
		}
	})
	if c.low[k] == at {
		c.close(k)
	}
}

// close takes a group off the stack.
func (c *components) close(root string) {
	from := len(c.stack) - 1
	for c.stack[from] != root {
		from--
	}
	size := 0
	for _, isStruct := range c.structs[from:] {
		if isStruct {
			size++
		}
	}
	for _, k := range c.stack[from:] {
		c.groups[k] = size
		c.on[k] = false
	}
	c.stack, c.structs = c.stack[:from], c.structs[:from]
}
