package value

import (
	"bytes"
	"encoding"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"go/types"
	"reflect"
	"strconv"
	"strings"
)

// elements calls f for each element of a JSON array.
func elements(raw []byte, f func(i int, raw []byte) error) (n int, err error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return 0, err
	}
	for ; dec.More(); n++ {
		x, err := next(dec, raw)
		if err != nil {
			return n, err
		}
		if err := f(n, x); err != nil {
			return n, err
		}
	}
	return n, nil
}

// next returns the next value of a text, as a part of the text itself.
func next(dec *json.Decoder, text []byte) ([]byte, error) {
	var x json.RawMessage
	if err := dec.Decode(&x); err != nil {
		return nil, err
	}
	end := dec.InputOffset()
	return text[end-int64(len(x)) : end], nil
}

// members calls f for each member of a JSON object, in order.
func members(raw []byte, f func(key string, at, raw []byte) error) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		at := raw[dec.InputOffset():]
		x, err := next(dec, raw)
		if err != nil {
			return err
		}
		if err := f(key.(string), at, x); err != nil {
			return err
		}
	}
	return nil
}

func (d *decoder) structure(s slot, raw []byte) error {
	if raw[0] != '{' {
		d.wrongType(kindOf(raw), raw, s)
		return nil
	}
	fields := jsonFields(s.typ)
	outer, path := d.outer, d.path
	defer func() { d.outer, d.path = outer, path }()
	return members(raw, func(key string, _, raw []byte) error {
		f := match(fields, key)
		if f == nil {
			if d.noUnknown && d.saved == nil {
				d.saved = fmt.Errorf("json: unknown field %q", key)
			}
			return nil
		}
		d.outer, d.path = structName(s.typ), append(append(path[:len(path):len(path)], embeddings(s.typ, f.index)...), f.name)
		to, err := d.at(s, f.index)
		if err != nil || !to.v.IsValid() {
			return err
		}
		if f.quoted {
			return d.quoted(to, raw)
		}
		return d.value(to, raw)
	})
}

// embeddings names the embedded fields on the way to a promoted one.
func embeddings(t types.Type, index []int) (names []string) {
	for _, i := range index[:len(index)-1] {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		f := t.Underlying().(*types.Struct).Field(i)
		names = append(names, f.Name())
		t = f.Type()
	}
	return names
}

func structName(t types.Type) string {
	if n, ok := t.(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}

func match(fields []jsonField, key string) *jsonField {
	for i := range fields {
		if fields[i].name == key {
			return &fields[i]
		}
	}
	for i := range fields {
		if strings.EqualFold(fields[i].name, key) {
			return &fields[i]
		}
	}
	return nil
}

// at follows the way to a promoted field, making what nil pointers lack. Where
// encoding/json cannot make it either, that is an error to report, and there is
// no variable.
func (d *decoder) at(s slot, index []int) (slot, error) {
	for i, x := range index {
		if p, ok := types.Unalias(s.typ).Underlying().(*types.Pointer); ok && i > 0 {
			v := s.v
			if v.Kind() == reflect.Interface {
				v = v.Elem()
			}
			if !v.IsValid() || v.IsNil() {
				if n, ok := types.Unalias(p.Elem()).(*types.Named); ok && !n.Obj().Exported() {
					if d.saved == nil {
						d.saved = fmt.Errorf("json: cannot set embedded pointer to unexported struct: %s", typeName(n))
					}
					return slot{}, nil
				}
				t, err := d.represented(s)
				if err != nil {
					return s, err
				}
				v = reflect.New(t.Elem())
				s.v.Set(v)
			}
			s = slot{p.Elem(), v.Elem()}
		}
		s = slot{s.typ.Underlying().(*types.Struct).Field(x).Type(), s.v.Field(x)}
	}
	return s, nil
}

// quoted decodes a value inside a JSON string.
func (d *decoder) quoted(s slot, raw []byte) error {
	if raw[0] == 'n' {
		return d.value(s, raw)
	}
	var inner string
	err := json.Unmarshal(raw, &inner)
	if err == nil && json.Valid([]byte(inner)) {
		return d.value(s, []byte(inner))
	}
	what := string(raw)
	if raw[0] != '"' {
		what = "unquoted value"
	} else if p, ok := s.typ.Underlying().(*types.Pointer); ok && s.v.Kind() == reflect.Pointer {
		if s.v.IsNil() {
			s.v.Set(reflect.New(s.v.Type().Elem()))
		}
		return d.quoted(slot{p.Elem(), s.v.Elem()}, raw)
	}
	err = fmt.Errorf("json: invalid use of ,string struct tag, trying to unmarshal %s into %s", what, typeName(s.typ))
	if raw[0] == '"' && inner != "" && !strings.ContainsAny(inner[:1], "ntf") {
		return err // encoding/json stops at this one
	}
	if d.saved == nil {
		d.saved = err
	}
	return nil
}

func (d *decoder) slice(s slot, u *types.Slice, raw []byte) error {
	v := s.v
	switch {
	case raw[0] == 'n':
		v.SetZero()
		return nil
	case raw[0] == '"' && v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8:
		var text string
		if err := json.Unmarshal(raw, &text); err != nil {
			return err
		}
		b, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			if d.saved == nil {
				d.saved = err
			}
			return nil
		}
		v.Set(reflect.ValueOf(b).Convert(v.Type()))
		return nil
	case raw[0] != '[' || v.Kind() != reflect.Slice:
		d.wrongType(kindOf(raw), raw, s)
		return nil
	}
	n, err := elements(raw, func(i int, raw []byte) error {
		if i >= v.Cap() {
			v.Grow(1)
		}
		if i >= v.Len() {
			v.SetLen(i + 1)
		}
		return d.value(slot{u.Elem(), v.Index(i)}, raw)
	})
	if err != nil {
		return err
	}
	if n == 0 {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		return nil
	}
	v.SetLen(n)
	return nil
}

