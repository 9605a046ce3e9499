package lower

import "golang.org/x/tools/go/ssa"

// deferring reports whether the function keeps a list of deferred calls.
func (c *body) deferring() bool {
	if c.calls("ssa:deferstack") {
		return true
	}
	for _, b := range c.f.Blocks {
		for _, in := range b.Instrs {
			switch in.(type) {
			case *ssa.Defer, *ssa.RunDefers:
				return true
			}
		}
	}
	return false
}

// deferred writes the list of deferred calls and what runs it in a panic.
func (c *body) deferred() {
	c.line_("ds__ := rt__.NewDefers()")
	if c.f.Signature.Results().Len() == 0 || c.f.Recover == nil {
		c.line_("defer func() {\nds__.Run(recover())\n}()") // an empty if would not end
		return
	}
	c.line_("defer func() {\nif ds__.Run(recover()) {")

	for _, in := range c.f.Recover.Instrs {
		if ret, ok := in.(*ssa.Return); ok {
			for i, v := range ret.Results {
				c.line_("r%d = %s", i, c.expr(v))
			}
			break
		}
		c.instr(in)
	}
	c.line_("}\n}()")
}

// deferCall pushes a call; one that may recover is armed.
func (c *body) deferCall(v *ssa.Defer) {
	c.position(v.Pos())
	list := "ds__"
	if v.DeferStack != nil {
		list = c.expr(v.DeferStack)
	}
	push := "PushArmed"
	if f := v.Call.StaticCallee(); f != nil && !callsBuiltin(f, "recover") {
		push = "Push"
	}
	c.line_("%s.%s(%s)", list, push, c.thunk(&v.Call))
}
