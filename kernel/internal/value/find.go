package value

import (
	"reflect"
	"sync"
)

// Find returns the method of x's dynamic type as func(recv any, args…) results;
// Recv(x) is what it takes as recv. A nil x panics as a nil dereference.
func (t *Table) Find(x any, method string) any {
	x = Unwrap(x)
	switch b := x.(type) {
	case nil:
		panic(runtimeError(nilDereference))
	case Boxed:
		if f := b.T.Method(method); f != nil {
			return f
		}
		panic(words("interface conversion: " + b.T.String() + " has no method " + method))
	}
	typ := reflect.TypeOf(x)
	if f := t.replaced[methodOf{typ, method}]; f != nil {
		return f
	}
	return compiledMethod(typ, method)
}

type methodOf struct {
	t    reflect.Type
	name string
}

var compiledMethods sync.Map // of methodOf to func(recv any, args…) results

// compiledMethod makes a function of the method of a compiled type, once.
func compiledMethod(t reflect.Type, name string) any {
	if f, ok := compiledMethods.Load(methodOf{t, name}); ok {
		return f
	}
	m, ok := t.MethodByName(name)
	if !ok {
		panic(words("interface conversion: " + t.String() + " has no method " + name))
	}
	// m itself is not kept: m.Func holds a pointer to code, which the collector
	// takes for one into the heap where code has small addresses, as in wasm.
	index := m.Index
	f := withAnyReceiver(m.Type, func(recv reflect.Value) (reflect.Value, bool) { return recv.Method(index), false })
	compiledMethods.Store(methodOf{t, name}, f)
	return f
}
