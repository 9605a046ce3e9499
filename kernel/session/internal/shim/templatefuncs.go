//go:build !js

package shim

import (
	"fmt"
	"reflect"
	"strings"
	"text/template"

	"github.com/udl-go/lab/kernel/internal/value"
)

// templateFuncs are what rewritten templates call.
func templateFuncs(missing missingKey) template.FuncMap {
	return template.FuncMap{
		memberFunc: missing.member,
		truthFunc:  templateTruth,
		rangeFunc:  templateRange,
		printFunc:  templatePrint,
		plainFunc:  value.Raw,
		"index":    templateIndex,
		"print":    value.Sprint, "printf": value.Sprintf, "println": value.Sprintln,
		"call": func(f any, args ...any) (any, error) { return single(value.CallFunc(f, args)) },
	}
}

// missingKey is the option of a template of that name: what the entry of a map
// is for a key that the map lacks.
type missingKey int64

// As package text/template numbers them.
const (
	missingZero  missingKey = 1
	missingError missingKey = 2
)

// missingKeyOf reads the option, which cannot be asked for, of a template of
// package text/template or html/template.
func missingKeyOf(t any) missingKey {
	v := reflect.ValueOf(t).Elem()
	if x := v.FieldByName("text"); x.Kind() == reflect.Pointer && !x.IsNil() {
		v = x.Elem()
	}
	if c := v.FieldByName("common"); c.Kind() == reflect.Pointer && !c.IsNil() {
		if o := c.Elem().FieldByName("option"); o.Kind() == reflect.Struct {
			if k := o.FieldByName("missingKey"); k.CanInt() {
				return missingKey(k.Int())
			}
		}
	}
	return 0
}

// member follows a path of fields and methods; the last one gets the arguments.
func (m missingKey) member(x any, path string, args ...any) (any, error) {
	names := strings.Split(path, ".")
	for i, name := range names {
		var given []any
		if i == len(names)-1 {
			given = args
		}
		var err error
		if x, err = m.one(value.ViewOf(x), name, given); err != nil {
			return nil, err
		}
		none, ok := x.(nilOf)
		switch {
		case ok && i < len(names)-1:
			return nil, fmt.Errorf("nil pointer evaluating %s.%s", none, names[i+1])
		case ok:
			x = nil
		}
	}
	return x, nil
}

// nilOf is a nil of the interface type with that name, which is something else
// than no value at all.
type nilOf string

func orNil(v value.View) any {
	if v.Kind() == reflect.Interface && v.Nil() {
		return nilOf(v.Type().String())
	}
	return v.Interface()
}

func (m missingKey) one(v value.View, name string, args []any) (any, error) {
	for v.Valid() && v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	switch {
	case !v.Valid() && m == missingError:
		return nil, fmt.Errorf("nil data; no entry for key %q", name)
	case !v.Valid():
		return nil, nil
	case v.HasMethod(name):
		return called(v, name, args)
	}
	of := v.Type().String()
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.Nil() {
			return nil, fmt.Errorf("nil pointer evaluating %s.%s", of, name)
		}
		if v = v.Elem(); v.HasMethod(name) {
			return called(v, name, args)
		}
	}
	var x any
	switch v.Kind() {
	case reflect.Struct:
		f, ok := v.FieldByName(name)
		if !ok {
			if _, hidden := v.Type().FieldByName(name); hidden {
				return nil, fmt.Errorf("%s is an unexported field of struct type %s", name, of)
			}
			return nil, fmt.Errorf("can't evaluate field %s in type %s", name, of)
		}
		x = orNil(f)
	case reflect.Map:
		if k := v.Type().Key(); k.String() != "string" && k.Kind() != reflect.Interface {
			return nil, fmt.Errorf("can't evaluate field %s in type %s", name, of)
		}
		switch e, ok := v.MapIndex(name); {
		case ok:
			x = orNil(e)
		case m == missingZero:
			x = v.ZeroElem().Interface()
		case m == missingError:
			return nil, fmt.Errorf("map has no entry for key %q", name)
		}
	default:
		return nil, fmt.Errorf("can't evaluate field %s in type %s", name, of)
	}
	if len(args) > 0 {
		return nil, fmt.Errorf("%s has arguments but cannot be invoked as function", name)
	}
	return x, nil
}

func called(v value.View, name string, args []any) (any, error) {
	x, err := single(v.Call(name, args))
	if err != nil {
		err = fmt.Errorf("error calling %s: %w", name, err)
	}
	return x, err
}

// single is the result of a function that a template may call.
func single(results []any, err error) (any, error) {
	switch {
	case err != nil:
		return nil, err
	case len(results) == 2 && results[1] != nil:
		return nil, value.Errorf("%w", results[1])
	case len(results) == 0 || len(results) > 2:
		return nil, fmt.Errorf("a method with %d results", len(results))
	}
	return results[0], nil
}

