package value

import (
	"go/types"
	"reflect"
)

// lookup returns a method of the node's type, with its signature: nil for
// compiled types and those without it.
func (n node) lookup(name string) (any, *types.Signature) {
	if n.typ == nil || n.tab == nil || !mayHaveMethods(n.typ) {
		return nil, nil
	}
	t := n.tab.find(n.typ)
	if t == nil {
		return nil, nil
	}
	f := t.Method(name)
	if f == nil {
		return nil, nil
	}
	return f, t.signature(name)
}

func mayHaveMethods(t types.Type) bool {
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	switch t.(type) {
	case *types.Named, *types.Struct:
		return true
	}
	return false
}

// recv is what the method takes: the representation.
func (n node) recv() any {
	if !n.v.IsValid() {
		return nil
	}
	return n.v.Interface()
}

// is compares a signature with one written as reflect writes it.
func is(s *types.Signature, text string) bool { return s != nil && typeName(free(s)) == text }

// texter returns the method without arguments that makes a string.
func (n node) texter(name string) func() string {
	f, s := n.lookup(name)
	if !is(s, "func() string") {
		return nil
	}
	if g, ok := f.(func(any) string); ok {
		return func() string { return g(n.recv()) }
	}
	return nil
}

// marshaler returns the method that makes bytes or fails.
func (n node) marshaler(name string) func() ([]byte, error) {
	f, s := n.lookup(name)
	if !is(s, "func() ([]uint8, error)") {
		return nil
	}
	if g, ok := f.(func(any) ([]byte, error)); ok {
		return func() ([]byte, error) { return g(n.recv()) }
	}
	return nil
}

// unmarshaler returns the method that takes bytes.
func (n node) unmarshaler(name string) func([]byte) error {
	f, s := n.lookup(name)
	if !is(s, "func([]uint8) error") {
		return nil
	}
	if g, ok := f.(func(any, []byte) error); ok {
		return func(b []byte) error { return g(n.recv(), b) }
	}
	return nil
}

// callText calls a method that makes a string.
func callText(x any, name string) (string, bool) {
	if f := nodeOf(x).texter(name); f != nil {
		return f(), true
	}
	return "", false
}

// asError returns x as an error: itself, or a boxed value with the method.
func asError(x any) error {
	if b, ok := x.(Boxed); ok {
		f := nodeOf(b).texter("Error")
		if f == nil {
			return nil
		}
		if convert := b.T.table.Convert; convert != nil {
			if err, ok := convert(b, reflect.TypeFor[error]()); ok {
				return err.(error)
			}
		}
		return boxedError{b, f}
	}
	err, _ := x.(error)
	return err
}

// boxedError is an error for as long as it is looked at.
type boxedError struct {
	Boxed
	text func() string
}

func (e boxedError) Error() string { return e.text() }

// native returns a value of a compiled type with methods, nil for others.
func (n node) native() any {
	if n.madeOf() {
		return nil
	}
	if n.v.IsValid() && n.v.CanInterface() && n.v.Kind() != reflect.Interface && n.v.Type().NumMethod() > 0 {
		return n.v.Interface()
	}
	return nil
}

// madeOf reports whether the type is the session's, or a pointer to one: a type
// made of a compiled one does not have its methods.
func (n node) madeOf() bool {
	t := n.typ
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	return ok && !types.IsInterface(named) && !compiled(named)
}
