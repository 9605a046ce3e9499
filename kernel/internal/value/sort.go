package value

import (
	"cmp"
	"reflect"
	"slices"
)

type entry struct{ key, value node }

// sorted returns the entries of a map in the order in which fmt prints them.
func (n node) sorted() []entry {
	if !n.v.IsValid() {
		return nil
	}
	key := n.keyType()
	out := make([]entry, 0, n.v.Len())
	for it := n.v.MapRange(); it.Next(); {
		out = append(out, entry{n.child(key, it.Key()), n.child(n.part(), it.Value())})
	}
	slices.SortStableFunc(out, func(a, b entry) int { return compare(a.key.v, b.key.v) })
	return out
}

// compare orders two keys: by value, parts first to last, nil first; values of
// several types in one interface by the names of the types.
func compare(a, b reflect.Value) int {
	if a.Kind() == reflect.Interface {
		return compareInterfaces(a, b)
	}
	switch k := a.Kind(); {
	case k == reflect.Bool:
		return cmp.Compare(truth(a), truth(b))
	case k >= reflect.Int && k <= reflect.Int64:
		return cmp.Compare(a.Int(), b.Int())
	case k >= reflect.Uint && k <= reflect.Uintptr:
		return cmp.Compare(a.Uint(), b.Uint())
	case k == reflect.Float32 || k == reflect.Float64:
		return cmp.Compare(a.Float(), b.Float())
	case k == reflect.Complex64 || k == reflect.Complex128:
		x, y := a.Complex(), b.Complex()
		return cmp.Or(cmp.Compare(real(x), real(y)), cmp.Compare(imag(x), imag(y)))
	case k == reflect.String:
		return cmp.Compare(a.String(), b.String())
	case k == reflect.Pointer || k == reflect.Chan || k == reflect.UnsafePointer:
		return cmp.Compare(a.Pointer(), b.Pointer())
	case k == reflect.Struct:
		for i := range a.NumField() {
			if c := compare(a.Field(i), b.Field(i)); c != 0 {
				return c
			}
		}
	case k == reflect.Array:
		for i := range a.Len() {
			if c := compare(a.Index(i), b.Index(i)); c != 0 {
				return c
			}
		}
	}
	return 0
}

func truth(v reflect.Value) int {
	if v.Bool() {
		return 1
	}
	return 0
}

func compareInterfaces(a, b reflect.Value) int {
	switch {
	case a.IsNil() && b.IsNil():
		return 0
	case a.IsNil():
		return -1
	case b.IsNil():
		return 1
	}
	an, av := inside(a)
	bn, bv := inside(b)
	if an != bn {
		return cmp.Compare(an, bn)
	}
	if !av.IsValid() || av.Type() != bv.Type() {
		return 0
	}
	return compare(av, bv)
}

// inside names the dynamic type and returns the representation.
func inside(v reflect.Value) (string, reflect.Value) {
	v = v.Elem()
	if v.CanInterface() {
		if b, ok := Unwrap(v.Interface()).(Boxed); ok {
			return b.T.String(), reflect.ValueOf(b.V)
		}
	}
	return v.Type().String(), v
}
