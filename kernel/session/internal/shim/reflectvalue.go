package shim

import (
	"fmt"
	"iter"
	"reflect"

	"github.com/udl-go/lab/kernel/internal/value"
)

// A reflect.Value of a type of the session holds a *held, and its methods are
// replaced by functions that look there.
type held struct{ v value.View }

// Format implements fmt.Formatter: package fmt prints what a reflect.Value
// holds.
func (h *held) Format(s fmt.State, verb rune) { h.v.Format(s, verb) }

var heldType = reflect.TypeFor[*held]()

// hold makes a reflect.Value of a view.
func hold(v value.View) reflect.Value {
	switch {
	case !v.Valid():
		return reflect.Value{}
	case v.Session() || !v.Readable():
		return reflect.ValueOf(&held{v})
	}
	return v.Raw()
}

// look is what a reflect.Value holds of the session.
func look(v reflect.Value) (value.View, bool) {
	if v.IsValid() && v.Type() == heldType {
		return v.Interface().(*held).v, true
	}
	return value.View{}, false
}

// content is the value in an interface.
func content(v reflect.Value) any {
	if h, ok := look(v); ok {
		if !h.Readable() {
			panic("reflect.Value.Interface: cannot return value obtained from unexported field or method")
		}
		return h.Interface()
	}
	return value.Unwrap(v.Interface())
}

func contents(all []reflect.Value) []any {
	out := make([]any, len(all))
	for i, v := range all {
		out[i] = content(v)
	}
	return out
}

// ofRepresentation makes a method that asks the representation where it answers
// as the value does: of numbers, texts, lengths.
func ofRepresentation(method any) any {
	f := reflect.ValueOf(method)
	return reflect.MakeFunc(f.Type(), func(args []reflect.Value) []reflect.Value {
		if h, ok := look(args[0].Interface().(reflect.Value)); ok {
			args[0] = reflect.ValueOf(h.Raw())
		}
		return f.Call(args)
	}).Interface()
}

// answeredAlike are those methods. They are written as expressions: what
// reflect.Type.Method gives holds a pointer to code, which the collector takes
// for one into the heap where code has small addresses, as in wasm.
var answeredAlike = map[string]any{
	"Bool": reflect.Value.Bool, "Bytes": reflect.Value.Bytes, "CanAddr": reflect.Value.CanAddr,
	"CanComplex": reflect.Value.CanComplex, "CanFloat": reflect.Value.CanFloat, "CanInt": reflect.Value.CanInt,
	"CanUint": reflect.Value.CanUint, "Cap": reflect.Value.Cap, "Clear": reflect.Value.Clear,
	"Close": reflect.Value.Close, "Comparable": reflect.Value.Comparable, "Complex": reflect.Value.Complex,
	"Float": reflect.Value.Float, "Grow": reflect.Value.Grow, "Int": reflect.Value.Int, "IsNil": reflect.Value.IsNil,
	"IsZero": reflect.Value.IsZero, "Len": reflect.Value.Len, "OverflowComplex": reflect.Value.OverflowComplex,
	"OverflowFloat": reflect.Value.OverflowFloat, "OverflowInt": reflect.Value.OverflowInt,
	"OverflowUint": reflect.Value.OverflowUint, "Pointer": reflect.Value.Pointer, "SetLen": reflect.Value.SetLen,
	"Uint": reflect.Value.Uint,
}

// changing are the methods that change a variable.
var changing = map[string]any{
	"SetBool": reflect.Value.SetBool, "SetBytes": reflect.Value.SetBytes, "SetComplex": reflect.Value.SetComplex,
	"SetFloat": reflect.Value.SetFloat, "SetInt": reflect.Value.SetInt, "SetString": reflect.Value.SetString,
	"SetUint": reflect.Value.SetUint, "SetZero": reflect.Value.SetZero,
}

func ofVariable(name string, method any) any {
	f := reflect.ValueOf(method)
	return reflect.MakeFunc(f.Type(), func(args []reflect.Value) []reflect.Value {
		if h, ok := look(args[0].Interface().(reflect.Value)); ok {
			settable(h, name)
			args[0] = reflect.ValueOf(h.Raw())
		}
		return f.Call(args)
	}).Interface()
}

func settable(h value.View, method string) {
	switch {
	case !h.Readable():
		panic("reflect: reflect.Value." + method + " using value obtained using unexported field")
	case !h.CanSet():
		panic("reflect: reflect.Value." + method + " using unaddressable value")
	}
}

// valueMethods are those of reflect.Value, by their short names.
func valueMethods() map[string]any {
	all := map[string]any{}
	for name, method := range answeredAlike {
		all[name] = ofRepresentation(method)
	}
	for name, method := range changing {
		all[name] = ofVariable(name, method)
	}
	for _, methods := range []map[string]any{asking, walking(), named, keyed, moving, passing} {
		for name, f := range methods {
			all[name] = f
		}
	}
	return all
}

