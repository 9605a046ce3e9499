package value

import (
	"go/types"
	"reflect"
)

// AssertPanic panics as x.(T) does when x, of the interface type with number
// from, is no T, the type with number to. Of the same number, less than zero,
// it panics as a method value of a nil interface does.
func (t *Table) AssertPanic(x any, from, to int) {
	if to < 0 {
		panic(runtimeError(nilDereference))
	}
	x = Unwrap(x)
	want := t.Type(to)
	if !types.IsInterface(want.Go) {
		text := "interface conversion: " + t.Type(from).String() + " is " + dynamic(x) + ", not " + want.String()
		if dynamic(x) == want.String() {
			text += " (types from different scopes)"
		}
		panic(words(text))
	}
	if x == nil {
		panic(words("interface conversion: interface is nil, not " + want.String()))
	}
	panic(words("interface conversion: " + dynamic(x) + " is not " + want.String() + ": missing method " + t.missing(x, want)))
}

// dynamic names the dynamic type of an interface value.
func dynamic(x any) string {
	switch x := x.(type) {
	case nil:
		return "nil"
	case Boxed:
		return x.T.String()
	}
	return reflect.TypeOf(x).String()
}
