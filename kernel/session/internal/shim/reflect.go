package shim

import (
	"fmt"
	"reflect"

	"github.com/udl-go/lab/kernel/internal/value"
)

// reflection is the part of package reflect that describes types and compares
// values. What takes values apart would find representations.
func reflection() pkg {
	return pkg{path: "reflect", functions: map[string]any{
		"TypeOf":    value.TypeOf,
		"DeepEqual": value.DeepEqual,
		"Swapper":   func(x any) func(i, j int) { return reflect.Swapper(value.Raw(x)) },
		"ValueOf": func(x any) reflect.Value {
			if b, ok := value.Unwrap(x).(value.Boxed); ok {
				panic(fmt.Sprintf("reflect.ValueOf: a value of type %s cannot be taken apart in a cell", b.T))
			}
			return reflect.ValueOf(value.Unwrap(x))
		},
	}}
}
