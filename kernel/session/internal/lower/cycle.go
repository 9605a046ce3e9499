package lower

import (
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// A recursion without end would end the process. So every cycle of calls has
// a function in it that now and then asks how large the stack is: the members
// of cycles that can be seen, and all that call what cannot be seen, which are
// function values, methods of interfaces, and compiled functions that may call
// back. Counting calls instead would need a count for each goroutine, and a
// way to keep it right through panics.

// Ticks is how many calls, of all goroutines, go without a question.
const Ticks = 100

// guard writes the question, if the function is one that asks. Nothing calls the
// body of a cell again.
func (c *body) guard() {
	if c.f == c.p.out.entry || !mayRecur(c.f) {
		return
	}
	name := strconv.Quote(sourceName(c.f))
	if c.p.opts.Atomic {
		c.line_("rt__.Tick(%s)", name)
		return
	}
	ask := "rt__.Deep(" + name + ")"
	const n = "ticks__"
	if !c.p.stored[n] {
		remember(c.p, c.p.stored, n, true)
		c.p.out.globals.WriteString("var " + n + " int\n")
	}
	c.line_("%s++", n)
	c.line_("if %s > %d {\n%s = 0\n%s\n}", n, Ticks, n, ask)
}

// mayRecur reports whether a function is the one that guards a cycle.
func mayRecur(f *ssa.Function) bool {
	unseen := false
	calls(f, func(callee *ssa.Function, k *ssa.CallCommon) {
		unseen = unseen || callee == nil || len(callee.Blocks) == 0 && mayCallBack(k)
	})
	if unseen {
		return true
	}
	seen := map[*ssa.Function]bool{}
	var visit func(g *ssa.Function)
	visit = func(g *ssa.Function) {
		calls(g, func(callee *ssa.Function, _ *ssa.CallCommon) {
			if callee != nil && !seen[callee] {
				seen[callee] = true
				visit(callee)
			}
		})
	}
	visit(f)
	return seen[f]
}

// calls visits the calls of a function, with nil for a callee that is not known.
func calls(f *ssa.Function, visit func(*ssa.Function, *ssa.CallCommon)) {
	for _, b := range f.Blocks {
		for _, in := range b.Instrs {
			k, ok := in.(ssa.CallInstruction)
			if _, other := in.(*ssa.Go); !ok || other { // a goroutine has its own stack
				continue
			}
			if _, builtin := k.Common().Value.(*ssa.Builtin); !builtin {
				visit(k.Common().StaticCallee(), k.Common())
			}
		}
	}
}

// mayCallBack reports whether a compiled function gets something with code of
// the session in it.
func mayCallBack(k *ssa.CallCommon) bool {
	for _, a := range k.Args {
		t := a.Type().Underlying()
		if s, ok := t.(*types.Slice); ok {
			t = s.Elem().Underlying()
		}
		if _, ok := t.(*types.Basic); !ok {
			return true
		}
	}
	return false
}

// sourceName is what a cell calls a function.
func sourceName(f *ssa.Function) string {
	if f.Parent() != nil {
		return "a function literal"
	}
	if o := f.Origin(); o != nil {
		f = o
	}
	if p := f.Package(); p != nil {
		return f.RelString(p.Pkg)
	}
	return f.Name()
}
