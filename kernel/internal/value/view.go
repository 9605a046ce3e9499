package value

import (
	"fmt"
	"go/types"
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

// HasMethod tells whether Call finds an exported method.
func (v View) HasMethod(name string) bool {
	_, _, ok := v.method(name)
	return ok
}

// Call calls a method.
func (v View) Call(name string, args []any) ([]any, error) {
	f, sig, ok := v.method(name)
	if !ok {
		return nil, fmt.Errorf("value: %s has no method %s", v.n.name(), name)
	}
	return v.n.tab.call(f, sig, args)
}

// method finds a method, of the pointer if the value has an address, bound to
// its receiver. The signature is nil for compiled types.
func (v View) method(name string) (f reflect.Value, sig *types.Signature, ok bool) {
	if !types.NewFunc(0, nil, name, nil).Exported() {
		return f, nil, false
	}
	if v.n.typ == nil {
		f = v.n.v.MethodByName(name)
		if p, has := v.Address(); !f.IsValid() && has {
			f = p.n.v.MethodByName(name)
		}
		return f, nil, f.IsValid()
	}
	n := v.n
	m, sig := n.lookup(name)
	if p, has := v.n.address(); m == nil && has {
		n = p
		m, sig = p.lookup(name)
	}
	if m == nil {
		return f, nil, false
	}
	recv := reflect.ValueOf(new(any)).Elem()
	if x := n.recv(); x != nil {
		recv.Set(reflect.ValueOf(x))
	}
	return bind(reflect.ValueOf(m), recv), sig, true
}

// bind fixes the first argument of a function.
func bind(f, first reflect.Value) reflect.Value {
	t := f.Type()
	in := make([]reflect.Type, t.NumIn()-1)
	for i := range in {
		in[i] = t.In(i + 1)
	}
	out := make([]reflect.Type, t.NumOut())
	for i := range out {
		out[i] = t.Out(i)
	}
	return reflect.MakeFunc(reflect.FuncOf(in, out, t.IsVariadic()), func(args []reflect.Value) []reflect.Value {
		args = append([]reflect.Value{first}, args...)
		if t.IsVariadic() {
			return f.CallSlice(args)
		}
		return f.Call(args)
	})
}

// CallFunc calls a function, of the session or compiled.
func CallFunc(f any, args []any) ([]any, error) {
	n := nodeOf(f)
	if n.kind() != reflect.Func || n.null() {
		return nil, fmt.Errorf("value: %s is no function to call", n.name())
	}
	if n.typ == nil {
		return n.tab.call(n.v, nil, args)
	}
	return n.tab.call(n.v, n.typ.Underlying().(*types.Signature), args)
}

// call calls the representation of a function with the signature.
func (t *Table) call(f reflect.Value, sig *types.Signature, args []any) ([]any, error) {
	ft := f.Type()
	if len(args) < ft.NumIn() && (!ft.IsVariadic() || len(args) < ft.NumIn()-1) || len(args) > ft.NumIn() && !ft.IsVariadic() {
		return nil, fmt.Errorf("wrong number of args: want %d got %d", ft.NumIn(), len(args))
	}
	in := make([]reflect.Value, len(args))
	for i, x := range args {
		to := ft.In(min(i, ft.NumIn()-1))
		var want types.Type
		if sig != nil {
			want = sig.Params().At(min(i, ft.NumIn()-1)).Type()
		}
		if ft.IsVariadic() && i >= ft.NumIn()-1 {
			to = to.Elem()
			if want != nil {
				want = want.(*types.Slice).Elem()
			}
		}
		v, ok := t.argument(x, to, want)
		if !ok {
			return nil, fmt.Errorf("wrong type for value; expected %s; got %s", nameOf(want, to), nodeOf(x).name())
		}
		in[i] = v
	}
	out := f.Call(in)
	results := make([]any, len(out))
	for i, v := range out {
		if sig == nil {
			results[i] = Unwrap(v.Interface())
		} else {
			results[i] = View{node{t, sig.Results().At(i).Type(), v, reachable}.open()}.Interface()
		}
	}
	return results, nil
}

func nameOf(t types.Type, r reflect.Type) string {
	if t != nil {
		return typeName(t)
	}
	return r.String()
}

// argument represents a value as a parameter: want is nil for one of a
// compiled function.
func (t *Table) argument(x any, to reflect.Type, want types.Type) (v reflect.Value, ok bool) {
	x = Unwrap(x)
	b, boxed := x.(Boxed)
	switch {
	case x == nil:
		switch to.Kind() {
		case reflect.Interface, reflect.Pointer, reflect.Map, reflect.Slice, reflect.Func, reflect.Chan:
			return reflect.Zero(to), true
		}
		return v, false
	case to.Kind() == reflect.Interface && to.NumMethod() > 0:
		if reflect.TypeOf(x).Implements(to) && !boxed {
			return reflect.ValueOf(x), true
		}
		if t == nil || t.Convert == nil {
			return v, false
		}
		c, ok := t.Convert(x, to)
		return reflect.ValueOf(c), ok
	case want != nil && !types.IsInterface(want) && boxed:
		n := nodeOf(b)
		if n.kind() == reflect.Pointer && !n.null() && !t.same(n.typ, want) {
			n = n.elem() // as templates do
		}
		if n.typ == nil || !t.same(n.typ, want) || !n.v.IsValid() {
			return v, false
		}
		return assignable(n.v.Interface(), to), true
	case want != nil && types.IsInterface(want):
		if iface := t.find(want); iface == nil || t.missing(x, iface) != "" {
			return v, false
		}
		return reflect.ValueOf(x), true
	}
	v = reflect.ValueOf(x)
	return v, v.Type().AssignableTo(to) && (want == nil || sameType(v.Type(), want))
}

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
