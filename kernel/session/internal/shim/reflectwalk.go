package shim

import (
	"errors"
	"iter"
	"reflect"

	"github.com/udl-go/lab/kernel/internal/value"
)

// walking are methods that lead to parts of a value.
func walking() map[string]any {
	return map[string]any{
		"Elem": elemOf, "Field": fieldOf, "Method": methodOf,
		"Index": func(v reflect.Value, i int) reflect.Value {
			h, ok := look(v)
			if !ok {
				return v.Index(i)
			}
			if i < 0 || i >= h.Len() {
				panic("reflect: " + h.Kind().String() + " index out of range")
			}
			return hold(h.Index(i))
		},
		"MethodByName": func(v reflect.Value, name string) reflect.Value {
			if h, ok := look(v); ok {
				return hold(h.Method(name))
			}
			return v.MethodByName(name)
		},
		"Addr": func(v reflect.Value) reflect.Value {
			h, ok := look(v)
			if !ok {
				return v.Addr()
			}
			p, ok := h.Address()
			if !ok {
				panic("reflect.Value.Addr of unaddressable value")
			}
			return hold(p)
		},
		"Fields": func(v reflect.Value) iter.Seq2[reflect.StructField, reflect.Value] {
			if h, ok := look(v); ok {
				return pairs(h.NumField(), h.Type().Field, func(i int) reflect.Value { return fieldOf(v, i) })
			}
			return v.Fields()
		},
		"Methods": func(v reflect.Value) iter.Seq2[reflect.Method, reflect.Value] {
			if h, ok := look(v); ok {
				return pairs(h.Type().NumMethod(), h.Type().Method, func(i int) reflect.Value { return methodOf(v, i) })
			}
			return v.Methods()
		},
	}
}

// named leads to the fields of structs, keyed to the entries of maps.
var named = map[string]any{
	"FieldByName": func(v reflect.Value, name string) reflect.Value {
		h, ok := look(v)
		if !ok {
			return v.FieldByName(name)
		}
		if f, ok := h.Type().FieldByName(name); ok {
			return fieldAt(v, f.Index)
		}
		return reflect.Value{}
	},
	"FieldByIndex": fieldAt,
	"FieldByNameFunc": func(v reflect.Value, match func(string) bool) reflect.Value {
		h, ok := look(v)
		if !ok {
			return v.FieldByNameFunc(match)
		}
		if f, ok := h.Type().FieldByNameFunc(match); ok {
			return fieldAt(v, f.Index)
		}
		return reflect.Value{}
	},
}

var keyed = map[string]any{
	"MapKeys": keysOf,
	"MapIndex": func(v, key reflect.Value) reflect.Value {
		k, session := look(key)
		h, ok := look(v)
		switch {
		case !ok && session:
			return v.MapIndex(reflect.ValueOf(k.Interface()))
		case !ok:
			return v.MapIndex(key)
		case !session:
			k = value.ViewIn(key)
		}
		e, ok := h.MapIndex(k.Interface())
		if !ok {
			return reflect.Value{}
		}
		return hold(e)
	},
	"MapRange": func(v reflect.Value) *reflect.MapIter {
		h, ok := look(v)
		if !ok {
			return v.MapRange()
		}
		all := map[*held]*held{}
		keys, values := h.Pairs()
		for i, k := range keys {
			all[&held{k}] = &held{values[i]}
		}
		return reflect.ValueOf(all).MapRange()
	},
}

// elemOf also finds a value of the session in an interface of a compiled type.
func elemOf(v reflect.Value) reflect.Value {
	if k := kindOf(v); k != reflect.Pointer && k != reflect.Interface {
		panic(wrongKind("Elem", k))
	}
	if h, ok := look(v); ok {
		return hold(h.Elem())
	}
	e := v.Elem()
	if v.Kind() == reflect.Interface && e.IsValid() && e.CanInterface() {
		if b, ok := value.Unwrap(e.Interface()).(value.Boxed); ok {
			return hold(value.ViewOf(b))
		}
	}
	return e
}

func fieldOf(v reflect.Value, i int) reflect.Value {
	if k := kindOf(v); k != reflect.Struct {
		panic(wrongKind("Field", k))
	}
	h, ok := look(v)
	if !ok {
		return v.Field(i)
	}
	if i < 0 || i >= h.NumField() {
		panic("reflect: Field index out of range")
	}
	f, _ := h.Field(i)
	return hold(f)
}

func fieldAt(v reflect.Value, index []int) reflect.Value {
	for i, x := range index {
		if k := kindOf(v); i > 0 && k == reflect.Pointer {
			if v = elemOf(v); !v.IsValid() {
				panic("reflect: indirection through nil pointer to embedded struct")
			}
		}
		v = fieldOf(v, x)
	}
	return v
}

// wrongKind is a reflect.ValueError that is not taken for an error of the
// interpreter itself, which works by package reflect.
func wrongKind(method string, k reflect.Kind) error {
	return errors.New((&reflect.ValueError{Method: "reflect.Value." + method, Kind: k}).Error())
}

func kindOf(v reflect.Value) reflect.Kind {
	if h, ok := look(v); ok {
		return h.Kind()
	}
	return v.Kind()
}

func methodOf(v reflect.Value, i int) reflect.Value {
	if h, ok := look(v); ok {
		return hold(h.Method(h.Type().Method(i).Name))
	}
	return v.Method(i)
}

func keysOf(v reflect.Value) []reflect.Value {
	h, ok := look(v)
	if !ok {
		return v.MapKeys()
	}
	keys, _ := h.Pairs()
	out := make([]reflect.Value, len(keys))
	for i, k := range keys {
		out[i] = hold(k)
	}
	return out
}
