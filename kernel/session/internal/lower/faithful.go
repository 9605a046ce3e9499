package lower

import "go/types"

// faithful reports whether the interpreter's type of t says all there is to
// know of it, so that a value needs no box inside an interface.
func (r *repr) faithful(t types.Type) bool {
	if r.foreign(t) {
		return true
	}
	if r.of(t) == "any" && !types.IsInterface(t) {
		return false
	}
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return true
	case *types.Named:
		return r.native(t)
	case *types.Pointer:
		return r.faithful(t.Elem())
	case *types.Slice:
		return r.faithful(t.Elem())
	case *types.Array:
		return r.faithful(t.Elem())
	case *types.Chan:
		return r.faithful(t.Elem())
	case *types.Map:
		return r.faithful(t.Key()) && r.faithful(t.Elem())
	case *types.Signature:
		return r.faithfulTuple(t.Params()) && r.faithfulTuple(t.Results())
	case *types.Struct:
		for i := range t.NumFields() {
			if f := t.Field(i); t.Tag(i) != "" || fieldName(t, i) != f.Name() || f.Embedded() || !r.faithful(f.Type()) {
				return false
			}
		}
		return true
	case *types.Interface:
		return t.NumMethods() == 0
	}
	return false
}

func (r *repr) faithfulTuple(t *types.Tuple) bool {
	for v := range t.Variables() {
		if !r.faithful(v.Type()) {
			return false
		}
	}
	return true
}
