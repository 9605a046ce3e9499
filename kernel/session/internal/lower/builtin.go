package lower

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// builtin writes a call of a builtin function as a statement or definition.
func (c *body) builtin(v *ssa.Call, b *ssa.Builtin) {
	if vals := c.spread[v]; vals != nil {
		c.define(v, c.sliceOf(v.Type(), "append("+c.unwrapped(v.Call.Args[0])+", "+strings.Join(c.exprs(vals), ", ")+")"))
		return
	}
	text := c.builtinText(&v.Call, b, c.exprs(v.Call.Args))
	switch b.Name() {
	case "delete", "close", "print", "println", "clear":
		c.line_("%s", text)
	case "copy", "recover":
		if len(*v.Referrers()) == 0 {
			c.line_("%s", text)
			return
		}
		c.define(v, text)
	case "min", "max":
		c.extreme(v, b.Name())
	default:
		c.define(v, text)
	}
}

// builtinText is the call of a builtin, its operands given as text.
func (c *body) builtinText(k *ssa.CallCommon, b *ssa.Builtin, args []string) string {
	for i, a := range k.Args {
		if c.r.of(a.Type()) == "any" && !types.IsInterface(a.Type()) && b.Name() != "print" && b.Name() != "println" {
			if isNil(a) {
				args[i] = "(" + c.r.raw(a.Type()) + ")(nil)"
				continue
			}
			switch a.Type().Underlying().(type) {
			case *types.Slice, *types.Map, *types.Chan:
				args[i] = c.p.unwrapper(c.r.raw(a.Type())) + "(" + args[i] + ")"
			}
		}
	}
	switch b.Name() {
	case "len", "cap":
		return c.length(k, b, args[0])
	case "append":
		if len(args) == 1 {
			return args[0]
		}
		return c.sliceOf(k.Args[0].Type(), "append("+args[0]+", "+args[1]+"...)")
	case "print", "println":
		return c.printing(k, b.Name(), args)
	case "clear":
		return c.clear(k.Args[0].Type(), args[0])
	case "recover":
		return "rc__.Recover()"
	case "panic":
		return "rt__.Panic(" + args[0] + ")"
	case "ssa:wrapnilchk":
		return args[0]
	case "ssa:deferstack":
		return "ds__"
	}
	return b.Name() + "(" + strings.Join(args, ", ") + ")"
}

func (c *body) length(k *ssa.CallCommon, b *ssa.Builtin, arg string) string {
	t := k.Args[0].Type().Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
	}
	if a, ok := t.(*types.Array); ok {
		return fmt.Sprint(a.Len())
	}
	return b.Name() + "(" + arg + ")"
}

func (c *body) clear(t types.Type, arg string) string {
	if _, ok := t.Underlying().(*types.Map); ok {
		return "rt__.Clear(" + arg + ")"
	}
	return "rt__.Clear(" + arg + ")"
}

// printing passes interfaces marked, since print shows them as addresses.
func (c *body) printing(k *ssa.CallCommon, name string, args []string) string {
	for i, a := range k.Args {
		if types.IsInterface(a.Type()) {
			args[i] = "rt__.PrintInterface(" + args[i] + ")"
		}
	}
	return "rt__." + strings.ToUpper(name[:1]) + name[1:] + "(" + strings.Join(args, ", ") + ")"
}

// extreme writes min or max.
func (c *body) extreme(v *ssa.Call, name string) {
	t := c.r.of(v.Type())
	n := c.local(t)
	args := c.exprs(v.Call.Args)
	op := map[string]string{"min": "<", "max": ">"}[name]
	c.line_("%s = %s", n, args[0])
	c.names[v] = n
	float := v.Type().Underlying().(*types.Basic).Info()&types.IsFloat != 0
	for i, a := range args[1:] {
		if float {
			c.extremeFloat(n, t, name, a, v.Call.Args[i+1])
			continue
		}
		c.line_("if %s %s %s {\n%s = %s\n}", a, op, n, n, a)
	}
}

// extremeFloat writes a step of min or max of floats. Package math knows of the
// signs of zeros, but prefers an infinity to a NaN.
func (c *body) extremeFloat(n, t, name, a string, v ssa.Value) {
	c.p.out.imports["math"] = c.r.aliasPath("math", "math")
	step := fmt.Sprintf("%s = %s(%s.%s(float64(%s), float64(%s)))", n, t, c.r.aliases["math"],
		strings.ToUpper(name[:1])+name[1:], n, a)
	if _, ok := v.(*ssa.Const); !ok {
		step = fmt.Sprintf("if %s != %s {\n%s = %s\n} else {\n%s\n}", a, a, n, a, step)
	}
	c.line_("if %s == %s {\n%s\n}", n, n, step)
}
