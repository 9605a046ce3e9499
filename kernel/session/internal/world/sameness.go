package world

import "go/types"

// sameness compares types of earlier cells with types of this cell, in which
// the names of again stand for one type unless they are broken.
type sameness struct {
	u             *Unit
	again, broken map[string]bool
}

// same reports whether two types are identical. Type parameters are known by
// their places: they are compared in declarations of one name only.
func (s sameness) same(a, b types.Type) bool {
	a, b = types.Unalias(a), types.Unalias(b)
	if a == b {
		return true
	}
	switch a := a.(type) {
	case *types.Named:
		b, ok := b.(*types.Named)
		return ok && s.name(a.Obj(), b.Obj()) && s.list(a.TypeArgs(), b.TypeArgs())
	case *types.TypeParam:
		b, ok := b.(*types.TypeParam)
		return ok && a.Index() == b.Index()
	case *types.Pointer:
		b, ok := b.(*types.Pointer)
		return ok && s.same(a.Elem(), b.Elem())
	case *types.Slice:
		b, ok := b.(*types.Slice)
		return ok && s.same(a.Elem(), b.Elem())
	case *types.Array:
		b, ok := b.(*types.Array)
		return ok && a.Len() == b.Len() && s.same(a.Elem(), b.Elem())
	case *types.Chan:
		b, ok := b.(*types.Chan)
		return ok && a.Dir() == b.Dir() && s.same(a.Elem(), b.Elem())
	case *types.Map:
		b, ok := b.(*types.Map)
		return ok && s.same(a.Key(), b.Key()) && s.same(a.Elem(), b.Elem())
	case *types.Signature:
		b, ok := b.(*types.Signature)
		return ok && a.Variadic() == b.Variadic() && s.params(a.TypeParams(), b.TypeParams()) &&
			s.tuple(a.Params(), b.Params()) && s.tuple(a.Results(), b.Results())
	case *types.Struct:
		b, ok := b.(*types.Struct)
		return ok && s.fields(a, b)
	case *types.Interface:
		b, ok := b.(*types.Interface)
		return ok && s.methods(a, b)
	}
	return types.Identical(a, b)
}

// name reports whether two names stand for one type.
func (s sameness) name(a, b *types.TypeName) bool {
	if a == b {
		return true
	}
	name := a.Name()
	return name == b.Name() && s.u.bound(a) && s.again[name] && !s.broken[name] && s.u.renewed(b)
}

func (s sameness) list(a, b *types.TypeList) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !s.same(a.At(i), b.At(i)) {
			return false
		}
	}
	return true
}

func (s sameness) params(a, b *types.TypeParamList) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !s.same(a.At(i).Constraint(), b.At(i).Constraint()) {
			return false
		}
	}
	return true
}

func (s sameness) tuple(a, b *types.Tuple) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !s.same(a.At(i).Type(), b.At(i).Type()) {
			return false
		}
	}
	return true
}

func (s sameness) fields(a, b *types.Struct) bool {
	if a.NumFields() != b.NumFields() {
		return false
	}
	for i := range a.NumFields() {
		f, g := a.Field(i), b.Field(i)
		if f.Id() != g.Id() || f.Embedded() != g.Embedded() || a.Tag(i) != b.Tag(i) || !s.same(f.Type(), g.Type()) {
			return false
		}
	}
	return true
}

// methods compares interfaces: their methods, which are sorted, and the rest of
// what a constraint says.
func (s sameness) methods(a, b *types.Interface) bool {
	if a.NumMethods() != b.NumMethods() || a.IsComparable() != b.IsComparable() || a.IsMethodSet() != b.IsMethodSet() {
		return false
	}
	for i := range a.NumMethods() {
		m, n := a.Method(i), b.Method(i)
		if m.Id() != n.Id() || !s.same(m.Signature(), n.Signature()) {
			return false
		}
	}
	return a.IsMethodSet() || s.terms(a, b)
}

// terms compares what is embedded in a constraint, in the order of the source.
func (s sameness) terms(a, b *types.Interface) bool {
	if a.NumEmbeddeds() != b.NumEmbeddeds() {
		return false
	}
	for i := range a.NumEmbeddeds() {
		x, y := a.EmbeddedType(i), b.EmbeddedType(i)
		v, ok1 := x.(*types.Union)
		w, ok2 := y.(*types.Union)
		if !ok1 || !ok2 {
			if ok1 != ok2 || !s.same(x, y) {
				return false
			}
			continue
		}
		if v.Len() != w.Len() {
			return false
		}
		for j := range v.Len() {
			if v.Term(j).Tilde() != w.Term(j).Tilde() || !s.same(v.Term(j).Type(), w.Term(j).Type()) {
				return false
			}
		}
	}
	return true
}
