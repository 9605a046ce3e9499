package world

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
)

// dependents are what a cell changes beside the names that it declares.
type dependents struct {
	defs   []*def          // of earlier cells, as copies, the oldest first
	types  map[string]bool // names of types that are compiled or declared again
	vars   map[string]bool // variables whose types those are
	change map[string]bool // every name with a new meaning
}

// depend follows the uses of changed names, through any number of steps.
// Variables of a type that turned out to have another layout stay with the old
// one.
func (u *Unit) depend() *dependents {
	d := &dependents{types: map[string]bool{}, vars: map[string]bool{}, change: maps.Clone(u.hard)}
	picked := map[*def]bool{}
	for _, x := range u.defs {
		if b := u.typeBinding(x); b != nil {
			d.types[x.names[0]] = true
		}
	}
	u.receivers(d, picked)
	if len(d.change) == 0 {
		return d
	}
	live := u.live()
	for again := true; again; {
		again = false
		for _, x := range live {
			if !picked[x] && u.affected(x, d) {
				picked[x], again = true, true
				u.pick(x, d)
			}
		}
		for name, b := range u.world.names {
			v, ok := b.obj.(*types.Var)
			if ok && !d.change[name] && u.retyped(v, d) {
				d.change[name], again = true, true
				if !u.own[name] { // else the cell declares it
					d.vars[name] = true
				}
			}
		}
	}
	for x := range picked {
		d.defs = append(d.defs, x.again())
	}
	slices.SortStableFunc(d.defs, func(a, b *def) int { return int(a.decl.Pos() - b.decl.Pos()) })
	return d
}

// typeBinding returns what a type that the cell declares was before, if it was
// a type.
func (u *Unit) typeBinding(x *def) *binding {
	if !x.isType() {
		return nil
	}
	b := u.binding(x.names[0])
	if b == nil || b.def == nil || !b.def.isType() {
		return nil
	}
	return b
}

// receivers starts with the types of earlier cells that get methods.
func (u *Unit) receivers(d *dependents, picked map[*def]bool) {
	for _, m := range u.defs {
		if m.recv != "" {
			m.recv = u.base(m.recv, 0)
		}
		b := u.binding(m.recv)
		if m.recv == "" || u.own[m.recv] || b == nil || b.def == nil || !b.def.isType() || picked[b.def] {
			continue
		}
		picked[b.def] = true
		u.pick(b.def, d)
	}
}

// base follows a receiver's type name through aliases, of this cell and others.
func (u *Unit) base(name string, depth int) string {
	for _, d := range u.defs {
		if !d.isType() || d.names[0] != name || depth > len(u.defs) {
			continue
		}
		spec := d.decl.(*ast.GenDecl).Specs[0].(*ast.TypeSpec)
		t := ast.Unparen(spec.Type)
		if p, ok := t.(*ast.StarExpr); ok {
			t = ast.Unparen(p.X)
		}
		if id, ok := t.(*ast.Ident); ok && spec.Assign.IsValid() {
			return u.base(id.Name, depth+1)
		}
		return name
	}
	if b := u.binding(name); b != nil && !u.own[name] {
		if n := namedOf(b.obj.Type()); n != nil && sessionName(n.Obj()) != "" && b.def != nil {
			return n.Obj().Name()
		}
	}
	return name
}

// pick notes what it means that x is compiled again.
func (u *Unit) pick(x *def, d *dependents) {
	for _, name := range x.names {
		d.change[name] = true
		if x.isType() {
			d.types[name] = true
		}
	}
	if x.recv != "" {
		d.change[x.recv] = true // with its type, and its other methods
	}
}

// affected reports whether x must be compiled again.
func (u *Unit) affected(x *def, d *dependents) bool {
	for name := range x.uses {
		if d.change[name] {
			return true
		}
	}
	if x.isType() && !u.own[x.names[0]] && d.change[x.names[0]] {
		return true // one of its methods is
	}
	return x.recv != "" && d.change[x.recv]
}

// live lists the declarations of earlier cells that the cell leaves in force.
// When a type is declared again, the methods that stood in its cell go with it;
// those of other cells stay.
func (u *Unit) live() []*def {
	var out []*def
	seen := map[*def]bool{}
	for name, b := range u.world.names {
		if b.def != nil && !u.own[name] && u.news[name] == "" && !seen[b.def] {
			seen[b.def] = true
			out = append(out, b.def)
		}
	}
	mine := map[string]bool{}
	for _, m := range u.defs {
		if m.recv != "" {
			mine[m.recv+"."+m.method()] = true
		}
	}
	for recv, methods := range u.world.methods {
		b := u.binding(recv)
		if b == nil || b.def == nil || u.news[recv] != "" || u.own[recv] && !u.declaresType(recv) {
			continue
		}
		for name, m := range methods {
			if !mine[recv+"."+name] && (!u.own[recv] || m.cell != b.def.cell) {
				out = append(out, m)
			}
		}
	}
	return out
}

func (u *Unit) declaresType(name string) bool {
	return slices.ContainsFunc(u.defs, func(d *def) bool { return d.isType() && d.names[0] == name })
}

// retyped reports whether a variable's type is one that follows.
func (u *Unit) retyped(v *types.Var, d *dependents) bool {
	return slices.ContainsFunc(mentions(v.Type()), func(tn *types.TypeName) bool { return u.follows(tn, d) })
}

// follows reports whether a type is replaced by one that is compiled or declared
// again, whose values are the same.
func (u *Unit) follows(tn *types.TypeName, d *dependents) bool {
	return d.types[tn.Name()] && !u.broken[tn.Name()] && u.bound(tn)
}

// bound reports whether a type's name still stands for it.
func (u *Unit) bound(tn *types.TypeName) bool {
	b := u.binding(tn.Name())
	return b != nil && b.obj == tn
}
