package value

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/types"
	"reflect"
	"strings"
)

// Unmarshal is json.Unmarshal into variables of a session.
func Unmarshal(data []byte, x any) error { return decodeInto(data, x, options{}) }

// Decode is the method of a json.Decoder for variables of a session.
func Decode(d *json.Decoder, x any) error {
	if _, ok := Unwrap(x).(Boxed); !ok {
		return d.Decode(x)
	}
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		return err
	}
	v := reflect.ValueOf(d).Elem().FieldByName("d") // its settings cannot be asked for
	return decodeInto(raw, x, options{set(v, "useNumber"), set(v, "disallowUnknownFields")})
}

func set(v reflect.Value, name string) bool {
	if v.Kind() != reflect.Struct {
		return false
	}
	f := v.FieldByName(name)
	return f.Kind() == reflect.Bool && f.Bool()
}

type options struct{ useNumber, noUnknown bool }

func decodeInto(data []byte, x any, o options) error {
	x = Unwrap(x)
	if p, ok := x.(*any); ok && p != nil && nodeOf(*p).kind() == reflect.Pointer && !nodeOf(*p).null() && string(bytes.TrimSpace(data)) != "null" {
		x = *p // what it points to gets the value
	}
	b, ok := x.(Boxed)
	if !ok {
		return json.Unmarshal(data, x)
	}
	n := nodeOf(b)
	switch {
	case n.kind() != reflect.Pointer:
		return fmt.Errorf("json: Unmarshal(non-pointer %s)", n.name())
	case n.null():
		return fmt.Errorf("json: Unmarshal(nil %s)", n.name())
	}
	var raw json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return err // of the syntax
	}
	d := &decoder{options: o, tab: n.tab, data: data}
	if err := d.value(slot{n.part(), n.v.Elem()}, bytes.TrimSpace(data)); err != nil {
		return err
	}
	return d.saved
}

// decoder stores JSON; like encoding/json it goes on after a value of the wrong
// type and reports the first.
type decoder struct {
	options
	tab   *Table
	data  []byte // all of the text
	saved error
	path  []string
	outer string // the innermost struct type
}

// slot is a variable: where a value of type typ is to be stored.
type slot struct {
	typ types.Type
	v   reflect.Value
}

func (d *decoder) node(s slot) node { return node{d.tab, s.typ, s.v, reachable}.open() }

// wrongType saves the first error of its kind: raw, which is named value, does
// not suit a variable.
func (d *decoder) wrongType(value string, raw []byte, s slot) {
	if d.saved != nil {
		return
	}
	end := int64(cap(d.data) - cap(raw)) // the texts of parts share the array of the whole
	if len(raw) > 0 && (raw[0] == '{' || raw[0] == '[') {
		end++
	} else {
		end += int64(len(raw))
	}
	d.saved = &json.UnmarshalTypeError{
		Value: value, Struct: d.outer, Field: strings.Join(d.path, "."), Offset: end,
		Type: d.tab.reflectType(s.typ, s.v.Type()),
	}
}

// kindOf names a JSON value as errors do.
func kindOf(raw []byte) string {
	switch raw[0] {
	case '{':
		return "object"
	case '[':
		return "array"
	case '"':
		return "string"
	case 't', 'f':
		return "bool"
	case 'n':
		return "null"
	}
	return "number"
}

func (d *decoder) value(s slot, raw []byte) error {
	s.typ = types.Unalias(s.typ)
	if compiled(s.typ) {
		return d.plain(s, raw)
	}
	if s.v.Kind() == reflect.Interface && !types.IsInterface(s.typ) {
		return d.opaque(s, raw)
	}
	null := string(raw) == "null"
	if _, ok := s.typ.Underlying().(*types.Pointer); !ok {
		if done, err := d.methods(s, raw); done {
			return err
		}
	}
	switch u := s.typ.Underlying().(type) {
	case *types.Pointer:
		return d.pointer(s, u, raw)
	case *types.Interface:
		return d.iface(s, u, raw)
	case *types.Struct:
		if null {
			return nil
		}
		return d.structure(s, raw)
	case *types.Map:
		return d.mapping(s, u, raw)
	case *types.Slice:
		return d.slice(s, u, raw)
	case *types.Array:
		if null {
			return nil
		}
		return d.array(s, u, raw)
	case *types.Basic:
		return d.basic(s, u, raw)
	}
	if !null {
		d.wrongType(kindOf(raw), raw, s)
	}
	return nil
}

