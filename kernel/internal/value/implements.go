package value

import (
	"go/types"
	"reflect"
)

// Implements tells whether x's dynamic type has the methods of an interface of
// the session.
func (t *Table) Implements(x any, ifaceID int) bool {
	x = Unwrap(x)
	if x == nil {
		return false
	}
	iface := t.Type(ifaceID)
	if iface == nil {
		return false
	}
	return t.missing(x, iface) == ""
}

// missing returns the name of the first method of iface that x lacks.
func (t *Table) missing(x any, iface *Type) string {
	u, ok := iface.Go.Underlying().(*types.Interface)
	if !ok {
		return ""
	}
	b, boxed := x.(Boxed)
	if boxed && t.remembered(b.T, iface) {
		return ""
	}
	for i := range u.NumMethods() {
		m := u.Method(i)
		sig := m.Type().(*types.Signature)
		if boxed {
			has := b.T.signature(m.Name())
			if has == nil || !t.same(free(has), free(sig)) {
				return m.Name()
			}
			continue
		}
		has, ok := reflect.TypeOf(x).MethodByName(m.Name())
		if !ok || !sameMethod(has.Type, 1, sig) {
			return m.Name()
		}
	}
	if boxed {
		t.mu.Lock()
		t.implements[[2]any{b.T, iface}] = true
		t.mu.Unlock()
	}
	return ""
}

func (t *Table) remembered(x, iface *Type) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.implements[[2]any{x, iface}]
}

// free is a signature without its receiver and the names of its parameters.
func free(s *types.Signature) *types.Signature {
	return types.NewSignatureType(nil, nil, nil, nameless(s.Params()), nameless(s.Results()), s.Variadic())
}

func nameless(t *types.Tuple) *types.Tuple {
	vars := make([]*types.Var, t.Len())
	for i := range vars {
		vars[i] = types.NewParam(0, nil, "", t.At(i).Type())
	}
	return types.NewTuple(vars...)
}

// sameMethod compares the type of a compiled method, its parameters beginning
// at first, with a signature.
func sameMethod(m reflect.Type, first int, sig *types.Signature) bool {
	if m.NumIn() != sig.Params().Len()+first || m.NumOut() != sig.Results().Len() || m.IsVariadic() != sig.Variadic() {
		return false
	}
	for i := range sig.Params().Len() {
		if !sameType(m.In(i+first), sig.Params().At(i).Type()) {
			return false
		}
	}
	for i := range sig.Results().Len() {
		if !sameType(m.Out(i), sig.Results().At(i).Type()) {
			return false
		}
	}
	return true
}

// sameType compares a compiled type with one of go/types: by name and path, or
// by shape.
func sameType(r reflect.Type, t types.Type) bool {
	t = types.Unalias(t)
	if n, ok := t.(*types.Named); ok {
		path := ""
		if n.Obj().Pkg() != nil {
			path = n.Obj().Pkg().Path()
		}
		return r.PkgPath() == path && r.String() == typeName(t)
	}
	if r.PkgPath() != "" {
		return false
	}
	return r.String() == typeName(t)
}
