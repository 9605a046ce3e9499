package value

import (
	"fmt"
	"go/types"
	"reflect"
	"slices"
)

// A Use says how a package looks into values: which methods count there, and
// what it makes of fields.
type Use struct {
	Methods   []string
	Embedding bool   // an embedded field is like another one
	Ignore    string // the tag of a field that is left out
}

// Shape returns the representation of a value, with the tags of its type. It
// fails if that would not do for the package: a method that counts there, an
// embedded field, one without a capital if there is no tag to leave it out, an
// interface, and with tags a type that contains itself.
func (u Use) Shape(x any) (any, error) {
	b, ok := Unwrap(x).(Boxed)
	if !ok {
		return x, nil
	}
	s := shape{Use: u, seen: map[string]bool{}}
	why := s.differs(b.T.Go)
	v := reflect.ValueOf(b.V)
	if why == "" && u.Ignore != "" && v.IsValid() {
		var t reflect.Type
		if t, why = s.tagged(b.T.Go, v.Type(), nil); why == "" {
			v = v.Convert(t)
		}
	}
	if why != "" {
		return nil, fmt.Errorf("a value of type %s cannot be looked into in a cell: %s", b.T, why)
	}
	return v.Interface(), nil
}

type shape struct {
	Use
	seen map[string]bool
}

// tagged is the type of a representation with the tags of the Go type.
func (s shape) tagged(t types.Type, r reflect.Type, inside []types.Type) (tagged reflect.Type, why string) {
	if says(r, t) {
		return r, ""
	}
	if slices.ContainsFunc(inside, func(x types.Type) bool { return types.Identical(x, t) }) {
		return nil, typeName(t) + " contains itself"
	}
	inside = append(inside, t)
	n := node{typ: t}
	elem := func() reflect.Type {
		e, no := s.tagged(n.part(), r.Elem(), inside)
		why = no
		return e
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		if e := elem(); why == "" {
			return reflect.PointerTo(e), ""
		}
	case *types.Slice:
		if e := elem(); why == "" {
			return reflect.SliceOf(e), ""
		}
	case *types.Array:
		if e := elem(); why == "" {
			return reflect.ArrayOf(r.Len(), e), ""
		}
	case *types.Struct:
		return s.taggedStruct(u, r, inside)
	default:
		return r, ""
	}
	return nil, why
}

func (s shape) taggedStruct(u *types.Struct, r reflect.Type, inside []types.Type) (reflect.Type, string) {
	fields := make([]reflect.StructField, u.NumFields())
	for i := range fields {
		fields[i] = reflect.StructField{Name: r.Field(i).Name, Type: r.Field(i).Type, Tag: reflect.StructTag(s.Ignore)}
		if !u.Field(i).Exported() {
			continue
		}
		t, why := s.tagged(u.Field(i).Type(), fields[i].Type, inside)
		if why != "" {
			return nil, why
		}
		fields[i].Type, fields[i].Tag = t, reflect.StructTag(u.Tag(i))
	}
	return reflect.StructOf(fields), ""
}

// differs says in what the representation of a type is another one.
func (s shape) differs(t types.Type) string {
	t = types.Unalias(t)
	name := types.TypeString(t, nil)
	if s.seen[name] || compiled(t) {
		return ""
	}
	s.seen[name] = true
	if n, ok := t.(*types.Named); ok && !types.IsInterface(t) {
		for _, m := range s.Methods {
			if obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, n.Obj().Pkg(), m); obj != nil {
				if _, ok := obj.(*types.Func); ok {
					return typeName(t) + " has the method " + m
				}
			}
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return s.differs(u.Elem())
	case *types.Slice:
		return s.differs(u.Elem())
	case *types.Array:
		return s.differs(u.Elem())
	case *types.Map:
		if why := s.differs(u.Key()); why != "" {
			return why
		}
		return s.differs(u.Elem())
	case *types.Interface:
		return "it contains values of the interface " + typeName(t)
	case *types.Struct:
		for f := range u.Fields() {
			switch {
			case !f.Exported() && s.Ignore != "":
				continue
			case !f.Exported():
				return "the field " + f.Name() + " of " + typeName(t) + " has no capital"
			case f.Embedded() && !s.Embedding:
				return typeName(t) + " embeds " + f.Name()
			}
			if why := s.differs(f.Type()); why != "" {
				return why
			}
		}
	}
	return ""
}

// StructName is the name of the struct type behind a value of a session, and
// whether it has a field of a name; empty for other values.
func StructName(x any, field string) (name string, has bool) {
	n := nodeOf(x)
	for n.kind() == reflect.Pointer && !n.null() {
		n = n.elem()
	}
	named, ok := n.typ.(*types.Named)
	if !ok || n.kind() != reflect.Struct {
		return "", false
	}
	obj, _, _ := types.LookupFieldOrMethod(named, false, named.Obj().Pkg(), field)
	return named.Obj().Name(), obj != nil
}
