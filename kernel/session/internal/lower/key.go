package lower

import (
	"fmt"
	"go/types"
	"strings"
)

// key is a text that is equal for identical types only.
func (r *repr) key(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return types.Typ[t.Kind()].Name()
	case *types.Named:
		return r.namedKey(t)
	case *types.Pointer:
		return "*" + r.key(t.Elem())
	case *types.Slice:
		return "[]" + r.key(t.Elem())
	case *types.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), r.key(t.Elem()))
	case *types.Map:
		return "map[" + r.key(t.Key()) + "]" + r.key(t.Elem())
	case *types.Chan:
		return fmt.Sprintf("chan%d(%s)", t.Dir(), r.key(t.Elem()))
	case *types.Signature:
		return fmt.Sprintf("func%t%s%s", t.Variadic(), r.tupleKey(t.Params()), r.tupleKey(t.Results()))
	case *types.Tuple:
		return r.tupleKey(t)
	case *types.Struct:
		return r.structKey(t)
	case *types.Interface:
		return r.interfaceKey(t)
	}
	return t.String()
}

func (r *repr) namedKey(t *types.Named) string {
	obj := t.Origin().Obj()
	if obj.Pkg() == nil {
		return obj.Name()
	}
	head := obj.Pkg().Path() + "." + obj.Name()
	if !r.compiled(obj.Pkg()) || obj.Parent() != obj.Pkg().Scope() {
		head = fmt.Sprintf("#%d", r.identity(obj))
	}
	if t.TypeArgs().Len() == 0 {
		return head
	}
	args := make([]string, t.TypeArgs().Len())
	for i := range args {
		args[i] = r.key(t.TypeArgs().At(i))
	}
	return head + "[" + strings.Join(args, ",") + "]"
}

func (r *repr) tupleKey(t *types.Tuple) string {
	parts := make([]string, t.Len())
	for i := range parts {
		parts[i] = r.key(t.At(i).Type())
	}
	return "(" + strings.Join(parts, ",") + ")"
}

func (r *repr) structKey(t *types.Struct) string {
	var b strings.Builder
	b.WriteString("struct{")
	for i := range t.NumFields() {
		f := t.Field(i)
		fmt.Fprintf(&b, "%s %t %s %q;", f.Id(), f.Embedded(), r.key(f.Type()), t.Tag(i))
	}
	return b.String() + "}"
}

func (r *repr) interfaceKey(t *types.Interface) string {
	var b strings.Builder
	b.WriteString("interface{")
	for i := range t.NumMethods() {
		m := t.Method(i)
		fmt.Fprintf(&b, "%s %s;", m.Id(), r.key(m.Type()))
	}
	return b.String() + "}"
}