func (d *decoder) array(s slot, u *types.Array, raw []byte) error {
	if raw[0] != '[' {
		d.wrongType(kindOf(raw), raw, s)
		return nil
	}
	n, err := elements(raw, func(i int, raw []byte) error {
		if i >= s.v.Len() {
			return nil
		}
		return d.value(slot{u.Elem(), s.v.Index(i)}, raw)
	})
	for i := n; i < s.v.Len(); i++ {
		s.v.Index(i).SetZero()
	}
	return err
}

func (d *decoder) mapping(s slot, u *types.Map, raw []byte) error {
	v := s.v
	switch {
	case raw[0] == 'n':
		v.SetZero()
		return nil
	case raw[0] != '{' || v.Kind() != reflect.Map:
		d.wrongType(kindOf(raw), raw, s)
		return nil
	case !d.named(u.Key(), v.Type().Key()):
		d.wrongType("object", raw, s)
		return nil
	case v.IsNil():
		v.Set(reflect.MakeMap(v.Type()))
	}
	return members(raw, func(name string, at, raw []byte) error {
		elem := reflect.New(v.Type().Elem()).Elem()
		if err := d.value(slot{u.Elem(), elem}, raw); err != nil {
			return err
		}
		key, ok, err := d.key(slot{u.Key(), reflect.New(v.Type().Key()).Elem()}, name, at)
		if ok && err == nil {
			v.SetMapIndex(key, elem)
		}
		return err
	})
}

// named tells whether names of members can be keys of a type.
func (d *decoder) named(key types.Type, representation reflect.Type) bool {
	if k := representation.Kind(); k == reflect.String || k >= reflect.Int && k <= reflect.Uintptr {
		return true
	}
	if compiled(types.Unalias(key)) {
		return reflect.PointerTo(representation).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
	}
	p := node{d.tab, types.NewPointer(key), reflect.New(representation), reachable}
	return p.unmarshaler("UnmarshalText") != nil
}

// key makes a map's key of the name of a member.
func (d *decoder) key(s slot, name string, at []byte) (v reflect.Value, ok bool, err error) {
	if compiled(s.typ) {
		m := reflect.New(reflect.MapOf(s.v.Type(), reflect.TypeFor[bool]()))
		text, _ := json.Marshal(map[string]bool{name: true})
		if err := json.Unmarshal(text, m.Interface()); err != nil {
			return v, false, err
		}
		return m.Elem().MapKeys()[0], true, nil
	}
	p := node{d.tab, types.NewPointer(s.typ), s.v.Addr(), reachable}
	if f := p.unmarshaler("UnmarshalText"); f != nil {
		return s.v, true, f([]byte(name))
	}
	switch {
	case s.v.Kind() == reflect.String:
		s.v.SetString(name)
		return s.v, true, nil
	case s.v.CanInt():
		x, err := strconv.ParseInt(name, 10, 64)
		if err == nil && !s.v.OverflowInt(x) {
			s.v.SetInt(x)
			return s.v, true, nil
		}
	case s.v.CanUint():
		x, err := strconv.ParseUint(name, 10, 64)
		if err == nil && !s.v.OverflowUint(x) {
			s.v.SetUint(x)
			return s.v, true, nil
		}
	}
	d.wrongType("number "+name, at[:0], s)
	return v, false, nil
}
