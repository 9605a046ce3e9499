package lower

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// instr writes an instruction, unless its consumer will.
func (c *body) instr(in ssa.Instruction) {
	if c.gone[in] {
		return
	}
	c.check(in)
	if v, ok := in.(ssa.Value); ok && (c.virt[v] || c.folds[v]) {
		return
	}
	switch v := in.(type) {
	case *ssa.DebugRef, *ssa.Phi:
	case *ssa.Jump:
		c.edge(in.Block(), in.Block().Succs[0])
		c.jump(in.Block().Succs[0])
	case *ssa.If:
		c.branch(v)
	case *ssa.Return:
		c.returns(v)
	case *ssa.Store:
		c.position(v.Pos())
		c.line_("%s = %s", c.place_(v.Addr), c.expr(v.Val))
	case *ssa.MapUpdate:
		c.position(v.Pos())
		if c.p.opts.Checks && c.deep(v.Key.Type()) {
			c.line_("rt__.Hash(%s)", c.expr(v.Key))
		}
		c.line_("%s[%s] = %s", c.unwrapped(v.Map), c.expr(v.Key), c.expr(v.Value))
	case *ssa.Send:
		c.position(v.Pos())
		c.line_("%s <- %s", c.unwrapped(v.Chan), c.expr(v.X))
	case *ssa.Panic:
		c.panics(v)
	case *ssa.RunDefers:
		c.line_("ds__.RunDefers()")
	case *ssa.Defer:
		c.deferCall(v)
	case *ssa.Go:
		c.goCall(v)
	case ssa.Value:
		c.valued(v, in)
	default:
		refuse("%s: instruction %s", c.f, in)
	}
}

func (c *body) panics(v *ssa.Panic) {
	c.line = 0 // it does panic: the column matters
	c.position(v.Pos())
	if !c.rangePanic(v.Block()) {
		c.line_("rt__.Panic(%s)", c.expr(v.X))
	}
	c.line_("panic(nil)")
}

// valued writes an instruction that is a value.
func (c *body) valued(v ssa.Value, in ssa.Instruction) {
	switch v := v.(type) {
	case *ssa.Alloc:
		c.alloc(v)
	case *ssa.Range:
		c.ranged(v)
	case *ssa.Next:
		c.nextItem(v)
	case *ssa.Select:
		c.selects(v)
	case *ssa.TypeAssert:
		c.position(v.Pos())
		c.assert(v)
	case *ssa.Extract:
		c.extract(v)
	case *ssa.Call:
		pos := c.failing(c.spread[v])
		if !pos.IsValid() {
			pos = v.Pos()
		}
		c.position(pos)
		c.defined(v, in)
	default:
		c.position(v.Pos())
		c.defined(v, in)
	}
}

// defined writes an instruction with a value.
func (c *body) defined(v ssa.Value, in ssa.Instruction) {
	if t, ok := v.Type().(*types.Tuple); ok {
		c.tuple(v, t, in)
		return
	}
	if call, ok := v.(*ssa.Call); ok {
		if b, ok := call.Call.Value.(*ssa.Builtin); ok {
			c.builtin(call, b)
			return
		}
	}
	if op, ok := v.(*ssa.BinOp); ok {
		c.checkShift(op)
	}
	c.define(v, c.value(in))
}

// tuple writes an instruction with several values, or none.
func (c *body) tuple(v ssa.Value, t *types.Tuple, in ssa.Instruction) {
	if t.Len() == 0 {
		if call, ok := v.(*ssa.Call); ok {
			if b, ok := call.Call.Value.(*ssa.Builtin); ok {
				c.builtin(call, b)
				return
			}
		}
		c.line_("%s", c.value(in))
		return
	}
	used := c.parts(v, t)
	if !used {
		if call, ok := in.(*ssa.Call); ok {
			c.line_("%s", c.call(call))
			return
		}
		c.tuples[v][0] = c.temp()
	}
	c.line_("%s := %s", strings.Join(c.tuples[v], ", "), c.value(in))
}

// parts names the parts of a tuple that are used, and reports whether any is.
func (c *body) parts(v ssa.Value, t *types.Tuple) bool {
	names := make([]string, t.Len())
	for i := range names {
		names[i] = "_"
	}
	used := false
	for _, ref := range *v.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok && len(*e.Referrers()) > 0 && names[e.Index] == "_" {
			names[e.Index] = c.temp()
			used = true
		}
	}
	c.tuples[v] = names
	return used
}

func (c *body) extract(v *ssa.Extract) { c.names[v] = c.tuples[v.Tuple][v.Index] }

// alloc writes a variable: a plain one where no address is needed.
func (c *body) alloc(a *ssa.Alloc) {
	c.sized(a)
	t := deref(a.Type())
	n := c.temp()
	c.names[a] = n
	if !c.plain[a] {
		c.line_("%s := new(%s)", n, c.r.of(t))
		return
	}
	switch r := c.r.of(t); {
	case r == "any" || c.r.nativeInterface(t):
		c.line_("var %s %s", n, r)
		c.line_("%s = %s", n, c.p.nilOf(t))
	default:
		c.line_("%s := %s", n, c.zero(t))
	}
}

// jump goes to a block unless it comes next anyway.
func (c *body) jump(to *ssa.BasicBlock) {
	if to != c.next {
		c.line_("goto L%d", to.Index)
	}
}

// branch writes a condition, the copies of each edge in its arm.
func (c *body) branch(v *ssa.If) {
	b := v.Block()
	yes, no := b.Succs[0], b.Succs[1]
	cond := c.expr(v.Cond)
	if yes == c.next && yes != no {
		cond, yes, no = c.negated(v.Cond, cond), no, yes
	}
	c.line_("if %s {", cond)
	c.top = false
	c.edge(b, yes)
	c.top = true
	c.line_("goto L%d\n}", yes.Index)
	c.edge(b, no)
	c.jump(no)
}

func (c *body) returns(v *ssa.Return) {
	if c.deferring() && !runsDefers(v.Block()) {
		// The SSA form forgets what only the body of a range over a function
		// deferred. The results are read on the return's own line, after it.
		c.line_("ds__.RunDefers()")
	}
	if len(v.Results) == 0 {
		// A bare return has nothing to execute, and what jumps to it makes the
		// interpreter call itself for ever.
		if c.next == nil {
			c.line_("{}")
			return
		}
		c.leaves = true
		c.line_("goto E__")
		return
	}
	parts := make([]string, len(v.Results))
	for i, r := range v.Results {
		parts[i] = c.expr(r)
	}
	c.line_("return %s", strings.Join(parts, ", "))
}

// negated is the text of the opposite of a condition, without an operation
// more where the operands are ordered.
func (c *body) negated(v ssa.Value, text string) string {
	b, ok := v.(*ssa.BinOp)
	if ok && c.folds[v] && isInteger(b.X.Type()) {
		if op, ok := opposite[b.Op]; ok {
			return c.op(b.X) + " " + op + " " + c.op(b.Y)
		}
	}
	return "!(" + text + ")"
}

var opposite = map[token.Token]string{
	token.LSS: ">=", token.GEQ: "<", token.GTR: "<=", token.LEQ: ">", token.EQL: "!=", token.NEQ: "==",
}

func runsDefers(b *ssa.BasicBlock) bool {
	for _, in := range b.Instrs {
		if _, ok := in.(*ssa.RunDefers); ok {
			return true
		}
	}
	return false
}
