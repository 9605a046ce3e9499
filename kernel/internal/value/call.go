package value

import (
	"fmt"
	"go/types"
	"reflect"
)

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
	return contents(v.n.tab.call(f, sig, args))
}

// Method is a method as a function that knows its receiver, not Valid if there
// is none.
func (v View) Method(name string) View {
	f, sig, ok := v.method(name)
	if !ok {
		return View{}
	}
	n := node{tab: v.n.tab, v: f}
	if sig != nil {
		n.typ = free(sig)
	}
	return View{n}
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
func CallFunc(f any, args []any) ([]any, error) { return contents(ViewOf(f).CallViews(args)) }

// CallViews is CallFunc for a function looked into, whose results are.
func (v View) CallViews(args []any) ([]View, error) {
	n := v.n
	if n.kind() != reflect.Func || n.null() {
		return nil, fmt.Errorf("value: %s is no function to call", n.name())
	}
	if n.typ == nil {
		return n.tab.call(n.v, nil, args)
	}
	return n.tab.call(n.v, n.typ.Underlying().(*types.Signature), args)
}

func contents(views []View, err error) ([]any, error) {
	values := make([]any, len(views))
	for i, v := range views {
		values[i] = v.Interface()
	}
	return values, err
}

// call calls the representation of a function with the signature.
func (t *Table) call(f reflect.Value, sig *types.Signature, args []any) ([]View, error) {
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
	results := make([]View, len(out))
	for i, v := range out {
		n := node{tab: t, v: v}
		if sig != nil {
			n.typ = sig.Results().At(i).Type()
		}
		results[i] = View{n.open()}
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
