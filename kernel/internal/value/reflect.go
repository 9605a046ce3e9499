package value

import (
	"go/types"
	"iter"
	"reflect"
)

// TypeOf is reflect.TypeOf for values of a session.
func TypeOf(x any) reflect.Type {
	b, ok := Unwrap(x).(Boxed)
	if !ok {
		return reflect.TypeOf(Unwrap(x))
	}
	return reflected{reflect.TypeOf(b.V), b.T}
}

// reflected is a type of a session as package reflect describes types. What it
// does not answer by the Go type it answers by that of the representation;
// functions that make values of a type do not take it.
type reflected struct {
	reflect.Type // of the representation
	t            *Type
}

// reflectType describes a type, by the representation alone where that says it
// all.
func (t *Table) reflectType(typ types.Type, representation reflect.Type) reflect.Type {
	if b, ok := typ.Underlying().(*types.Basic); ok && representation == nil {
		representation = basicType(b)
	}
	if says(representation, typ) {
		return representation
	}
	if n := t.find(typ); n != nil {
		return reflected{representation, n}
	}
	return representation
}

// basicType is the type of a kind, by its name.
func basicType(b *types.Basic) reflect.Type {
	for _, t := range basicTypes {
		if t.Name() == basicName(b) {
			return t
		}
	}
	return nil
}

func (r reflected) part(typ types.Type, representation reflect.Type) reflect.Type {
	return r.t.table.reflectType(typ, representation)
}

// node lets the type answer as the type of a value does.
func (r reflected) node() node { return node{tab: r.t.table, typ: r.t.Go} }

// String implements reflect.Type, as do the methods that follow.
func (r reflected) String() string { return r.t.String() }

// Name is empty for types without a name.
func (r reflected) Name() string {
	n, ok := types.Unalias(r.t.Go).(*types.Named)
	if !ok {
		return ""
	}
	name := typeName(n)
	if pkg := n.Obj().Pkg(); pkg != nil {
		name = name[len(pkg.Name())+1:]
	}
	return name
}

// PkgPath is that of the session, main.
func (r reflected) PkgPath() string {
	if n, ok := types.Unalias(r.t.Go).(*types.Named); ok && n.Obj().Pkg() != nil {
		return n.Obj().Pkg().Path()
	}
	return ""
}

// Kind is that of the underlying type.
func (r reflected) Kind() reflect.Kind {
	if _, ok := r.t.Go.Underlying().(*types.Basic); ok {
		return r.Type.Kind()
	}
	return r.node().kind()
}

// alike tells whether the parts of the representation are those of the parts:
// it is no interface that holds what the interpreter cannot build.
func (r reflected) alike() bool { return r.Type != nil && r.Type.Kind() == r.Kind() }

// Comparable is as the language defines it.
func (r reflected) Comparable() bool { return types.Comparable(r.t.Go) }

// Elem returns the type of what is pointed to, or of the elements.
func (r reflected) Elem() reflect.Type {
	elem := r.node().part()
	if elem == nil {
		panic("reflect: Elem of invalid type " + r.String())
	}
	var representation reflect.Type
	if r.alike() {
		representation = r.Type.Elem()
	}
	return r.part(elem, representation)
}

// Key returns the type of the keys of a map.
func (r reflected) Key() reflect.Type {
	if r.Kind() != reflect.Map {
		panic("reflect: Key of non-map type " + r.String())
	}
	var representation reflect.Type
	if r.alike() {
		representation = r.Type.Key()
	}
	return r.part(r.node().keyType(), representation)
}

// NumMethod counts the exported methods, or all those of an interface.
func (r reflected) NumMethod() int { return len(r.names()) }

func (r reflected) names() (names []*types.Selection) {
	set := types.NewMethodSet(r.t.Go)
	for i := range set.Len() {
		if m := set.At(i); m.Obj().Exported() || types.IsInterface(r.t.Go) {
			names = append(names, m)
		}
	}
	return names
}

// Method describes a method; it cannot be called.
func (r reflected) Method(i int) reflect.Method {
	names := r.names()
	if i < 0 || i >= len(names) {
		panic("reflect: Method index out of range")
	}
	sig := names[i].Type().(*types.Signature)
	var params []*types.Var
	if !types.IsInterface(r.t.Go) {
		params = append(params, types.NewParam(0, nil, "", r.t.Go))
	}
	for v := range sig.Params().Variables() {
		params = append(params, v)
	}
	whole := types.NewSignatureType(nil, nil, nil, types.NewTuple(params...), sig.Results(), sig.Variadic())
	return reflect.Method{Name: names[i].Obj().Name(), Type: r.part(whole, nil), Index: i}
}

// Methods ranges over the methods.
func (r reflected) Methods() iter.Seq[reflect.Method] {
	return func(yield func(reflect.Method) bool) {
		for i := range r.NumMethod() {
			if !yield(r.Method(i)) {
				return
			}
		}
	}
}

// MethodByName finds a method.
func (r reflected) MethodByName(name string) (reflect.Method, bool) {
	for i, m := range r.names() {
		if m.Obj().Name() == name {
			return r.Method(i), true
		}
	}
	return reflect.Method{}, false
}

// Implements asks for the methods of an interface type.
func (r reflected) Implements(u reflect.Type) bool {
	if u == nil || u.Kind() != reflect.Interface {
		panic("reflect: non-interface type passed to Type.Implements")
	}
	if to, ok := u.(reflected); ok {
		return types.Implements(r.t.Go, to.t.Go.Underlying().(*types.Interface))
	}
	for i := range u.NumMethod() {
		m := u.Method(i)
		if s := r.t.signature(m.Name); s == nil || !sameMethod(m.Type, 0, s) {
			return false
		}
	}
	return true
}

// AssignableTo is as the language defines it.
func (r reflected) AssignableTo(u reflect.Type) bool {
	if to, ok := u.(reflected); ok {
		return types.AssignableTo(r.t.Go, to.t.Go)
	}
	return u.Kind() == reflect.Interface && r.Implements(u)
}

// ConvertibleTo is as the language defines it.
func (r reflected) ConvertibleTo(u reflect.Type) bool {
	if to, ok := u.(reflected); ok {
		return types.ConvertibleTo(r.t.Go, to.t.Go)
	}
	return r.Type.ConvertibleTo(u)
}
