package world

import (
	"fmt"
	"go/types"
)

// Identity returns the number of a type's declaration. A type that was only
// compiled again, with the layout that it had, keeps its number: its values are
// the same. A type that is declared again gets another one.
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

// sameType reports whether a type of an earlier cell is what a type of this
// cell's declarations is, when the types that are compiled again count as one.
func (u *Unit) sameType(before, now types.Type, again, broken map[string]bool) bool {
	if types.Identical(before, now) {
		return true
	}
	qualify := func(p *types.Package) string { return p.Path() }
	if types.TypeString(before, qualify) != types.TypeString(now, qualify) {
		return false
	}
	a, b := mentions(before), mentions(now)
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		name := a[i].Name()
		same := u.bound(a[i]) && again[name] && !broken[name] && u.renewed(b[i])
		if a[i] != b[i] && !same {
			return false
		}
	}
	return true
}

// renewed reports whether a type belongs to the declarations under check.
func (u *Unit) renewed(tn *types.TypeName) bool {
	return u.Decls.Types.Scope().Lookup(tn.Name()) == tn
}

// layouts adds to broken the types that were compiled again and turned out to
// be something else than before. It reports whether it found any.
func (u *Unit) layouts(again, broken map[string]bool) (found bool) {
	for more := true; more; {
		more = false
		for name := range again {
			before, ok1 := u.binding(name).obj.(*types.TypeName)
			now, ok2 := u.Decls.Types.Scope().Lookup(name).(*types.TypeName)
			if !broken[name] && ok1 && ok2 && !u.sameType(inside(before), inside(now), again, broken) {
				broken[name], more, found = true, true, true
			}
		}
	}
	return found
}

// inside returns what a type's name is defined as.
func inside(tn *types.TypeName) types.Type {
	if a, ok := tn.Type().(*types.Alias); ok {
		return a.Rhs()
	}
	return tn.Type().Underlying()
}
