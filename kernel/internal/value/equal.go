package value

import (
	"go/types"
	"reflect"
)

// Eq is == of two interface values. Values of one type that cannot be compared
// panic in Go's words.
func Eq(x, y any) bool {
	x, y = Unwrap(x), Unwrap(y)
	bx, ok := x.(Boxed)
	if !ok {
		return equal(x, y)
	}
	by, ok := y.(Boxed)
	if !ok || bx.T != by.T {
		return false
	}
	if !types.Comparable(bx.T.Go) {
		panic(runtimeError("comparing uncomparable type " + bx.T.String()))
	}
	return equal(bx.V, by.V)
}

// equal names the Go type of a part that cannot be compared, where the
// runtime would name its representation.
func equal(x, y any) bool {
	defer func() {
		if e := recover(); e != nil {
			if t := uncomparable(reflect.ValueOf(x)); t != "" {
				panic(runtimeError("comparing uncomparable type " + t))
			}
			panic(e)
		}
	}()
	return x == y
}

// Hash panics as the assignment m[key] = x does when the key, a value that is
// or holds interfaces, has parts that cannot be compared.
func Hash(key any) {
	switch key.(type) {
	case nil, int, string, bool, float64:
		return
	}
	if t := uncomparable(reflect.ValueOf(key)); t != "" {
		panic(runtimeError("hash of unhashable type " + t))
	}
}

// uncomparable names the first type that has no == among the dynamic types
// that a comparison of v meets.
func uncomparable(v reflect.Value) string {
	if !v.IsValid() {
		return ""
	}
	if b, ok := Unwrap(v.Interface()).(Boxed); ok {
		if !types.Comparable(b.T.Go) {
			return b.T.String()
		}
		return uncomparable(reflect.ValueOf(b.V))
	}
	if !v.Type().Comparable() {
		return v.Type().String()
	}
	switch v.Kind() {
	case reflect.Interface:
		return uncomparable(v.Elem())
	case reflect.Array:
		for i := range v.Len() {
			if s := uncomparable(v.Index(i)); s != "" {
				return s
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if s := uncomparable(openField(v, i)); s != "" {
				return s
			}
		}
	}
	return ""
}

// openField is a copy of a field that may be looked at, with a capital or not.
func openField(v reflect.Value, i int) reflect.Value {
	if v.Type().Field(i).IsExported() {
		return v.Field(i)
	}
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	f := c.Field(i)
	return reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem()
}

// DeepEqual is reflect.DeepEqual for values of a session.
func DeepEqual(x, y any) bool {
	x, y = Unwrap(x), Unwrap(y)
	if b, ok := x.(Boxed); ok {
		c, ok := y.(Boxed)
		return ok && b.T == c.T && reflect.DeepEqual(b.V, c.V)
	}
	if _, ok := y.(Boxed); ok {
		return false
	}
	return reflect.DeepEqual(x, y)
}
