package symbols

import (
	"reflect"
	"sync"
)

// NamedType returns a compiled type by import path and name. It also knows
// types that no program can name: unexported ones and those of packages that
// are not offered, as far as an exported symbol leads to them.
func NamedType(path, name string) (t reflect.Type, ok bool) {
	t, ok = namedTypes()[[2]string{path, name}]
	return t, ok
}

// namedTypes walks over the types of all symbols.
var namedTypes = sync.OnceValue(func() map[[2]string]reflect.Type {
	w := walk{seen: map[reflect.Type]bool{}, named: map[[2]string]reflect.Type{}}
	for _, pkg := range Table {
		for _, v := range pkg {
			w.add(v.Type())
		}
	}
	return w.named
})

// walk collects types by path and name.
type walk struct {
	seen  map[reflect.Type]bool
	named map[[2]string]reflect.Type
}

// add walks over a type and all that it mentions to the outside.
func (w walk) add(t reflect.Type) {
	if w.seen[t] {
		return
	}
	w.seen[t] = true
	if t.Name() != "" {
		w.named[[2]string{t.PkgPath(), t.Name()}] = t
		if t.Kind() != reflect.Interface {
			w.methods(t)
			w.methods(reflect.PointerTo(t))
		}
	}
	switch t.Kind() {
	case reflect.Map:
		w.add(t.Key())
		w.add(t.Elem())
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Chan:
		w.add(t.Elem())
	case reflect.Func:
		w.signature(t)
	case reflect.Interface:
		w.methods(t)
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() || f.Anonymous {
				w.add(f.Type)
			}
		}
	}
}

// methods walks over the signatures of the exported methods.
func (w walk) methods(t reflect.Type) {
	for i := range t.NumMethod() {
		if m := t.Method(i); m.IsExported() {
			w.signature(m.Type)
		}
	}
}

// signature walks over parameters and results.
func (w walk) signature(t reflect.Type) {
	for i := range t.NumIn() {
		w.add(t.In(i))
	}
	for i := range t.NumOut() {
		w.add(t.Out(i))
	}
}
