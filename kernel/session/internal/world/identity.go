package world

import (
	"fmt"
	"go/types"
)

// Identity returns the number of a type's declaration. A type that was compiled
// or declared again as it was keeps its number: its values are the same. With
// another layout, or other methods in its cell, it gets another one.
func (w *World) Identity(tn *types.TypeName) int {
	id, ok := w.ids[tn]
	if !ok {
		w.last++
		id = w.last
		w.ids[tn] = id
	}
	return id
}

// Global returns the name under which a variable of the session is stored, the
// same for every object that stands for the variable.
func (w *World) Global(v *types.Var) string {
	name, ok := w.storage[v]
	if !ok {
		w.last++
		name = fmt.Sprintf("%s__%d", v.Name(), w.last)
		w.storage[v] = name
	}
	return name
}

// layouts adds to broken the types that were compiled or declared again and
// turned out to be something else than before. It reports whether it found any.
func (u *Unit) layouts(again, broken map[string]bool) (found bool) {
	for more := true; more; {
		more = false
		for name := range again {
			before, ok1 := u.binding(name).obj.(*types.TypeName)
			now, ok2 := u.Decls.Types.Scope().Lookup(name).(*types.TypeName)
			if ok2 && inside(now) == types.Typ[types.Invalid] {
				continue // refused anyway
			}
			same := ok1 && ok2 && u.sameLayout(before, now, again, broken) && u.sameMethods(name)
			if !broken[name] && ok1 && !same {
				broken[name], more, found = true, true, true
			}
		}
	}
	return found
}

// sameLayout reports whether two types of one name are defined as the same.
func (u *Unit) sameLayout(before, now *types.TypeName, again, broken map[string]bool) bool {
	if before.IsAlias() != now.IsAlias() {
		return false
	}
	s := sameness{u, again, broken}
	return s.params(typeParams(before), typeParams(now)) && s.same(inside(before), inside(now))
}

// sameType reports whether a type of an earlier cell is what a type of this
// cell's declarations is, when the types that are compiled again count as one.
func (u *Unit) sameType(before, now types.Type, again, broken map[string]bool) bool {
	return sameness{u, again, broken}.same(before, now)
}

// inside returns what a type's name is defined as.
func inside(tn *types.TypeName) types.Type {
	if a, ok := tn.Type().(*types.Alias); ok {
		return a.Rhs()
	}
	return tn.Type().Underlying()
}

func typeParams(tn *types.TypeName) *types.TypeParamList {
	if t, ok := tn.Type().(interface{ TypeParams() *types.TypeParamList }); ok {
		return t.TypeParams()
	}
	return nil
}

// renewed reports whether a type belongs to the declarations under check.
func (u *Unit) renewed(tn *types.TypeName) bool {
	return u.Decls.Types.Scope().Lookup(tn.Name()) == tn
}
