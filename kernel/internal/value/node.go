package value

import (
	"go/types"
	"reflect"
)

// node is a part of a value: its Go type beside its representation. Of values
// whose reflect type says everything, typ is nil.
type node struct {
	tab *Table
	typ types.Type
	v   reflect.Value
	ro  access
}

// access is what package reflect remembers of the way to a value: methods are
// called only where it leads over exported fields.
type access int

const (
	reachable access = iota
	embedded         // an embedded field of an unexported type: its fields are free again
	hidden           // an unexported field
)

// nodeOf begins with a value in an interface.
func nodeOf(x any) node {
	if b, ok := Unwrap(x).(Boxed); ok {
		return node{b.T.table, b.T.Go, reflect.ValueOf(b.V), reachable}.open()
	}
	return node{v: reflect.ValueOf(x)}
}

// open settles how the value is represented: a compiled type speaks for itself,
// and a type that the interpreter cannot build is in an interface.
func (n node) open() node {
	if n.typ == nil {
		return n
	}
	n.typ = types.Unalias(n.typ)
	if compiled(n.typ) {
		n.typ = nil
		return n
	}
	if n.v.Kind() == reflect.Interface && !types.IsInterface(n.typ) {
		n.v = n.v.Elem()
	}
	return n
}

func compiled(t types.Type) bool {
	n, ok := t.(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() != "main" && n.TypeArgs().Len() == 0
}

// kind is that of the Go type.
func (n node) kind() reflect.Kind {
	if n.typ == nil {
		return n.v.Kind()
	}
	switch n.typ.Underlying().(type) {
	case *types.Pointer:
		return reflect.Pointer
	case *types.Slice:
		return reflect.Slice
	case *types.Array:
		return reflect.Array
	case *types.Map:
		return reflect.Map
	case *types.Chan:
		return reflect.Chan
	case *types.Signature:
		return reflect.Func
	case *types.Struct:
		return reflect.Struct
	case *types.Interface:
		return reflect.Interface
	}
	return n.v.Kind()
}

// name is that of the Go type.
func (n node) name() string {
	switch {
	case n.typ != nil:
		return typeName(n.typ)
	case !n.v.IsValid():
		return "<nil>"
	}
	return n.v.Type().String()
}

// reflectType is the Go type as package reflect describes it.
func (n node) reflectType() reflect.Type {
	switch {
	case n.typ == nil:
		return n.v.Type()
	case n.v.IsValid():
		return n.tab.reflectType(n.typ, n.v.Type())
	}
	return n.tab.reflectType(n.typ, nil)
}

// null tells whether the value is nil.
func (n node) null() bool {
	switch n.v.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Pointer, reflect.Map, reflect.Slice, reflect.Func, reflect.Chan, reflect.Interface, reflect.UnsafePointer:
		return n.v.IsNil()
	}
	return false
}

// child is a part with type t, which is nil for parts of compiled types.
func (n node) child(t types.Type, v reflect.Value) node {
	c := node{n.tab, t, v, n.ro}
	if c.ro == embedded {
		c.ro = hidden
	}
	return c.open()
}

// elem is what a pointer points to, or what is in an interface.
func (n node) elem() node {
	if n.kind() == reflect.Interface {
		return n.dynamic()
	}
	c := node{n.tab, n.part(), n.v.Elem(), n.ro}
	return c.open()
}

// dynamic is the value in an interface that is not nil.
func (n node) dynamic() node {
	ro := n.ro
	if ro == embedded {
		ro = hidden
	}
	v := n.v.Elem()
	for v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if !v.IsValid() {
		return node{ro: ro}
	}
	if v.CanInterface() {
		if b, ok := Unwrap(v.Interface()).(Boxed); ok {
			return node{b.T.table, b.T.Go, reflect.ValueOf(b.V), ro}.open()
		}
	}
	return node{v: v, ro: ro}
}

// part is the type of the elements.
func (n node) part() types.Type {
	if n.typ == nil {
		return nil
	}
	switch u := n.typ.Underlying().(type) {
	case *types.Pointer:
		return u.Elem()
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	case *types.Map:
		return u.Elem()
	case *types.Chan:
		return u.Elem()
	}
	return nil
}

// keyType is the type of the keys of a map.
func (n node) keyType() types.Type {
	if n.typ == nil {
		return nil
	}
	return n.typ.Underlying().(*types.Map).Key()
}

func (n node) length() int {
	if n.typ != nil {
		if a, ok := n.typ.Underlying().(*types.Array); ok {
			return int(a.Len())
		}
	}
	if !n.v.IsValid() {
		return 0
	}
	return n.v.Len()
}

func (n node) index(i int) node { return n.child(n.part(), n.v.Index(i)) }

func (n node) fields() int {
	if n.typ != nil {
		return n.typ.Underlying().(*types.Struct).NumFields()
	}
	return n.v.NumField()
}

// field is described by its name, whether others may see it and whether it is
// embedded; its value is that of the representation at the same place.
type field struct {
	node
	name               string
	tag                string
	exported, embedded bool
}

func (n node) field(i int) field {
	f := field{}
	var typ types.Type
	if n.typ != nil {
		s := n.typ.Underlying().(*types.Struct)
		x := s.Field(i)
		f.name, f.tag, f.exported, f.embedded = x.Name(), s.Tag(i), x.Exported(), x.Embedded()
		typ = x.Type()
	} else {
		x := n.v.Type().Field(i)
		f.name, f.tag, f.exported, f.embedded = x.Name, string(x.Tag), x.IsExported(), x.Anonymous
	}
	ro := n.ro
	if ro == embedded {
		ro = reachable
	}
	switch {
	case f.exported:
	case f.embedded:
		ro = max(ro, embedded)
	default:
		ro = hidden
	}
	f.node = node{n.tab, typ, n.v.Field(i), ro}.open()
	return f
}

// visible tells whether methods of the value may be called.
func (n node) visible() bool {
	return n.ro == reachable && n.v.IsValid() && n.v.CanInterface() || n.ro == reachable && n.typ != nil
}

// says tells whether a representation's type says all about a Go type, so that
// a value needs no box.
func says(r reflect.Type, t types.Type) bool {
	return r != nil && (compiled(types.Unalias(t)) || r.String() == typeName(t))
}

// value returns the node as it travels in an interface.
func (n node) value() any {
	if !n.v.IsValid() {
		if n.typ == nil || n.tab == nil {
			return nil
		}
		return Boxed{n.tab.find(n.typ), nil}
	}
	if n.typ == nil || types.IsInterface(n.typ) || says(n.v.Type(), n.typ) {
		return n.v.Interface()
	}
	if t := n.tab.find(n.typ); t != nil {
		return Boxed{t, n.v.Interface()}
	}
	return n.v.Interface()
}
