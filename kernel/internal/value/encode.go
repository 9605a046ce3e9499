package value

import (
	"bytes"
	"encoding"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"go/types"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// MarshalJSON implements json.Marshaler by the fields, tags and methods of the
// real type.
func (b Boxed) MarshalJSON() ([]byte, error) {
	var e encoder
	err := e.value(nodeOf(b))
	return e.Bytes(), err
}

// Marshal is json.Marshal for values of a session.
func Marshal(x any) ([]byte, error) {
	out, err := json.Marshal(plainJSON(x))
	return out, jsonError(err)
}

// MarshalIndent is json.MarshalIndent for values of a session.
func MarshalIndent(x any, prefix, indent string) ([]byte, error) {
	out, err := json.MarshalIndent(plainJSON(x), prefix, indent)
	return out, jsonError(err)
}

// Encode is the method of a json.Encoder for values of a session.
func Encode(e *json.Encoder, x any) error {
	x = plainJSON(x)
	if b, ok := x.(Boxed); ok && !set(reflect.ValueOf(e).Elem(), "escapeHTML") { // it cannot be asked for
		x = unescaped{b}
	}
	return jsonError(e.Encode(x))
}

// unescaped is a value whose texts keep the characters of HTML, also those in
// strings in strings.
type unescaped struct{ Boxed }

// MarshalJSON implements json.Marshaler.
func (u unescaped) MarshalJSON() ([]byte, error) {
	e := encoder{unescaped: true}
	err := e.value(nodeOf(u.Boxed))
	return e.Bytes(), err
}

func plainJSON(x any) any {
	if b, ok := Unwrap(x).(Boxed); ok {
		return b
	}
	return x
}

// jsonError takes off what encoding/json says about Boxed.
func jsonError(err error) error {
	var m *json.MarshalerError
	if errors.As(err, &m) && (m.Type == reflect.TypeFor[Boxed]() || m.Type == reflect.TypeFor[unescaped]()) {
		return m.Err
	}
	return err
}

// encoder writes JSON; HTML is escaped by whoever called it.
type encoder struct {
	bytes.Buffer
	unescaped bool
	depth     int
	seen      map[place]bool
}

// trusted is a depth of references beyond which cycles are looked for.
const trusted = 1000

// place is what a reference leads to.
type place struct {
	address uintptr
	length  int
}

// enter counts a level of pointers, maps and slices and finds cycles; leave is
// called when it is done.
func (e *encoder) enter(n node) (leave func(), err error) {
	if e.depth++; e.depth <= trusted || n.null() {
		return func() { e.depth-- }, nil
	}
	at := place{address: n.v.Pointer()}
	if n.kind() == reflect.Slice {
		at.length = n.length()
	}
	if e.seen[at] {
		return nil, &json.UnsupportedValueError{Value: n.v, Str: "encountered a cycle via " + n.name()}
	}
	if e.seen == nil {
		e.seen = map[place]bool{}
	}
	e.seen[at] = true
	return func() { e.depth--; delete(e.seen, at) }, nil
}

func (e *encoder) value(n node) error {
	switch n.kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice:
		leave, err := e.enter(n)
		if err != nil {
			return err
		}
		defer leave()
	}
	if n.typ == nil && !n.v.IsValid() {
		e.WriteString("null")
		return nil
	}
	if n.typ == nil && n.kind() != reflect.Interface {
		return e.compiled(n.v)
	}
	if done, err := e.methods(n); done {
		return err
	}
	switch n.kind() {
	case reflect.Interface, reflect.Pointer:
		if n.null() {
			e.WriteString("null")
			return nil
		}
		return e.value(n.elem())
	case reflect.Struct:
		return e.structure(n)
	case reflect.Map:
		return e.mapping(n)
	case reflect.Slice:
		if n.null() {
			e.WriteString("null")
			return nil
		}
		if n.ofBytes() && !n.marshalsElements() {
			e.WriteString(`"` + base64.StdEncoding.EncodeToString(n.bytes()) + `"`)
			return nil
		}
		return e.list(n)
	case reflect.Array:
		return e.list(n)
	case reflect.Chan, reflect.Func, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer:
		return &json.UnsupportedTypeError{Type: n.reflectType()}
	}
	return e.plain(basicValue(n.v))
}

