package lower

import "go/types"

// owner is the compiled type whose struct a session's type has taken over with
// its unexported fields, as in type day time.Time. Nobody else can declare such
// a struct, so the interpreter has the compiled type in its place.
func (r *repr) owner(s *types.Struct) *types.Named {
	for f := range s.Fields() {
		if f.Exported() || !r.compiled(f.Pkg()) {
			continue
		}
		scope := f.Pkg().Scope()
		for _, name := range scope.Names() {
			obj, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || obj.IsAlias() {
				continue
			}
			if n, ok := obj.Type().(*types.Named); ok && n.Underlying() == s && r.native(n) {
				return n
			}
		}
		return nil
	}
	return nil
}
