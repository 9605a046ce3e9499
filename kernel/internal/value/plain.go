package value

import (
	"go/types"
	"reflect"
	"sync"
)

var plainTypes sync.Map // of reflect.Type to bool

// plain tells whether no value of a compiled type can hold one of the session:
// nothing in it is an interface. Then fmt may have it whole, which is fast.
func plain(t reflect.Type) bool {
	if p, ok := plainTypes.Load(t); ok {
		return p.(bool)
	}
	p := noInterface(t, map[reflect.Type]bool{})
	plainTypes.Store(t, p)
	return p
}

func noInterface(t reflect.Type, seen map[reflect.Type]bool) bool {
	if seen[t] {
		return true
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Interface:
		return false
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return noInterface(t.Elem(), seen)
	case reflect.Map:
		return noInterface(t.Key(), seen) && noInterface(t.Elem(), seen)
	case reflect.Struct:
		for i := range t.NumField() {
			if !noInterface(t.Field(i).Type, seen) {
				return false
			}
		}
	}
	return true
}

// whole tells whether fmt prints a list as it would print the real one: its
// elements are of a basic type without a name.
func (n node) whole() bool {
	if n.ro != reachable || !n.v.IsValid() || !n.v.CanInterface() || n.v.Type().PkgPath() != "" {
		return false
	}
	if n.typ == nil {
		return plain(n.v.Type())
	}
	_, basic := types.Unalias(n.part()).(*types.Basic)
	return basic && n.v.Kind() == n.kind()
}
