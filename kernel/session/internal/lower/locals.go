package lower

import (
	"fmt"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// local makes a fresh variable, declared where the function begins: the
// interpreter makes a new one each time it meets a declaration, which in a loop
// costs more than most operations.
func (c *body) local(typ string) string {
	n := c.temp()
	fmt.Fprintf(&c.decls, "var %s %s\n", n, typ)
	return n
}

// loops finds the blocks that a call may run more than once: those of a cycle
// (Tarjan's strongly connected components).
func (c *body) loops() {
	c.again = map[*ssa.BasicBlock]bool{}
	w := walk{c: c, index: map[*ssa.BasicBlock]int{}, low: map[*ssa.BasicBlock]int{}, on: map[*ssa.BasicBlock]bool{}}
	for _, b := range c.f.Blocks {
		if w.index[b] == 0 {
			w.visit(b)
		}
	}
}

type walk struct {
	c          *body
	index, low map[*ssa.BasicBlock]int
	on         map[*ssa.BasicBlock]bool
	stack      []*ssa.BasicBlock
	n          int
}

func (w *walk) visit(b *ssa.BasicBlock) {
	w.n++
	w.index[b], w.low[b], w.on[b] = w.n, w.n, true
	first := len(w.stack)
	w.stack = append(w.stack, b)
	itself := false
	for _, s := range b.Succs {
		switch {
		case w.index[s] == 0:
			w.visit(s)
			w.low[b] = min(w.low[b], w.low[s])
		case w.on[s]:
			w.low[b] = min(w.low[b], w.index[s])
		}
		itself = itself || s == b
	}
	if w.low[b] != w.index[b] {
		return
	}
	for _, m := range w.stack[first:] {
		w.on[m] = false
		w.c.again[m] = itself || len(w.stack)-first > 1
	}
	w.stack = w.stack[:first]
}

// circles reports whether control can come back to from without passing past.
func circles(from, past *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{past: true}
	next := []*ssa.BasicBlock{from}
	for len(next) > 0 {
		b := next[len(next)-1]
		next = next[:len(next)-1]
		for _, s := range b.Succs {
			if s == from {
				return true
			}
			if !seen[s] {
				seen[s] = true
				next = append(next, s)
			}
		}
	}
	return false
}

// assigned reports whether a value goes into a variable declared where the
// function begins. What calls return, or channels, needs its own.
func (c *body) assigned(v ssa.Value) bool {
	in, ok := v.(ssa.Instruction)
	if !ok || !c.again[in.Block()] {
		return false
	}
	switch v := v.(type) {
	case *ssa.Call:
		_, ok := v.Call.Value.(*ssa.Builtin)
		return ok
	case *ssa.UnOp:
		return v.Op != token.ARROW
	case *ssa.MakeClosure, *ssa.TypeAssert, *ssa.Select, *ssa.Next, *ssa.SliceToArrayPointer:
		return false
	}
	return true
}
