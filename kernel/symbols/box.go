package symbols

import (
	"reflect"
	"strings"
	"sync"

	"github.com/udl-go/lab/kernel/internal/value"
)

// to makes the function that converts any value to the interface I: a value of
// the session goes into the wrapper that wrap makes, any other must implement
// I itself.
func to[I any](wrap func(value.Boxed) I) func(any) I {
	return func(x any) I {
		switch x := value.Unwrap(x).(type) {
		case nil:
			var none I
			return none
		case value.Boxed:
			return wrap(x)
		default:
			return x.(I)
		}
	}
}

// as makes the function that asserts the interface I. The second result of
// wrap tells whether the value has the methods.
func as[I any](wrap func(value.Boxed) (I, bool)) func(any) (I, bool) {
	return func(x any) (i I, ok bool) {
		x = value.Unwrap(x)
		b, boxed := x.(value.Boxed)
		if !boxed {
			i, ok = x.(I)
			return i, ok
		}
		if w, ok := wrap(b); ok {
			return w, true
		}
		return i, false
	}
}

// sealed makes the functions of an interface with unexported methods, which no
// value of a session has.
func sealed[I any](x any) (i I, ok bool) {
	i, ok = value.Unwrap(x).(I)
	return i, ok
}

// toSealed converts to such an interface.
func toSealed[I any](x any) (i I) {
	if x = value.Unwrap(x); x != nil {
		i = x.(I)
	}
	return i
}

// assertions are the As functions of the table by their interface.
var assertions = sync.OnceValue(func() map[reflect.Type]reflect.Value {
	all := map[reflect.Type]reflect.Value{}
	for _, pkg := range Table {
		for name, v := range pkg {
			if strings.HasPrefix(name, "As_") {
				all[v.Type().Out(0)] = v
			}
		}
	}
	return all
})

// Convert gives x the type of a compiled interface with methods: x itself, or
// a value of a session in the interface's wrapper. It is false when x lacks a
// method.
func Convert(x any, iface reflect.Type) (any, bool) {
	f, ok := assertions()[iface]
	if !ok || x == nil {
		return nil, false
	}
	out := f.Call([]reflect.Value{reflect.ValueOf(&x).Elem()})
	if !out[1].Bool() {
		return nil, false
	}
	return out[0].Interface(), true
}