// opaque decodes into a variable of a type that the interpreter keeps in an
// interface: a nil there is its nil.
func (d *decoder) opaque(s slot, raw []byte) error {
	t, err := d.represented(s)
	if err != nil {
		return err
	}
	v := reflect.New(t).Elem()
	if !s.v.IsNil() {
		v.Set(s.v.Elem())
	}
	err = d.value(slot{s.typ, v}, raw)
	if (node{v: v}).null() {
		s.v.SetZero()
	} else {
		s.v.Set(v)
	}
	return err
}

// plain leaves a variable of a compiled type to encoding/json.
func (d *decoder) plain(s slot, raw []byte) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if d.useNumber {
		dec.UseNumber()
	}
	if d.noUnknown {
		dec.DisallowUnknownFields()
	}
	return dec.Decode(s.v.Addr().Interface())
}

func (d *decoder) basic(s slot, u *types.Basic, raw []byte) error {
	if string(raw) == "null" {
		return nil
	}
	into := reflect.New(s.v.Type())
	if err := json.Unmarshal(raw, into.Interface()); err != nil {
		what := kindOf(raw)
		if what == "number" && u.Info()&types.IsNumeric != 0 {
			what += " " + string(raw)
		}
		d.wrongType(what, raw, s)
		return nil
	}
	s.v.Set(into.Elem())
	return nil
}

func (d *decoder) iface(s slot, u *types.Interface, raw []byte) error {
	null := string(raw) == "null"
	if !s.v.IsNil() {
		n := d.node(s).dynamic()
		if n.kind() == reflect.Pointer && !n.null() && n.typ != nil && (!null || n.elem().kind() == reflect.Pointer) {
			return d.value(slot{n.part(), n.v.Elem()}, raw)
		}
	}
	switch {
	case null:
		s.v.SetZero()
	case u.NumMethods() > 0:
		d.wrongType(kindOf(raw), raw, s)
	default:
		return d.plain(s, raw)
	}
	return nil
}

// pointer decodes into what a pointer points to, made anew if it is nil.
func (d *decoder) pointer(s slot, u *types.Pointer, raw []byte) error {
	if string(raw) == "null" {
		s.v.SetZero()
		return nil
	}
	if s.v.IsNil() {
		s.v.Set(reflect.New(s.v.Type().Elem()))
	}
	return d.value(slot{u.Elem(), s.v.Elem()}, raw)
}

// represented is the type that represents that of a variable, also of one that
// the interpreter keeps in an interface.
func (d *decoder) represented(s slot) (reflect.Type, error) {
	if s.v.Kind() != reflect.Interface || types.IsInterface(s.typ) {
		return s.v.Type(), nil
	}
	if t := d.tab.find(s.typ); t != nil && t.hollow() != nil {
		return t.hollow(), nil
	}
	return nil, fmt.Errorf("json: cannot make a value of type %s", typeName(s.typ))
}

// methods decodes by UnmarshalJSON or UnmarshalText of the variable's address.
func (d *decoder) methods(s slot, raw []byte) (done bool, err error) {
	p := node{d.tab, types.NewPointer(s.typ), s.v.Addr(), reachable}
	if f := p.unmarshaler("UnmarshalJSON"); f != nil {
		return true, f(raw)
	}
	f := p.unmarshaler("UnmarshalText")
	switch {
	case f == nil:
		return false, nil
	case raw[0] == 'n':
		return true, nil
	case raw[0] != '"':
		d.wrongType(kindOf(raw), raw, s)
		return true, nil
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return true, err
	}
	return true, f([]byte(text))
}
