package lower

import (
	"fmt"

	"golang.org/x/tools/go/ssa"
)

// edge writes the copies of the φ values on the edge from → to. All sources
// are read before any target changes.
func (c *body) edge(from, to *ssa.BasicBlock) {
	k := -1
	for i, p := range to.Preds {
		if p == from {
			k = i
			break
		}
	}
	type move struct {
		phi  *ssa.Phi
		src  ssa.Value
		uses map[*ssa.Phi]bool
	}
	var moves []move
	for _, in := range to.Instrs {
		phi, ok := in.(*ssa.Phi)
		if !ok {
			break
		}
		if phi.Edges[k] == ssa.Value(phi) || unused(phi) {
			continue
		}
		m := move{phi, phi.Edges[k], map[*ssa.Phi]bool{}}
		c.reads(m.src, to, m.uses)
		moves = append(moves, m)
	}
	for len(moves) > 0 {
		done := -1
		for i, m := range moves {
			free := true
			for j, o := range moves {
				if i != j && o.uses[m.phi] {
					free = false
					break
				}
			}
			if free {
				done = i
				break
			}
		}
		if done < 0 { // a cycle: one source goes through a temporary
			done = 0
			for j := range moves {
				if moves[j].uses[moves[0].phi] && j != 0 {
					t := c.temp()
					c.line_("var %s %s = %s", t, c.r.of(moves[j].src.Type()), c.expr(moves[j].src))
					moves[j].src = aliasValue{moves[j].src, t}
					moves[j].uses = nil
				}
			}
		}
		c.move(moves[done].phi, moves[done].src)
		moves = append(moves[:done], moves[done+1:]...)
	}
}

func unused(phi *ssa.Phi) bool { return phi.Referrers() == nil || len(*phi.Referrers()) == 0 }

// aliasValue is a value that was saved in a temporary.
type aliasValue struct {
	ssa.Value
	name string
}

func (c *body) move(phi *ssa.Phi, src ssa.Value) {
	text := ""
	if a, ok := src.(aliasValue); ok {
		text = a.name
	} else {
		text = c.expr(src)
	}
	n, ok := c.names[phi]
	if !ok {
		n = fmt.Sprintf("v%d", len(c.copied))
		c.names[phi], c.copied[phi] = n, true
		t := c.r.of(phi.Type())
		if c.top && t != "any" && !c.r.nativeInterface(phi.Type()) {
			c.line_("%s := %s", n, text)
			return
		}
		fmt.Fprintf(&c.decls, "var %s %s\n", n, t)
	}
	c.line_("%s = %s", n, text)
}

// reads collects the φ values of block to that the text of v reads.
func (c *body) reads(v ssa.Value, to *ssa.BasicBlock, into map[*ssa.Phi]bool) {
	if phi, ok := v.(*ssa.Phi); ok {
		if phi.Block() == to {
			into[phi] = true
		}
		return
	}
	in, ok := v.(ssa.Instruction)
	if !ok || !c.folds[v] && !c.virt[v] {
		return
	}
	for _, op := range in.Operands(nil) {
		if *op != nil {
			c.reads(*op, to, into)
		}
	}
}
