package value

import (
	"fmt"
	"go/types"
	"reflect"
)

// Derive makes a type out of others, of the session or compiled: how makes it
// of Go types, represented of what represents them. It panics with a text that
// begins with the name of the function if it cannot tell what either is; false
// means that no part is of the session.
func Derive(function string, how func([]types.Type) types.Type, represented func([]reflect.Type) reflect.Type, parts ...reflect.Type) (reflect.Type, bool) {
	var table *Table
	for _, p := range parts {
		if r, ok := p.(reflected); ok {
			table = r.t.table
		}
	}
	if table == nil {
		return nil, false
	}
	goTypes, rs := make([]types.Type, len(parts)), make([]reflect.Type, len(parts))
	for i, p := range parts {
		var ok bool
		if goTypes[i], ok = goTypeOf(p); !ok {
			panic(fmt.Sprintf("reflect.%s: no type can be made of %s in a cell", function, p))
		}
		rs[i], _ = Representation(p)
	}
	return table.reflectType(how(goTypes), represented(rs)), true
}

// goTypeOf is the Go type of a description: of compiled types, of those that
// have no name.
func goTypeOf(t reflect.Type) (types.Type, bool) {
	if r, ok := t.(reflected); ok {
		return r.t.Go, r.Type != nil && r.t.hollow() == nil
	}
	if t.PkgPath() != "" {
		return nil, false
	}
	for k, b := range basicTypes {
		if b == t {
			return basicOf(k)
		}
	}
	switch t.Kind() {
	case reflect.Interface:
		return types.NewInterfaceType(nil, nil), t.NumMethod() == 0
	case reflect.Pointer:
		e, ok := goTypeOf(t.Elem())
		return types.NewPointer(e), ok
	case reflect.Slice:
		e, ok := goTypeOf(t.Elem())
		return types.NewSlice(e), ok
	case reflect.Array:
		e, ok := goTypeOf(t.Elem())
		return types.NewArray(e, int64(t.Len())), ok
	case reflect.Map:
		k, ok1 := goTypeOf(t.Key())
		e, ok2 := goTypeOf(t.Elem())
		return types.NewMap(k, e), ok1 && ok2
	}
	return nil, false
}

// basicOf is the type of a kind that has no other name.
func basicOf(k reflect.Kind) (types.Type, bool) {
	for _, b := range types.Typ {
		if b.Name() == basicTypes[k].Name() {
			return b, true
		}
	}
	return nil, false
}

// MakeFunc makes a function of a type of the session, whose body gets its
// arguments as views. It fails if there is nothing that represents it.
func MakeFunc(t reflect.Type, body func(args []View) []any) (View, error) {
	r, ok := t.(reflected)
	if !ok || r.Type == nil || !r.alike() || r.Kind() != reflect.Func {
		return View{}, fmt.Errorf("no function of type %s can be made in a cell", t)
	}
	sig, tab := r.signature(), r.t.table
	f := reflect.MakeFunc(r.Type, func(in []reflect.Value) []reflect.Value {
		args := make([]View, len(in))
		for i, v := range in {
			args[i] = View{node{tab: tab, typ: sig.Params().At(i).Type(), v: v}.open()}
		}
		results := body(args)
		if len(results) != sig.Results().Len() {
			panic("reflect: wrong return count from function created by MakeFunc")
		}
		out := make([]reflect.Value, len(results))
		for i, x := range results {
			want := sig.Results().At(i).Type()
			v, ok := tab.argument(x, r.Type.Out(i), want)
			if !ok {
				panic(fmt.Sprintf("reflect: function created by MakeFunc using closure returned wrong type: have %s for %s", nodeOf(x).name(), typeName(want)))
			}
			out[i] = v
		}
		return out
	})
	return View{node{tab: tab, typ: r.t.Go, v: f}}, nil
}
