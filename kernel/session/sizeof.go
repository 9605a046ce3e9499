package session

import (
	"reflect"

	"github.com/udl-go/lab/kernel/internal/value"
)

// maxParts bounds how many parts of a value are looked at.
const maxParts = 100_000

// sizeOf returns how many bytes a value takes with all that it refers to, each
// part counted once, and whether all of it was looked at.
func sizeOf(x any) (bytes int, all bool) {
	m := meter{seen: map[uintptr]bool{}}
	m.value(reflect.ValueOf(x), true)
	return m.bytes, m.parts < maxParts
}

type meter struct {
	bytes, parts int
	seen         map[uintptr]bool // addresses of what was counted
}

// value adds v, with its own bytes if they are not part of what holds it.
func (m *meter) value(v reflect.Value, apart bool) {
	if m.parts++; !v.IsValid() || m.parts >= maxParts {
		return
	}
	if v.Type() == boxedType && v.CanInterface() {
		m.value(reflect.ValueOf(v.Interface().(value.Boxed).V), apart)
		return
	}
	if apart {
		m.bytes += int(v.Type().Size())
	}
	switch v.Kind() {
	case reflect.String:
		m.bytes += v.Len()
	case reflect.Interface:
		m.value(v.Elem(), true)
	case reflect.Pointer:
		if m.first(v.Pointer()) {
			m.value(v.Elem(), true)
		}
	case reflect.Slice:
		if m.first(v.Pointer()) {
			m.bytes += v.Cap() * int(v.Type().Elem().Size())
			m.elements(v)
		}
	case reflect.Array:
		m.elements(v)
	case reflect.Map:
		if m.first(v.Pointer()) {
			for it := v.MapRange(); it.Next() && m.parts < maxParts; {
				m.value(it.Key(), true)
				m.value(it.Value(), true)
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			m.value(v.Field(i), false)
		}
	}
}

// elements adds what the elements refer to.
func (m *meter) elements(v reflect.Value) {
	if plain(v.Type().Elem()) {
		return
	}
	for i := 0; i < v.Len() && m.parts < maxParts; i++ {
		m.value(v.Index(i), false)
	}
}

// first reports whether an address is met for the first time.
func (m *meter) first(at uintptr) bool {
	if at == 0 || m.seen[at] {
		return false
	}
	m.seen[at] = true
	return true
}

var boxedType = reflect.TypeFor[value.Boxed]()

// plain reports whether values of a type refer to nothing.
func plain(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Array:
		return plain(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if !plain(t.Field(i).Type) {
				return false
			}
		}
		return true
	}
	return t.Kind() < reflect.Array
}
