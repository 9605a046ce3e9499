package value

import (
	"errors"
	"go/types"
	"reflect"
)

// ErrorsIs is errors.Is for errors of a session: == of interfaces and the Is
// and Unwrap methods of boxed values.
func ErrorsIs(err, target error) bool {
	if err == nil || target == nil {
		return err == target
	}
	comparable := Comparable(target)
	return anyError(err, func(e error) bool {
		if comparable && Comparable(e) && Eq(e, target) {
			return true
		}
		if f, s := nodeOf(e).lookup("Is"); is(s, "func(error) bool") {
			if g, ok := f.(func(any, error) bool); ok {
				return g(Raw(e), target)
			}
		} else if x, ok := e.(interface{ Is(error) bool }); ok {
			return x.Is(target)
		}
		return false
	})
}

// ErrorsAs is errors.As: target is a pointer to a variable of the session, or
// of a compiled type.
func (t *Table) ErrorsAs(err error, target any) bool {
	if err == nil {
		return false
	}
	if target == nil {
		panic("errors: target cannot be nil")
	}
	n := nodeOf(target)
	if n.kind() != reflect.Pointer || n.null() {
		panic("errors: target must be a non-nil pointer")
	}
	if e := n.elem(); e.kind() != reflect.Interface && !e.fails() {
		panic("errors: *target must be interface or implement error")
	}
	return anyError(err, func(e error) bool {
		if t.assignTo(n.elem(), e) {
			return true
		}
		if f, s := nodeOf(e).lookup("As"); s != nil && s.Params().Len() == 1 {
			if g, ok := f.(func(any, any) bool); ok {
				return g(Raw(e), target)
			}
		} else if x, ok := e.(interface{ As(any) bool }); ok {
			return x.As(target)
		}
		return false
	})
}

// fails tells whether values of the type are errors.
func (n node) fails() bool {
	if n.typ == nil {
		return n.v.Type().Implements(reflect.TypeFor[error]())
	}
	t := n.tab.find(n.typ)
	return t != nil && is(t.signature("Error"), "func() string")
}

// assignTo stores an error in a variable if its type allows it.
func (t *Table) assignTo(to node, err error) bool {
	x := Unwrap(err)
	b, boxed := x.(Boxed)
	switch {
	case to.typ == nil && to.kind() != reflect.Interface, to.typ != nil && !types.IsInterface(to.typ):
		if to.typ == nil {
			if boxed || reflect.TypeOf(x) != to.v.Type() {
				return false
			}
			to.v.Set(reflect.ValueOf(x))
			return true
		}
		if !boxed || !t.same(b.T.Go, to.typ) {
			return false
		}
		to.v.Set(assignable(b.V, to.v.Type()))
		return true
	case to.v.Type() == reflect.TypeFor[error]():
		to.v.Set(reflect.ValueOf(err))
		return true
	case to.v.Type().NumMethod() > 0: // a compiled interface
		if !boxed && reflect.TypeOf(x).Implements(to.v.Type()) {
			to.v.Set(reflect.ValueOf(x))
			return true
		}
		if t.Convert == nil {
			return false
		}
		c, ok := t.Convert(x, to.v.Type())
		if ok {
			to.v.Set(reflect.ValueOf(c))
		}
		return ok
	}
	if to.typ != nil {
		if iface := t.find(to.typ); iface == nil || t.missing(x, iface) != "" {
			return false
		}
	}
	to.v.Set(reflect.ValueOf(x))
	return true
}

// anyError asks every error of the tree, first to last.
func anyError(err error, ask func(error) bool) bool {
	for err != nil {
		if ask(err) {
			return true
		}
		if f, s := nodeOf(err).lookup("Unwrap"); s != nil {
			switch g := f.(type) {
			case func(any) error:
				err = g(Raw(err))
				continue
			case func(any) []error:
				return anyOf(g(Raw(err)), ask)
			}
			return false
		}
		if x, ok := err.(interface{ Unwrap() []error }); ok {
			return anyOf(x.Unwrap(), ask)
		}
		err = errors.Unwrap(err)
	}
	return false
}

func anyOf(errs []error, ask func(error) bool) bool {
	for _, e := range errs {
		if e != nil && anyError(e, ask) {
			return true
		}
	}
	return false
}

// ErrorsUnwrap is errors.Unwrap for errors of a session.
func ErrorsUnwrap(err error) error {
	if err == nil {
		return nil
	}
	if f, s := nodeOf(err).lookup("Unwrap"); s != nil {
		if g, ok := f.(func(any) error); ok {
			return g(Raw(err))
		}
		return nil
	}
	return errors.Unwrap(err)
}
