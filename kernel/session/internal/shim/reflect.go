package shim

import (
	"maps"
	"reflect"

	"github.com/udl-go/lab/kernel/internal/value"
)

// reflection is package reflect. Types of the session are described by a type
// of ours; see held for values.
func reflection() pkg {
	methods := map[string]any{}
	for name, f := range valueMethods() {
		methods["(reflect.Value)."+name] = f
	}
	functions := map[string]any{
		"TypeOf":    value.TypeOf,
		"ValueOf":   func(x any) reflect.Value { return hold(value.ViewOf(x)) },
		"DeepEqual": value.DeepEqual,
		"Swapper":   func(x any) func(i, j int) { return reflect.Swapper(value.Raw(x)) },
		"Indirect": func(v reflect.Value) reflect.Value {
			if kindOf(v) == reflect.Pointer {
				return elemOf(v)
			}
			return v
		},
		"New":       func(t reflect.Type) reflect.Value { return made(t, reflect.New, true) },
		"Zero":      func(t reflect.Type) reflect.Value { return made(t, reflect.Zero, false) },
		"MakeMap":   func(t reflect.Type) reflect.Value { return made(t, reflect.MakeMap, false) },
		"MakeSlice": makeSlice,
		"Append":    appendTo,
	}
	maps.Copy(functions, making())
	return pkg{path: "reflect", methods: methods, functions: functions}
}

// made makes a value of a type.
func made(t reflect.Type, how func(reflect.Type) reflect.Value, pointer bool) reflect.Value {
	r, session := value.Representation(t)
	if !session {
		return how(t)
	}
	if r == nil {
		panic("reflect: no value of type " + t.String() + " can be made in a cell")
	}
	v, _ := value.Made(t, how(r), pointer)
	return hold(v)
}

func makeSlice(t reflect.Type, length, capacity int) reflect.Value {
	return made(t, func(r reflect.Type) reflect.Value { return reflect.MakeSlice(r, length, capacity) }, false)
}

// appendTo appends by way of a new slice, whose elements are set one by one.
func appendTo(s reflect.Value, x ...reflect.Value) reflect.Value {
	h, ok := look(s)
	if !ok {
		return reflect.Append(s, x...)
	}
	n := h.Len()
	longer := reflect.MakeSlice(h.Raw().Type(), n+len(x), n+len(x))
	reflect.Copy(longer, h.Raw())
	out, _ := value.Made(h.Type(), longer, false)
	for i, e := range x {
		if err := out.Index(n + i).Set(content(e)); err != nil {
			panic("reflect.Append: " + err.Error())
		}
	}
	return hold(out)
}
