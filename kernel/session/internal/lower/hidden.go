package lower

import "go/types"

// hidden reports whether a signature names a type of a package that cells cannot
// import. A method with such a signature, promoted from an embedded *os.File
// for one, cannot be called by name, and nobody in a cell could.
func (p *Program) hidden(s *types.Signature) bool {
	for _, tuple := range []*types.Tuple{s.Params(), s.Results()} {
		for v := range tuple.Variables() {
			if p.unnamable(v.Type()) {
				return true
			}
		}
	}
	return false
}

func (p *Program) unnamable(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		pkg := t.Obj().Pkg()
		return pkg != nil && p.repr.compiled(pkg) && !p.world.Offered(pkg.Path())
	case *types.Pointer:
		return p.unnamable(t.Elem())
	case *types.Slice:
		return p.unnamable(t.Elem())
	case *types.Array:
		return p.unnamable(t.Elem())
	case *types.Chan:
		return p.unnamable(t.Elem())
	case *types.Map:
		return p.unnamable(t.Key()) || p.unnamable(t.Elem())
	case *types.Signature:
		return p.hidden(t)
	}
	return false
}
