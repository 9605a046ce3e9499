package lower

import (
	"strings"

	"golang.org/x/tools/go/ssa"
)

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
	if f := v.Call.StaticCallee(); f != nil && !callsBuiltin(f, "recover") && !standsIn(f) {
		push = "Push"
	}
	c.line_("%s.%s(%s)", list, push, c.thunk(&v.Call))
}

// standsIn reports whether a function is there for a method: as its value, or
// promoted. What may be done in the method may be done in what it calls.
func standsIn(f *ssa.Function) bool {
	return strings.Contains(f.Synthetic, "wrapper") || strings.Contains(f.Synthetic, "thunk")
}

// callsRecoverer reports whether a function that does not call recover calls
// one that does. What is deferred as a value may be such a function, and only
// what is deferred itself can recover: the right to it ends here.
func callsRecoverer(f *ssa.Function) bool {
	if standsIn(f) {
		return false
	}
	for _, b := range f.Blocks {
		for _, in := range b.Instrs {
			call, ok := in.(*ssa.Call)
			if !ok {
				continue
			}
			if callee := call.Call.StaticCallee(); callee != nil && callsBuiltin(callee, "recover") {
				return true
			}
		}
	}
	return false
}