// templateTruth makes nil of what counts as false.
func templateTruth(x any) any {
	if b, ok := x.(value.Boxed); ok {
		if truth, ok := template.IsTrue(b.V); ok && !truth {
			return nil
		}
	}
	return x
}

// templatePrint follows pointers as a template does, unless they print
// themselves.
func templatePrint(x any) any {
	v := value.ViewOf(x)
	for v.Session() && v.Kind() == reflect.Pointer && !v.Nil() && !v.HasMethod("Error") && !v.HasMethod("String") {
		v = v.Elem()
		x = v.Interface()
	}
	return x
}

// templateRange makes what a template can range over.
func templateRange(x any) any {
	v := value.ViewOf(x)
	if v.Session() && v.Kind() == reflect.Pointer && !v.Nil() {
		v = v.Elem()
	}
	if !v.Session() {
		return x
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Array:
		all := make([]any, v.Len())
		for i := range all {
			all[i] = v.Index(i).Interface()
			if p, ok := v.Index(i).Address(); ok && p.Type().NumMethod() > v.Index(i).Type().NumMethod() {
				all[i] = p.Interface() // which has all the methods
			}
		}
		return all
	case reflect.Map:
		keys, values := v.Pairs()
		all := make(map[any]any, len(keys))
		for i, k := range keys {
			all[sortable(k)] = values[i].Interface()
		}
		return all
	}
	return value.Raw(x)
}

// sortable is a key that a template can put in order: the value itself if it is
// of a basic type, by whatever name, and prints as that.
func sortable(k value.View) any {
	if k.Kind() <= reflect.Complex128 || k.Kind() == reflect.String {
		if !k.HasMethod("String") && !k.HasMethod("Error") && !k.HasMethod("Format") {
			return k.Raw().Interface()
		}
	}
	return k.Interface()
}

func templateIndex(x any, keys ...any) (any, error) {
	for _, key := range keys {
		v := value.ViewOf(x)
		for v.Valid() && (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) && !v.Nil() {
			v = v.Elem()
		}
		if !v.Valid() {
			return nil, fmt.Errorf("index of untyped nil")
		}
		switch v.Kind() {
		case reflect.Slice, reflect.Array, reflect.String:
			k := reflect.ValueOf(value.Raw(key))
			var i int
			switch {
			case k.CanInt():
				i = int(k.Int())
			case k.CanUint():
				i = int(k.Uint())
			default:
				return nil, fmt.Errorf("cannot index slice/array with type %s", value.ViewOf(key).Type())
			}
			if i < 0 || i >= v.Len() {
				return nil, fmt.Errorf("index out of range: %d", i)
			}
			x = v.Index(i).Interface()
		case reflect.Map:
			k, want := value.ViewOf(key), v.Type().Key()
			if k.Valid() && want.Kind() != reflect.Interface && k.Type() != want && (!integer(k.Kind()) || !integer(want.Kind())) {
				return nil, fmt.Errorf("value has type %s; should be %s", k.Type(), want)
			}
			e, ok := v.MapIndex(key)
			if !ok {
				e = v.ZeroElem()
			}
			x = e.Interface()
		default:
			return nil, fmt.Errorf("can't index item of type %s", v.Type())
		}
	}
	return x, nil
}

func integer(k reflect.Kind) bool { return k >= reflect.Int && k <= reflect.Uintptr }

// callable makes functions of a session such that templates take them.
func callable(m template.FuncMap) template.FuncMap {
	out := template.FuncMap{}
	for name, f := range m {
		out[name] = f
		if b, ok := f.(value.Boxed); ok && value.ViewOf(b).Kind() == reflect.Func {
			out[name] = templateFunc(b)
		}
	}
	return out
}

// templateFunc takes arguments of types of the session as any.
func templateFunc(f value.Boxed) any {
	t, raw := value.TypeOf(f), reflect.TypeOf(f.V)
	in := make([]reflect.Type, raw.NumIn())
	for i := range in {
		in[i] = raw.In(i)
		if t.In(i) != in[i] {
			in[i] = reflect.TypeFor[any]()
		}
		if raw.IsVariadic() && i == len(in)-1 {
			in[i] = reflect.TypeFor[[]any]()
		}
	}
	out := []reflect.Type{reflect.TypeFor[any](), reflect.TypeFor[error]()}
	return reflect.MakeFunc(reflect.FuncOf(in, out, raw.IsVariadic()), func(args []reflect.Value) []reflect.Value {
		var given []any
		for i, a := range args {
			if raw.IsVariadic() && i == len(args)-1 {
				given = append(given, a.Interface().([]any)...)
				break
			}
			given = append(given, a.Interface())
		}
		x, err := single(value.CallFunc(f, given))
		return []reflect.Value{reflect.ValueOf(&x).Elem(), reflect.ValueOf(&err).Elem()}
	}).Interface()
}
