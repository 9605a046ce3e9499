package value

import (
	"fmt"
	"go/types"
	"reflect"
	"runtime"
	"strings"
)

// Boxed is a value in an interface whose Go type the interpreter cannot say: V
// is its representation. Two are equal (==) when type and value are.
type Boxed struct {
	T *Type
	V any
}

// Wrapped is what the generated wrappers for compiled interfaces implement.
type Wrapped interface{ Inner() any }

// Inner returns the value itself, so that wrappers that embed a Boxed are
// Wrapped.
func (b Boxed) Inner() any { return b }

// String is the text of the method String. Without one it is what package fmt
// prints, which calls Format itself; but package context, which asks its keys
// and values for this method alone, means the name of the type by its lack.
func (b Boxed) String() string {
	if s, ok := callText(b, "String"); ok {
		return s
	}
	var pc [1]uintptr
	runtime.Callers(2, pc[:])
	if f, _ := runtime.CallersFrames(pc[:]).Next(); strings.HasPrefix(f.Function, "context.") {
		return b.T.String()
	}
	return Sprintf("%+v", b)
}

// Comparable tells whether values of x's dynamic type have ==.
func Comparable(x any) bool {
	if b, ok := Unwrap(x).(Boxed); ok {
		return types.Comparable(b.T.Go)
	}
	return reflect.TypeOf(Unwrap(x)).Comparable()
}

// Unwrap takes the wrapper off a value of a compiled interface: what is left is
// a Boxed or a plain value.
func Unwrap(x any) any {
	switch x := x.(type) {
	case nil, Boxed, bool, int, float64, string:
		return x
	case Wrapped:
		return x.Inner()
	}
	return x
}

// Box returns v as a value of the type with that number.
func (t *Table) Box(id int, v any) any {
	n := t.Type(id)
	if n == nil {
		panic(fmt.Sprintf("value: no type has the number %d", id))
	}
	return Boxed{n, v}
}

// As asserts that x is of a boxed type and returns its representation.
func (t *Table) As(x any, id int) (any, bool) {
	if b, ok := Unwrap(x).(Boxed); ok && b.T == t.Type(id) {
		return b.V, true
	}
	return nil, false
}

// Recv returns what methods found in a table take as their receiver.
func (t *Table) Recv(x any) any { return Raw(x) }

// Raw returns the representation alone, for code that only looks at its shape
// (sort.Slice, reflect).
func Raw(x any) any {
	x = Unwrap(x)
	if b, ok := x.(Boxed); ok {
		return b.V
	}
	return x
}

// Same tells whether two values in interfaces have one type.
func Same(x, y any) bool { return reflect.TypeOf(Unwrap(x)) == reflect.TypeOf(y) }
