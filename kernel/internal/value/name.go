package value

import (
	"go/types"
	"strconv"
	"strings"
)

// typeName writes a type as package reflect names it.
func typeName(t types.Type) string {
	var b strings.Builder
	writeType(&b, t)
	return b.String()
}

func writeType(b *strings.Builder, t types.Type) {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		b.WriteString(basicName(t))
	case *types.Named:
		writeNamed(b, t)
	case *types.Pointer:
		b.WriteByte('*')
		writeType(b, t.Elem())
	case *types.Slice:
		b.WriteString("[]")
		writeType(b, t.Elem())
	case *types.Array:
		b.WriteString("[" + strconv.FormatInt(t.Len(), 10) + "]")
		writeType(b, t.Elem())
	case *types.Map:
		b.WriteString("map[")
		writeType(b, t.Key())
		b.WriteByte(']')
		writeType(b, t.Elem())
	case *types.Chan:
		writeChan(b, t)
	case *types.Signature:
		b.WriteString("func")
		writeSignature(b, t)
	case *types.Struct:
		writeStruct(b, t)
	case *types.Interface:
		writeInterface(b, t)
	case nil:
		b.WriteString("<nil>")
	default:
		b.WriteString(t.String())
	}
}

func basicName(t *types.Basic) string {
	if t.Kind() == types.UnsafePointer {
		return "unsafe.Pointer"
	}
	if t.Kind() >= types.Bool && t.Kind() <= types.UnsafePointer {
		return types.Typ[t.Kind()].Name() // uint8 and int32, not byte and rune
	}
	return t.Name()
}

// writeNamed writes main.Pair[int,time/path.T]: arguments have whole paths.
func writeNamed(b *strings.Builder, t *types.Named) {
	if p := t.Obj().Pkg(); p != nil {
		b.WriteString(p.Name() + ".")
	}
	b.WriteString(t.Obj().Name())
	args := t.TypeArgs()
	for i := range args.Len() {
		b.WriteByte("[,"[min(i, 1)])
		full := types.TypeString(args.At(i), nil)
		if _, ok := types.Unalias(args.At(i)).(*types.Named); !ok || strings.Contains(full, "[") {
			full = typeName(args.At(i))
		}
		b.WriteString(full)
	}
	if args.Len() > 0 {
		b.WriteByte(']')
	}
}

func writeChan(b *strings.Builder, t *types.Chan) {
	elem := typeName(t.Elem())
	switch t.Dir() {
	case types.SendOnly:
		b.WriteString("chan<- " + elem)
	case types.RecvOnly:
		b.WriteString("<-chan " + elem)
	default:
		if strings.HasPrefix(elem, "<") {
			elem = "(" + elem + ")"
		}
		b.WriteString("chan " + elem)
	}
}

func writeSignature(b *strings.Builder, t *types.Signature) {
	b.WriteByte('(')
	for i := range t.Params().Len() {
		if i > 0 {
			b.WriteString(", ")
		}
		p := t.Params().At(i).Type()
		if s, ok := p.(*types.Slice); ok && t.Variadic() && i == t.Params().Len()-1 {
			b.WriteString("...")
			p = s.Elem()
		}
		writeType(b, p)
	}
	b.WriteByte(')')
	n := t.Results().Len()
	if n == 0 {
		return
	}
	b.WriteByte(' ')
	if n > 1 {
		b.WriteByte('(')
	}
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		writeType(b, t.Results().At(i).Type())
	}
	if n > 1 {
		b.WriteByte(')')
	}
}

func writeStruct(b *strings.Builder, t *types.Struct) {
	b.WriteString("struct {")
	for i := range t.NumFields() {
		if i > 0 {
			b.WriteByte(';')
		}
		b.WriteByte(' ')
		f := t.Field(i)
		if !f.Embedded() {
			b.WriteString(f.Name() + " ")
		}
		writeType(b, f.Type())
		if tag := t.Tag(i); tag != "" {
			b.WriteString(" " + strconv.Quote(tag))
		}
	}
	if t.NumFields() > 0 {
		b.WriteByte(' ')
	}
	b.WriteByte('}')
}

func writeInterface(b *strings.Builder, t *types.Interface) {
	if t.NumMethods() == 0 {
		b.WriteString("interface {}")
		return
	}
	b.WriteString("interface {")
	for i := range t.NumMethods() {
		if i > 0 {
			b.WriteByte(';')
		}
		m := t.Method(i)
		b.WriteByte(' ')
		if !m.Exported() && m.Pkg() != nil {
			b.WriteString(m.Pkg().Name() + ".")
		}
		b.WriteString(m.Name())
		writeSignature(b, m.Type().(*types.Signature))
	}
	b.WriteString(" }")
}
