package lower

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// call is the text of a call that is not of a builtin.
func (c *body) call(v *ssa.Call) string {
	k := &v.Call
	if vals := c.spread[v]; vals != nil {
		args := append(c.exprs(k.Args[:len(k.Args)-1]), c.exprs(vals)...)
		return c.callee(k) + "(" + strings.Join(args, ", ") + ")"
	}
	if k.IsInvoke() {
		return c.callText(k, c.receiver(k.Value), c.exprs(k.Args))
	}
	if declared(k) {
		return c.callText(k, c.callee(k), c.arguments(k.Args))
	}
	return c.callText(k, c.callee(k), c.exprs(k.Args))
}

// receiver is the text of an interface whose method is called. No method of a
// bare nil can be named.
func (c *body) receiver(v ssa.Value) string {
	if !isNil(v) {
		return c.expr(v)
	}
	n := c.temp()
	c.line_("var %s %s", n, c.r.of(v.Type()))
	return n
}

// callee is the text of what is called, empty for compiled methods, whose
// text needs the receiver.
func (c *body) callee(k *ssa.CallCommon) string {
	switch f := k.Value.(type) {
	case *ssa.Function:
		if len(f.Blocks) == 0 && f.Signature.Recv() != nil {
			return ""
		}
		return c.function(f)
	case *ssa.MakeClosure:
		return c.expr(f)
	}
	return c.unwrapped(k.Value)
}

// callText is the text of a call with its operands given as text.
func (c *body) callText(k *ssa.CallCommon, callee string, args []string) string {
	sig := k.Signature()
	if sig.Variadic() {
		last := len(args) - 1
		if t := k.Args[len(k.Args)-1].Type(); c.r.of(t) == "any" {
			args[last] = c.p.unwrapper(c.r.raw(t)) + "(" + args[last] + ")"
		}
		args[last] += "..."
	}
	if k.IsInvoke() {
		return c.invoke(k, callee, args)
	}
	if f, ok := k.Value.(*ssa.Function); ok && callee == "" {
		return c.compiledMethod(f, args)
	}
	return callee + "(" + strings.Join(args, ", ") + ")"
}

func (c *body) compiledMethod(f *ssa.Function, args []string) string {
	if !f.Object().Exported() {
		refuse("%s cannot be interpreted", f)
	}
	if in := c.p.inspects(f); in != "" {
		return in + "(" + strings.Join(args, ", ") + ")"
	}
	if c.r.foreign(f.Signature.Recv().Type()) {
		return c.foreignMethod(f, args)
	}
	recv := args[0]
	if strings.ContainsAny(recv, " &*+-") {
		recv = "(" + recv + ")"
	}
	return recv + "." + f.Name() + "(" + strings.Join(args[1:], ", ") + ")"
}

// invoke is the text of a call through an interface.
func (c *body) invoke(k *ssa.CallCommon, recv string, args []string) string {
	if c.r.nativeInterface(k.Value.Type()) {
		return recv + "." + k.Method.Name() + "(" + strings.Join(args, ", ") + ")"
	}
	all := append([]string{"rt__.Recv(" + recv + ")"}, args...)
	return fmt.Sprintf("rt__.Find(%s, %q).(func%s)(%s)", recv, k.Method.Name(),
		c.r.signature(k.Method.Signature(), []string{"any"}), strings.Join(all, ", "))
}

// closure is a call of the factory of a function with free variables.
func (c *body) closure(v *ssa.MakeClosure) string {
	return c.function(v.Fn.(*ssa.Function)) + "(" + strings.Join(c.arguments(v.Bindings), ", ") + ")"
}

// thunk writes a factory for a call whose operands are evaluated now and that
// is made later, and returns the text of the thunk.
func (c *body) thunk(k *ssa.CallCommon) string {
	var params, names []string
	var given []ssa.Value
	capture := func(v ssa.Value) string {
		t := c.r.of(v.Type())
		n := fmt.Sprintf("c%d", len(names))
		names, params, given = append(names, n), append(params, n+" "+t), append(given, v)
		return n
	}
	callee := ""
	switch f := k.Value.(type) {
	case *ssa.Function:
		callee = c.callee(k)
	case *ssa.Builtin:
	default:
		callee = capture(f)
		if k.IsInvoke() { // the method is looked up now
			c.line_("if %s == nil {\nrt__.Find(nil, %q)\n}", c.receiver(f), k.Method.Name())
		}
		if !k.IsInvoke() && c.r.of(f.Type()) == "any" {
			callee += ".(" + c.r.raw(f.Type()) + ")"
		}
	}
	args := make([]string, len(k.Args))
	for i, a := range k.Args {
		args[i] = capture(a)
	}
	text := ""
	if b, ok := k.Value.(*ssa.Builtin); ok {
		text = c.builtinText(k, b, args)
		if b.Name() == "recover" {
			text = "" // it is not called by a deferred function: it is one
		}
	} else {
		text = c.callText(k, callee, args)
	}
	n := c.p.name("d")
	back := ""
	if !declared(k) { // which reads them back itself
		back = c.readBack(names, given)
	}
	fmt.Fprintf(&c.p.out.funcs, "func %s(%s) func() {\n%sreturn func() {\n%s\n}\n}\n", n, strings.Join(params, ", "), back, text)
	return n + "(" + strings.Join(c.arguments(given), ", ") + ")"
}

func (c *body) goCall(v *ssa.Go) {
	c.position(v.Pos())
	c.line_("rt__.Go(%s)", c.thunk(&v.Call))
}
