package value

import (
	"go/types"
	"reflect"
	"sync/atomic"
)

// Type is a Go type of a session; there is one for every distinct type, so that
// == of the pointers is identity.
type Type struct {
	ID int        // what emitted code calls it; first, so that reflect.DeepEqual ends there
	Go types.Type // what go/types knows

	table   *Table
	name    string
	methods atomic.Pointer[map[string]any]
	set     atomic.Pointer[types.MethodSet] // of the newest declaration
}

// String names the type as package reflect does.
func (t *Type) String() string { return t.name }

// Method returns func(recv any, args…) results, or nil if the type has no
// such method.
func (t *Type) Method(name string) any {
	if m := t.methods.Load(); m != nil && (*m)[name] != nil {
		return (*m)[name]
	}
	p, ok := types.Unalias(t.Go).(*types.Pointer)
	if !ok {
		return nil
	}
	if elem := t.table.find(p.Elem()); elem != nil && !types.IsInterface(elem.Go) {
		return throughPointer(elem.Method(name))
	}
	return nil
}

// Own is Method for a type whose methods are all known by name, as those of types
// that are in interfaces are: to ask for one that is not there costs nothing.
func (t *Type) Own(name string) any {
	if m := t.methods.Load(); m != nil {
		return (*m)[name]
	}
	return nil
}

// hollow is the type that represents a type which the interpreter keeps in an
// interface, nil for others. Lowered code says it as a method: a function that
// makes a pointer to a zero value.
func (t *Type) hollow() reflect.Type {
	f, ok := t.Method("zero__").(func(any) any)
	if !ok {
		return nil
	}
	return reflect.TypeOf(f(nil)).Elem()
}

// throughPointer makes a method of *T of one of T.
func throughPointer(method any) any {
	f := reflect.ValueOf(method)
	if f.Kind() != reflect.Func {
		return nil
	}
	return reflect.MakeFunc(f.Type(), func(args []reflect.Value) []reflect.Value {
		p := args[0].Elem()
		if !p.IsValid() || p.IsNil() {
			panic(runtimeError(nilDereference))
		}
		args[0] = reflect.New(f.Type().In(0)).Elem()
		args[0].Set(p.Elem())
		if f.Type().IsVariadic() {
			return f.CallSlice(args)
		}
		return f.Call(args)
	}).Interface()
}

// signature returns the type of a method, nil if there is none. Names without
// a capital belong to package main, the session.
func (t *Type) signature(name string) *types.Signature {
	set := t.set.Load()
	for i := range set.Len() {
		if o := set.At(i).Obj(); o.Name() == name {
			s, _ := set.At(i).Type().(*types.Signature)
			return s
		}
	}
	return nil
}