// asking are methods about the value as a whole.
var asking = map[string]any{
	"Kind": func(v reflect.Value) reflect.Kind {
		if h, ok := look(v); ok {
			return h.Kind()
		}
		return v.Kind()
	},
	"Type": func(v reflect.Value) reflect.Type {
		if h, ok := look(v); ok {
			return h.Type()
		}
		return v.Type()
	},
	"Interface":    func(v reflect.Value) any { return content(v) },
	"CanInterface": func(v reflect.Value) bool { h, ok := look(v); return ok && h.Readable() || !ok && v.CanInterface() },
	"CanSet":       func(v reflect.Value) bool { h, ok := look(v); return ok && h.CanSet() || !ok && v.CanSet() },
	"String": func(v reflect.Value) string {
		h, ok := look(v)
		switch {
		case !ok:
			return v.String()
		case h.Kind() == reflect.String:
			return h.Raw().String()
		}
		return "<" + h.Type().String() + " Value>"
	},
	"Equal": func(v, u reflect.Value) bool {
		if !v.IsValid() || !u.IsValid() {
			return v.IsValid() == u.IsValid()
		}
		return value.Eq(content(v), content(u))
	},
	"NumField": func(v reflect.Value) int {
		if h, ok := look(v); ok {
			return h.Type().NumField()
		}
		return v.NumField()
	},
	"NumMethod": func(v reflect.Value) int {
		if h, ok := look(v); ok {
			return h.Type().NumMethod()
		}
		return v.NumMethod()
	},
}

// passing are the methods of channels.
var passing = map[string]any{
	"Send": func(v, x reflect.Value) {
		h, ok := look(v)
		if _, session := look(x); !ok && !session {
			v.Send(x)
			return
		}
		c := rawOf(v)
		e := reflect.New(c.Type().Elem()).Elem()
		to := value.ViewIn(e)
		if ok {
			if own, session := value.Made(h.Type().Elem(), e, false); session {
				to = own
			}
		}
		if err := to.Set(content(x)); err != nil {
			panic("reflect.Value.Send: " + err.Error())
		}
		c.Send(e)
	},
	"Recv": func(v reflect.Value) (reflect.Value, bool) {
		h, ok := look(v)
		if !ok {
			return v.Recv()
		}
		x, ok := h.Raw().Recv()
		if e, session := value.Made(h.Type().Elem(), x, false); session {
			return hold(e), ok
		}
		return x, ok
	},
}

// moving are methods that store or convert values.
var moving = map[string]any{
	"Set": func(v, x reflect.Value) {
		h, ok := look(v)
		if !ok {
			if _, session := look(x); !session {
				v.Set(x)
				return
			}
			h = value.ViewIn(v)
		}
		settable(h, "Set")
		if err := h.Set(content(x)); err != nil {
			panic("reflect.Set: " + err.Error())
		}
	},
	"SetMapIndex": func(v, key, elem reflect.Value) {
		h, ok := look(v)
		if !ok {
			v.SetMapIndex(reflect.ValueOf(content(key)), elem)
			return
		}
		var x any
		if elem.IsValid() {
			x = content(elem)
		}
		if err := h.SetEntry(content(key), x, !elem.IsValid()); err != nil {
			panic("reflect.Value.SetMapIndex: " + err.Error())
		}
	},
	"Convert": func(v reflect.Value, to reflect.Type) reflect.Value {
		h, ok := look(v)
		if _, session := value.Representation(to); !ok && !session {
			return v.Convert(to)
		}
		if !ok {
			h = value.ViewIn(v)
		}
		if c, ok := h.Convert(to); ok {
			return hold(c)
		}
		panic("reflect.Value.Convert: value of type " + h.Type().String() + " cannot be converted to type " + to.String())
	},
	"CanConvert": func(v reflect.Value, to reflect.Type) bool {
		h, ok := look(v)
		if _, session := value.Representation(to); !ok && !session {
			return v.CanConvert(to)
		}
		if !ok {
			h = value.ViewIn(v)
		}
		_, ok = h.Convert(to)
		return ok
	},
	"Call": func(v reflect.Value, in []reflect.Value) []reflect.Value {
		h, ok := look(v)
		if !ok {
			h = value.ViewIn(v)
		}
		out, err := h.CallViews(contents(in))
		if err != nil {
			panic("reflect: " + err.Error())
		}
		results := make([]reflect.Value, len(out))
		for i, x := range out {
			results[i] = hold(x)
		}
		return results
	},
	"Slice": func(v reflect.Value, i, j int) reflect.Value {
		if h, ok := look(v); ok {
			return hold(h.Slice(i, j))
		}
		return v.Slice(i, j)
	},
}

// pairs ranges over descriptions and values.
func pairs[K any](n int, key func(int) K, at func(int) reflect.Value) iter.Seq2[K, reflect.Value] {
	return func(yield func(K, reflect.Value) bool) {
		for i := range n {
			if !yield(key(i), at(i)) {
				return
			}
		}
	}
}
