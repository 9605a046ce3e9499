package value

import (
	"reflect"
	"strings"
)

// Replace sets the methods of compiled types that others stand for: by full
// name, as in "(*encoding/json.Encoder).Encode", func(receiver, arguments…)
// results. It is called before the first Find.
func (t *Table) Replace(methods map[string]any) {
	t.replaced = map[methodOf]any{}
	for full, f := range methods {
		recv := reflect.TypeOf(f).In(0)
		t.replaced[methodOf{recv, full[strings.LastIndexByte(full, '.')+1:]}] = withAnyReceiver(reflect.TypeOf(f), func(reflect.Value) (reflect.Value, bool) { return reflect.ValueOf(f), true })
	}
}

// withAnyReceiver makes func(recv any, args…) results of the type of a function
// with a typed receiver; find tells what to call, and whether that takes the
// receiver.
func withAnyReceiver(t reflect.Type, find func(recv reflect.Value) (f reflect.Value, takes bool)) any {
	in := []reflect.Type{reflect.TypeFor[any]()}
	for i := 1; i < t.NumIn(); i++ {
		in = append(in, t.In(i))
	}
	var out []reflect.Type
	for i := range t.NumOut() {
		out = append(out, t.Out(i))
	}
	return reflect.MakeFunc(reflect.FuncOf(in, out, t.IsVariadic()), func(args []reflect.Value) []reflect.Value {
		args[0] = args[0].Elem()
		f, takes := find(args[0])
		if !takes {
			args = args[1:]
		}
		if t.IsVariadic() {
			return f.CallSlice(args)
		}
		return f.Call(args)
	}).Interface()
}