// compiled leaves a value of a compiled type to encoding/json, with its address
// if it has one: methods of the pointer count then.
func (e *encoder) compiled(v reflect.Value) error {
	switch v.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice, reflect.Struct:
		if Unwind(); LargeStacks(false) && Deep() { // a cycle by way of compiled types is not seen by enter
			return &json.UnsupportedValueError{Value: v, Str: "encountered a cycle via " + v.Type().String()}
		}
	}
	if v.CanAddr() && v.Kind() != reflect.Pointer {
		return e.plain(v.Addr().Interface())
	}
	return e.plain(v.Interface())
}

func (e *encoder) plain(x any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(x); err != nil {
		return jsonError(err)
	}
	e.Write(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
	return nil
}

// address is the pointer to a node that has one.
func (n node) address() (node, bool) {
	if n.typ == nil || !n.v.CanAddr() || n.kind() == reflect.Pointer {
		return node{}, false
	}
	return node{n.tab, types.NewPointer(n.typ), n.v.Addr(), n.ro}, true
}

// methods encodes by MarshalJSON or MarshalText.
func (e *encoder) methods(n node) (done bool, err error) {
	for _, name := range []string{"MarshalJSON", "MarshalText"} {
		f := n.marshaler(name)
		if f == nil {
			if p, ok := n.address(); ok {
				f = p.marshaler(name)
			}
		}
		if f == nil {
			continue
		}
		if (n.kind() == reflect.Pointer || n.kind() == reflect.Interface) && n.null() {
			e.WriteString("null")
			return true, nil
		}
		b, err := f()
		if err == nil && name == "MarshalJSON" {
			err = json.Compact(&e.Buffer, b)
		}
		if err != nil && name == "MarshalJSON" {
			return true, &json.MarshalerError{Type: n.reflectType(), Err: err}
		}
		if err != nil {
			return true, fmt.Errorf("json: error calling %s for type %s: %w", name, n.name(), err)
		}
		if name == "MarshalText" {
			err = e.plain(string(b))
		}
		return true, err
	}
	return false, nil
}

func (n node) marshalsElements() bool {
	elem := node{tab: n.tab, typ: types.NewPointer(n.part())}
	return elem.marshaler("MarshalJSON") != nil || elem.marshaler("MarshalText") != nil
}

func (e *encoder) list(n node) error {
	e.WriteByte('[')
	for i := range n.length() {
		if i > 0 {
			e.WriteByte(',')
		}
		if err := e.value(n.index(i)); err != nil {
			return err
		}
	}
	e.WriteByte(']')
	return nil
}

func (e *encoder) mapping(n node) error {
	if n.null() && n.keyed() {
		e.WriteString("null")
		return nil
	}
	if !n.keyed() {
		return &json.UnsupportedTypeError{Type: n.reflectType()}
	}
	type named struct {
		key   string
		value node
	}
	var all []named
	for it := n.v.MapRange(); it.Next(); {
		key, err := keyText(n.child(n.keyType(), it.Key()))
		if err != nil {
			return err
		}
		all = append(all, named{key, n.child(n.part(), it.Value())})
	}
	slices.SortFunc(all, func(a, b named) int { return strings.Compare(a.key, b.key) })
	e.WriteByte('{')
	for i, x := range all {
		if i > 0 {
			e.WriteByte(',')
		}
		if err := e.plain(x.key); err != nil {
			return err
		}
		e.WriteByte(':')
		if err := e.value(x.value); err != nil {
			return err
		}
	}
	e.WriteByte('}')
	return nil
}

// keyed tells whether the keys of a map can be names.
func (n node) keyed() bool {
	if !n.v.IsValid() {
		return true
	}
	key := n.child(n.keyType(), reflect.Zero(n.v.Type().Key()))
	switch k := key.kind(); {
	case k == reflect.String, k >= reflect.Int && k <= reflect.Uintptr:
		return true
	}
	if key.marshaler("MarshalText") != nil {
		return true
	}
	return n.v.Type().Key().Implements(reflect.TypeFor[encoding.TextMarshaler]())
}

// keyText is the name under which a map's entry is encoded.
func keyText(n node) (string, error) {
	if n.kind() == reflect.String {
		return n.v.String(), nil
	}
	if f := n.marshaler("MarshalText"); f != nil {
		b, err := f()
		return string(b), err
	}
	if x, ok := n.native().(interface{ MarshalText() ([]byte, error) }); ok {
		b, err := x.MarshalText()
		return string(b), err
	}
	switch {
	case n.v.CanInt():
		return strconv.FormatInt(n.v.Int(), 10), nil
	case n.v.CanUint():
		return strconv.FormatUint(n.v.Uint(), 10), nil
	}
	return "", &json.UnsupportedTypeError{Type: n.reflectType()}
}
