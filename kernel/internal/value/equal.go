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

// uncomparable finds the boxed value that == met inside an interface.
func uncomparable(v reflect.Value) string {
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
		if b, ok := v.Interface().(Boxed); ok {
			if !types.Comparable(b.T.Go) {
				return b.T.String()
			}
			return uncomparable(reflect.ValueOf(b.V))
		}
		for i := range v.NumField() {
			if !v.Type().Field(i).IsExported() {
				continue
			}
			if s := uncomparable(v.Field(i)); s != "" {
				return s
			}
		}
	}
	return ""
}
