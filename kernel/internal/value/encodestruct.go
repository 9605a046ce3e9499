package value

import (
	"bytes"
	"encoding/json"
	"go/types"
	"reflect"
)

// structure encodes the fields of a struct.
func (e *encoder) structure(n node) error {
	e.WriteByte('{')
	first := true
	for _, f := range jsonFields(n.typ) {
		v, ok := n.at(f.index)
		if !ok || f.omitEmpty && v.empty() || f.omitZero && v.zero() {
			continue
		}
		if !first {
			e.WriteByte(',')
		}
		first = false
		if err := e.plain(f.name); err != nil {
			return err
		}
		e.WriteByte(':')
		if err := e.field(v, f.quoted); err != nil {
			return err
		}
	}
	e.WriteByte('}')
	return nil
}

// field encodes a field; quoted, by the option string, as a JSON string.
func (e *encoder) field(n node, quoted bool) error {
	if !quoted {
		return e.value(n)
	}
	if n.kind() == reflect.Pointer {
		if n.null() {
			e.WriteString("null")
			return nil
		}
		n = n.elem()
	}
	inner := encoder{unescaped: e.unescaped}
	if done, err := inner.methods(n); done {
		e.Write(inner.Bytes())
		return err
	}
	if err := inner.value(n); err != nil {
		return err
	}
	if n.kind() == reflect.String {
		var text bytes.Buffer
		if e.unescaped {
			text = inner.Buffer
		} else {
			json.HTMLEscape(&text, inner.Bytes())
		}
		return e.plain(text.String())
	}
	e.WriteString(`"` + inner.String() + `"`)
	return nil
}

// at follows the way to a promoted field; a nil pointer on it ends it.
func (n node) at(index []int) (node, bool) {
	for i, x := range index {
		if i > 0 && n.kind() == reflect.Pointer {
			if n.null() {
				return node{}, false
			}
			n = n.elem()
		}
		n = n.field(x).node
	}
	return n, true
}

// empty is what the option omitempty leaves out.
func (n node) empty() bool {
	switch n.kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return n.length() == 0
	case reflect.Struct:
		return false
	}
	return n.null() || n.v.IsValid() && n.v.IsZero()
}

// zero is what the option omitzero leaves out: by the method IsZero if the type
// has it.
func (n node) zero() bool {
	f, s := n.lookup("IsZero")
	recv := n
	if f == nil {
		if p, ok := n.address(); ok {
			f, s = p.lookup("IsZero")
			recv = p
		}
	}
	if g, ok := f.(func(any) bool); ok && is(s, "func() bool") {
		return n.kind() == reflect.Pointer && n.null() || g(recv.recv())
	}
	if n.kind() == reflect.Pointer && n.null() || !n.v.IsValid() {
		return true
	}
	if x, ok := n.native().(interface{ IsZero() bool }); ok {
		return x.IsZero()
	}
	if n.typ != nil && types.IsInterface(n.typ) {
		return n.null()
	}
	return n.v.IsZero()
}
