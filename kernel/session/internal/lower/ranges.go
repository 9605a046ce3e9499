package lower

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// iterator is the state of a range over a map or a string.
type iterator struct {
	over, keys, at string
}

func (c *body) ranged(v *ssa.Range) {
	it := iterator{over: c.temp(), keys: c.temp(), at: c.temp()}
	c.iters[v] = it
	c.position(v.Pos())
	if m, ok := v.X.Type().Underlying().(*types.Map); ok {
		c.line_("%s := %s", it.over, c.unwrapped(v.X))
		if mayDiffer(m.Key()) {
			c.line_("%s := rt__.Entries(%s)", it.keys, it.over)
		} else {
			c.line_("%s := rt__.Keys(%s).([]%s)", it.keys, it.over, c.r.of(m.Key()))
		}
	} else {
		c.line_("%s := string(%s)", it.over, c.expr(v.X))
	}
	c.line_("%s := 0", it.at)
}

// nextItem writes a step: the key and value at hand, and whether there is one.
func (c *body) nextItem(v *ssa.Next) {
	it := c.iters[v.Iter.(*ssa.Range)]
	if v.IsString {
		ok, key, val := c.local("bool"), c.local("int"), c.local("rune")
		c.tuples[v] = []string{ok, key, val}
		c.nextRune(it, ok, key, val)
		return
	}
	m := v.Iter.(*ssa.Range).X.Type().Underlying().(*types.Map)
	ok, key, val, present := c.local("bool"), c.local(c.r.of(m.Key())), c.local(c.r.of(m.Elem())), c.local("bool")
	c.tuples[v] = []string{ok, key, val}
	c.line_("%s = false", ok)
	c.line_("for %s < len(%s) {", it.at, it.keys)
	if mayDiffer(m.Key()) {
		e, k, x := c.temp(), c.temp(), c.temp()
		c.line_("%s := %s[%s]\n%s := %s.Key\n%s = %s + 1", e, it.keys, it.at, k, e, it.at, it.at)
		c.line_("%s, %s := %s.Next()\n%s = %s", x, present+"b", e, present, present+"b")
		c.line_("if %s {", present)
		c.fromAny(key, m.Key(), k)
		c.fromAny(val, m.Elem(), x)
		c.line_("}")
	} else {
		c.line_("%s = %s[%s]", key, it.keys, it.at)
		c.line_("%s = %s + 1", it.at, it.at)
		c.line_("%s, %s = %s[%s]", val, present, it.over, key)
	}
	c.line_("if %s {\n%s = true\nbreak\n}\n}", present, ok)
}

// fromAny writes the assignment of a representation that came as any.
func (c *body) fromAny(to string, t types.Type, from string) {
	r := c.r.of(t)
	switch {
	case r == "any":
		c.line_("%s = %s", to, from)
		return
	case fieldless(t):
		return
	}
	v := c.temp()
	c.line_("%s, _ := %s.(%s)\n%s = %s", v, from, r, to, v)
}

// mayDiffer reports whether a key may differ from itself, as a NaN does: a map
// does not find such a key again.
func mayDiffer(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsFloat|types.IsComplex) != 0
	case *types.Interface:
		return true
	case *types.Array:
		return mayDiffer(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if mayDiffer(f.Type()) {
				return true
			}
		}
	}
	return false
}

func (c *body) nextRune(it iterator, ok, key, val string) {
	w := c.temp()
	c.line_("%s = %s < len(%s)", ok, it.at, it.over)
	c.line_("if %s {", ok)
	c.line_("%s = %s", key, it.at)
	c.line_("if %s[%s] < 128 {", it.over, it.at)
	c.line_("%s = rune(%s[%s])\n%s = %s + 1", val, it.over, it.at, it.at, it.at)
	c.line_("} else {")
	utf8 := c.r.aliasPath("unicode/utf8", "utf8")
	c.line_("r__, %s := %s.DecodeRuneInString(%s[%s:])", w, utf8, it.over, it.at)
	c.line_("%s = r__\n%s = %s + %s", val, it.at, it.at, w)
	c.line_("}\n}")
}

// rangePanic writes the panic of a loop over a function that is misused, which
// the SSA form has in words of its own.
func (c *body) rangePanic(b *ssa.BasicBlock) bool {
	switch b.Comment {
	case "rangefunc.resume.busy":
		c.line_("rt__.RangePanic(0)")
		return true
	case "yield-invalid":
		last := b.Preds[0].Instrs[len(b.Preds[0].Instrs)-1]
		state := last.(*ssa.If).Cond.(*ssa.BinOp).X
		c.line_("rt__.RangePanic(%s)", c.expr(state))
		return true
	}
	return false
}
