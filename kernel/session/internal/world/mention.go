package world

import "go/types"

// mentions lists the named types in a type, in a fixed order, without looking
// into what they are defined as.
func mentions(t types.Type) []*types.TypeName {
	var m mentioner
	m.walk(t)
	return m.names
}

type mentioner struct{ names []*types.TypeName }

func (m *mentioner) walk(t types.Type) {
	switch t := t.(type) {
	case *types.Alias:
		m.names = append(m.names, t.Obj())
		m.list(t.TypeArgs())
		m.walk(types.Unalias(t))
	case *types.Named:
		m.names = append(m.names, t.Obj())
		m.list(t.TypeArgs())
	case *types.Pointer:
		m.walk(t.Elem())
	case *types.Slice:
		m.walk(t.Elem())
	case *types.Array:
		m.walk(t.Elem())
	case *types.Chan:
		m.walk(t.Elem())
	case *types.Map:
		m.walk(t.Key())
		m.walk(t.Elem())
	case *types.Signature:
		m.tuple(t.Params())
		m.tuple(t.Results())
	case *types.Struct:
		for f := range t.Fields() {
			m.walk(f.Type())
		}
	case *types.Interface:
		for f := range t.ExplicitMethods() {
			m.walk(f.Type())
		}
		for e := range t.EmbeddedTypes() {
			m.walk(e)
		}
	case *types.Union:
		for term := range t.Terms() {
			m.walk(term.Type())
		}
	}
}

func (m *mentioner) tuple(t *types.Tuple) {
	for v := range t.Variables() {
		m.walk(v.Type())
	}
}

func (m *mentioner) list(l *types.TypeList) {
	for t := range l.Types() {
		m.walk(t)
	}
}
