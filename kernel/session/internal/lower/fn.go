package lower

import (
	"fmt"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// body emits one function.
type body struct {
	p      *Program
	r      *repr
	f      *ssa.Function
	b      strings.Builder
	names  map[ssa.Value]string   // registers, parameters, plain variables
	tuples map[ssa.Value][]string // parts of tuples; "_" when unused
	folds  map[ssa.Value]bool     // values written where they are used
	virt   map[ssa.Value]bool     // addresses that stay places
	plain  map[*ssa.Alloc]bool    // variables that need no address
	labels map[*ssa.BasicBlock]bool
	order  []*ssa.BasicBlock
	next   *ssa.BasicBlock
	serial int
	line   int
	decls  strings.Builder // variables declared before the first block
	iters  map[*ssa.Range]iterator
	copied map[*ssa.Phi]bool // φ variables declared
	top    bool              // writing at the function's own scope
	known  map[*ssa.BasicBlock]*facts
	stores map[any]bool // variables and fields the function stores to
	tested map[ssa.Instruction]test
	slices map[*ssa.Slice]sliced
	spread map[*ssa.Call][]ssa.Value // elements that are appended
	gone   map[ssa.Instruction]bool  // what made an array of them
	again  map[*ssa.BasicBlock]bool  // blocks of loops
	taken  map[ssa.Value]string      // lengths taken before a loop
	leaves bool                      // something jumps to the function's end
}

// emit writes a function of the session.
func (p *Program) emit(f *ssa.Function) {
	if len(f.Blocks) == 0 {
		refuse("%s has no body", f)
	}
	c := &body{
		p: p, r: p.repr, f: f, names: map[ssa.Value]string{}, tuples: map[ssa.Value][]string{},
		labels: map[*ssa.BasicBlock]bool{}, iters: map[*ssa.Range]iterator{}, copied: map[*ssa.Phi]bool{}, top: true,
		known: map[*ssa.BasicBlock]*facts{},
	}
	c.loops()
	c.analyze()
	name := p.fn(f)
	params, back, freeBack := make([]string, 0, len(f.Params)), "", ""
	for i, v := range f.Params {
		n := fmt.Sprintf("p%d", i)
		c.names[v] = n
		t := c.r.of(v.Type())
		if f.Signature.Variadic() && i == len(f.Params)-1 {
			t = "..." + c.r.of(v.Type().Underlying().(*types.Slice).Elem())
		}
		params = append(params, n+" "+t)
		back += c.r.unsign(n, v.Type())
	}
	results := c.r.results(f.Signature.Results())
	if f.Recover != nil {
		results = c.namedResults()
	}
	free := make([]string, len(f.FreeVars))
	for i, v := range f.FreeVars {
		c.names[v] = fmt.Sprintf("b%d", i)
		free[i] = c.names[v] + " " + c.r.of(v.Type())
		freeBack += c.r.unsign(c.names[v], v.Type())
	}
	c.blocks()
	text := c.decls.String() + back + c.b.String()
	out := &p.out.funcs
	if len(free) == 0 {
		fmt.Fprintf(out, "func %s(%s)%s {\n%s}\n", name, strings.Join(params, ", "), results, text)
		return
	}
	fmt.Fprintf(out, "func %s(%s) %s {\n%sreturn func(%s)%s {\n%s}\n}\n", name, strings.Join(free, ", "),
		c.r.raw(f.Signature), freeBack, strings.Join(params, ", "), results, text)
}

func (c *body) namedResults() string {
	res := c.f.Signature.Results()
	parts := make([]string, res.Len())
	for i := range parts {
		parts[i] = fmt.Sprintf("r%d %s", i, c.r.of(res.At(i).Type()))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// blocks writes the blocks in an order where definitions precede uses.
func (c *body) blocks() {
	for _, b := range c.f.DomPreorder() {
		if b != c.f.Recover {
			c.order = append(c.order, b)
		}
	}
	c.markLabels()
	if c.calls("recover") {
		c.line_("rc__ := rt__.Recoverer()")
	} else if callsRecoverer(c.f) {
		c.line_("rt__.Recoverer()")
	}
	c.guard()
	for _, p := range c.f.Params {
		c.measure(p)
	}
	for i, b := range c.order {
		c.next = nil
		if i+1 < len(c.order) {
			c.next = c.order[i+1]
		}
		if c.labels[b] {
			fmt.Fprintf(&c.b, "L%d:\n", b.Index)
		}
		start := c.b.Len()
		c.line = 0
		instrs := b.Instrs
		if i == 0 {
			instrs = c.entry(instrs)
		}
		for _, in := range instrs {
			c.instr(in)
			if v, ok := in.(ssa.Value); ok {
				c.measure(v)
			}
		}
		if c.labels[b] && c.b.Len() == start {
			c.line_("{}") // the interpreter loses a label at a label
		}
	}
	if c.leaves {
		c.line_("E__:\n{}")
	}
}

// entry writes the variables of the first block, then the run of the deferred
// calls, and returns what is left.
func (c *body) entry(instrs []ssa.Instruction) []ssa.Instruction {
	if !c.deferring() {
		return instrs
	}
	// The variables come first: what is deferred must find the results.
	var rest []ssa.Instruction
	for _, in := range instrs {
		if a, ok := in.(*ssa.Alloc); ok {
			c.instr(a)
			continue
		}
		rest = append(rest, in)
	}
	c.deferred()
	return rest
}

// markLabels finds the blocks something jumps to.
func (c *body) markLabels() {
	at := map[*ssa.BasicBlock]int{}
	for i, b := range c.order {
		at[b] = i
	}
	for i, b := range c.order {
		follows := func(s *ssa.BasicBlock) bool { return at[s] == i+1 }
		switch len(b.Succs) {
		case 1:
			if !follows(b.Succs[0]) {
				c.labels[b.Succs[0]] = true
			}
		case 2:
			t, e := b.Succs[0], b.Succs[1]
			if follows(t) {
				c.labels[e] = true
			} else {
				c.labels[t] = true
				if !follows(e) {
					c.labels[e] = true
				}
			}
		}
	}
}

// line_ writes a line of text.
func (c *body) line_(format string, args ...any) {
	fmt.Fprintf(&c.b, format+"\n", args...)
}

// temp makes a fresh local name.
func (c *body) temp() string {
	c.serial++
	return fmt.Sprintf("t%d", c.serial)
}

// define names the value of an instruction and assigns it.
func (c *body) define(v ssa.Value, text string) {
	if refs := v.Referrers(); refs == nil || len(*refs) == 0 {
		if call, ok := v.(*ssa.Call); ok {
			if _, ok := call.Call.Value.(*ssa.Builtin); !ok {
				c.line_("%s", text)
				return
			}
		}
	}
	if c.assigned(v) {
		c.names[v] = c.local(c.r.of(v.Type()))
		c.line_("%s = %s", c.names[v], text)
		return
	}
	n := c.temp()
	c.names[v] = n
	if t := c.r.of(v.Type()); t == "any" {
		c.line_("var %s any = %s", n, text)
	} else if c.r.nativeInterface(v.Type()) {
		c.line_("var %s %s = %s", n, t, text)
	} else {
		c.line_("%s := %s", n, text)
	}
}

// position notes where the program is before what may panic.
func (c *body) position(pos token.Pos) {
	if !c.p.opts.Positions || !pos.IsValid() {
		return
	}
	at := c.p.prog.Fset.Position(pos)
	if strings.HasPrefix(at.Filename, "stub:") {
		return // the reader's is the call
	}
	if at.Line != c.line {
		c.line = at.Line
		if c.p.opts.Atomic {
			c.line_("rt__.At(%d)", pos)
		} else {
			c.line_("*rt__.Pos = %d", pos)
		}
	}
}

// calls reports whether the function calls a builtin.
func (c *body) calls(name string) bool { return callsBuiltin(c.f, name) }

func callsBuiltin(f *ssa.Function, name string) bool {
	for _, b := range f.Blocks {
		for _, in := range b.Instrs {
			if call, ok := in.(ssa.CallInstruction); ok {
				if bi, ok := call.Common().Value.(*ssa.Builtin); ok && bi.Name() == name {
					return true
				}
			}
		}
	}
	return false
}
