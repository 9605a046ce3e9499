package value

import (
	"go/types"
	"reflect"
)

// AssertPanic panics as x.(T) does when x, of type any, is no T.
func AssertPanic(x any, want string) { AssertPanicFrom(x, "interface {}", want) }

// AssertPanicFrom is AssertPanic for an x of the interface type that static
// names.
func AssertPanicFrom(x any, static, want string) {
	panic(words("interface conversion: " + static + " is " + dynamic(Unwrap(x)) + ", not " + want))
}

// AssertPanic is the function AssertPanic for a T that may be an interface of
// the session, by its name.
func (t *Table) AssertPanic(x any, want string) {
	t.mu.RLock()
	id := -1
	for i, n := range t.types {
		if n.name == want && types.IsInterface(n.Go) {
			id = i
		}
	}
	t.mu.RUnlock()
	switch {
	case id >= 0:
		t.AssertPanicTo(x, id)
	case want == "error" && x == nil:
		panic(words("interface conversion: interface is nil, not error"))
	case want == "error":
		panic(words("interface conversion: " + dynamic(Unwrap(x)) + " is not error: missing method Error"))
	}
	AssertPanic(x, want)
}

// AssertPanicTo is AssertPanic for an interface type: it names the method that
// is missing.
func (t *Table) AssertPanicTo(x any, ifaceID int) {
	x = Unwrap(x)
	iface := t.Type(ifaceID)
	if x == nil {
		panic(words("interface conversion: interface is nil, not " + iface.String()))
	}
	panic(words("interface conversion: " + dynamic(x) + " is not " + iface.String() + ": missing method " + t.missing(x, iface)))
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
