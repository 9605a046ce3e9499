package value

import (
	"fmt"
	"go/types"
	"reflect"
)

// Set stores a value in a variable. It fails if there is none or its type does
// not take the value.
func (v View) Set(x any) error {
	if !v.CanSet() {
		return fmt.Errorf("using unaddressable value")
	}
	r, ok := v.n.tab.argument(x, v.n.v.Type(), v.n.typ)
	if !ok {
		return fmt.Errorf("value of type %s is not assignable to type %s", nodeOf(x).name(), v.n.name())
	}
	v.n.v.Set(r)
	return nil
}

// CanSet tells whether the view is of a variable that may be changed.
func (v View) CanSet() bool { return v.n.v.CanSet() && v.Readable() }

// SetEntry stores an entry of a map, or deletes it.
func (v View) SetEntry(key, elem any, remove bool) error {
	u, _ := v.n.typ.Underlying().(*types.Map)
	t := v.n.v.Type()
	k, ok := v.n.tab.argument(key, t.Key(), u.Key())
	if !ok {
		return fmt.Errorf("value of type %s is not assignable to type %s", nodeOf(key).name(), typeName(u.Key()))
	}
	e := reflect.Value{}
	if !remove {
		if e, ok = v.n.tab.argument(elem, t.Elem(), u.Elem()); !ok {
			return fmt.Errorf("value of type %s is not assignable to type %s", nodeOf(elem).name(), typeName(u.Elem()))
		}
	}
	v.n.v.SetMapIndex(k, e)
	return nil
}

// Slice is the part of a slice, an array that has an address, or a string.
func (v View) Slice(i, j int) View {
	n := v.n
	if a, ok := n.typ.Underlying().(*types.Array); ok {
		n.typ = types.NewSlice(a.Elem())
	}
	n.v = n.v.Slice(i, j)
	return View{n}
}

// Made looks into a representation that was made for a type of the session, or
// for a pointer to it.
func Made(t reflect.Type, representation reflect.Value, pointer bool) (v View, ok bool) {
	r, ok := t.(reflected)
	if !ok {
		return View{}, false
	}
	typ := r.t.Go
	if pointer {
		typ = types.NewPointer(typ)
	}
	return View{node{tab: r.t.table, typ: typ, v: representation}}, true
}

// Representation is what stands for a type of the session, and whether t is
// one.
func Representation(t reflect.Type) (reflect.Type, bool) {
	r, ok := t.(reflected)
	if !ok {
		return t, false
	}
	return r.Type, true
}

// Convert is the conversion of a value to a type with the same underlying type,
// or of a number to a numeric type.
func (v View) Convert(to reflect.Type) (View, bool) {
	t, session := Representation(to)
	r := v.n.v
	if !r.IsValid() || t == nil || !r.CanConvert(t) || session && !types.ConvertibleTo(v.goType(), to.(reflected).t.Go) {
		return View{}, false
	}
	r = r.Convert(t)
	if !session {
		return View{node{v: r}}, true
	}
	return Made(to, r, false)
}

func (v View) goType() types.Type {
	if v.n.typ != nil {
		return v.n.typ
	}
	for _, b := range types.Typ {
		if b.Name() == v.n.v.Type().Name() {
			return b
		}
	}
	return types.Typ[types.Invalid]
}

// Format implements fmt.Formatter, by methods where they may be called.
func (v View) Format(s fmt.State, verb rune) {
	var p printer
	p.from(s, verb)
	p.value(v.n, verb, 1)
	_, _ = s.Write(p.buf)
}
