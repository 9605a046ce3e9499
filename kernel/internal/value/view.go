package value

import (
	"reflect"
)

// View looks into a value as package reflect does: by its Go type if it is one
// of a session, by its reflect type otherwise.
type View struct{ n node }

// ViewOf begins with a value in an interface.
func ViewOf(x any) View { return View{nodeOf(x)} }

// Valid is false for a nil interface.
func (v View) Valid() bool { return v.n.typ != nil || v.n.v.IsValid() }

// Session tells whether the value is of a type of the session.
func (v View) Session() bool { return v.n.typ != nil }

// Kind is that of the Go type.
func (v View) Kind() reflect.Kind { return v.n.kind() }

// Type describes the Go type.
func (v View) Type() reflect.Type { return v.n.reflectType() }

// Nil tells whether the value is nil.
func (v View) Nil() bool { return v.n.null() }

// Len is the length of what has one.
func (v View) Len() int { return v.n.length() }

// Raw is the representation.
func (v View) Raw() reflect.Value { return v.n.v }

// Elem is what a pointer points to, or what is in an interface; it is not Valid
// for nil.
func (v View) Elem() View {
	if v.Nil() {
		return View{}
	}
	return View{v.n.elem()}
}

// Index is an element of a slice or an array, and a byte of a string.
func (v View) Index(i int) View { return View{v.n.index(i)} }

// Pairs are the keys and values of a map in the order in which package fmt
// prints them.
func (v View) Pairs() (keys, values []View) {
	for _, e := range v.n.sorted() {
		keys, values = append(keys, View{e.key}), append(values, View{e.value})
	}
	return keys, values
}

// NumField counts the fields of a struct.
func (v View) NumField() int { return v.n.fields() }

// Field is a field of a struct; those without a capital do not give their
// value away.
func (v View) Field(i int) (f View, exported bool) {
	x := v.n.field(i)
	return View{x.node}, x.exported
}

// FieldByName finds an exported field, promoted ones too.
func (v View) FieldByName(name string) (f View, ok bool) {
	sf, ok := v.Type().FieldByName(name)
	if !ok || !sf.IsExported() {
		return View{}, false
	}
	n := v.n
	for i, x := range sf.Index {
		if i > 0 && n.kind() == reflect.Pointer {
			if n.null() {
				return View{}, false
			}
			n = n.elem()
		}
		n = n.field(x).node
	}
	return View{n}, true
}

// Address is the pointer to a variable.
func (v View) Address() (p View, ok bool) {
	if v.n.typ == nil {
		if !v.n.v.CanAddr() {
			return View{}, false
		}
		return View{node{v: v.n.v.Addr(), ro: v.n.ro}}, true
	}
	n, ok := v.n.address()
	return View{n}, ok
}

// Interface is the value in an interface.
func (v View) Interface() any {
	if !v.Valid() {
		return nil
	}
	if v.Kind() == reflect.Interface {
		return Unwrap(v.n.v.Interface())
	}
	return v.n.value()
}

// Readable is false for what was found in a field without a capital.
func (v View) Readable() bool { return v.n.ro != hidden }

// MapIndex is the entry of a map whose key equals key, or represents it.
func (v View) MapIndex(key any) (elem View, ok bool) {
	if v.Nil() {
		return View{}, false
	}
	kt := v.n.v.Type().Key()
	var k reflect.Value
	switch raw := reflect.ValueOf(Raw(key)); {
	case kt.Kind() == reflect.Interface && key == nil:
		k = reflect.Zero(kt)
	case !raw.IsValid():
		return View{}, false
	case kt.Kind() == reflect.Interface:
		if k = reflect.ValueOf(Unwrap(key)); !k.Type().AssignableTo(kt) {
			return View{}, false
		}
	case raw.Type().AssignableTo(kt):
		k = raw
	case raw.Kind() == kt.Kind() && raw.CanConvert(kt):
		k = raw.Convert(kt)
	default:
		return View{}, false
	}
	e := v.n.v.MapIndex(k)
	if !e.IsValid() {
		return View{}, false
	}
	return View{v.n.child(v.n.part(), e)}, true
}

// ZeroElem is the zero value of a map's elements.
func (v View) ZeroElem() View {
	return View{v.n.child(v.n.part(), reflect.Zero(v.n.v.Type().Elem()))}
}

// ViewIn looks into what a reflect.Value holds, a variable of it remains one.
func ViewIn(v reflect.Value) View {
	if v.IsValid() && v.CanInterface() {
		if b, ok := Unwrap(v.Interface()).(Boxed); ok && v.Kind() != reflect.Interface {
			return ViewOf(b)
		}
	}
	return View{node{v: v}}
}
