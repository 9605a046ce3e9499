package lower

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// The interpreter leaves out arguments of declared functions that reflect finds
// zero, and a negative zero is one: it would lose its sign. Where an argument
// may be one, the caller writes it as a value that is not zero, and the function
// reads it back; see value.Signed.

// signedPart is the selector of the first float or complex number of values of a
// type; none when they hold no numbers of that kind.
func (r *repr) signedPart(t types.Type) (selector string, ok bool) {
	if r.of(t) == "any" {
		return "", false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return "", u.Info()&(types.IsFloat|types.IsComplex) != 0
	case *types.Array:
		if u.Len() > 0 {
			s, ok := r.signedPart(u.Elem())
			return "[0]" + s, ok
		}
	case *types.Struct:
		if r.native(t) {
			return "", false
		}
		for i := range u.NumFields() {
			if s, ok := r.signedPart(u.Field(i).Type()); ok {
				return "." + fieldName(u, i) + s, true
			}
		}
	}
	return "", false
}

// signed reports whether an argument may be a negative zero.
func (c *body) signed(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return false
	case *ssa.Convert:
		if isInteger(v.X.Type()) {
			return false
		}
	}
	_, ok := c.r.signedPart(v.Type())
	return ok
}

// declared reports whether a call is of a declared function.
func declared(k *ssa.CallCommon) bool {
	f, ok := k.Value.(*ssa.Function)
	return ok && len(f.Blocks) > 0
}

// arguments are the texts of the arguments of a declared function.
func (c *body) arguments(list []ssa.Value) []string {
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = c.expr(v)
		if c.signed(v) {
			n := c.local(c.r.of(v.Type()))
			c.line_("%s = %s", n, texts[i])
			c.b.WriteString(c.r.sign(n, v.Type()))
			texts[i] = n
		}
	}
	return texts
}

// sign is a statement that makes a variable fit to be an argument.
func (r *repr) sign(name string, t types.Type) string {
	part, ok := r.signedPart(t)
	if !ok {
		return ""
	}
	return fmt.Sprintf("if %s%s == 0.0 {\n%s = rt__.Signed(%s).(%s)\n}\n", name, part, name, name, r.of(t))
}

// unsign is a statement that reads a parameter back.
func (r *repr) unsign(name string, t types.Type) string {
	part, ok := r.signedPart(t)
	if !ok {
		return ""
	}
	x := name + part
	return fmt.Sprintf("if %s != %s {\n%s = rt__.Unsigned(%s).(%s)\n}\n", x, x, name, name, r.of(t))
}

// readBack reads parameters back.
func (c *body) readBack(names []string, values []ssa.Value) string {
	var b strings.Builder
	for i, v := range values {
		b.WriteString(c.r.unsign(names[i], v.Type()))
	}
	return b.String()
}
