package value

import (
	"reflect"
	"strconv"
)

// Entry is a key of a map with the value it had when the loop began, for keys
// that cannot be found again.
type Entry struct {
	Key, Value any
	again      bool // the key finds its entry
	m, k       reflect.Value
}

// Keys returns the keys of a map[K]V, as a []K.
func Keys(m any) any {
	v := reflect.ValueOf(Raw(m))
	if !v.IsValid() {
		return nil
	}
	keys := reflect.MakeSlice(reflect.SliceOf(v.Type().Key()), 0, v.Len())
	for it := v.MapRange(); it.Next(); {
		keys = reflect.Append(keys, it.Key())
	}
	return keys.Interface()
}

// Entries returns the entries of a map to range over.
func Entries(m any) []*Entry {
	v := reflect.ValueOf(Raw(m))
	if !v.IsValid() {
		return nil
	}
	out := make([]*Entry, 0, v.Len())
	for it := v.MapRange(); it.Next(); {
		k := it.Key()
		out = append(out, &Entry{Key: k.Interface(), Value: it.Value().Interface(), again: k.Equal(k), m: v, k: k})
	}
	return out
}

// Next returns the entry as it is now, false if the loop's body deleted it.
func (e *Entry) Next() (value any, ok bool) {
	if !e.again {
		return e.Value, e.m.Len() > 0 // NaN can only be cleared
	}
	v := e.m.MapIndex(e.k)
	if !v.IsValid() {
		return nil, false
	}
	return v.Interface(), true
}

// SliceToArray panics, as the conversion to an array does, when the slice is
// too short.
func SliceToArray(length, want int) {
	if length < want {
		panic(runtimeError("cannot convert slice with length " + strconv.Itoa(length) +
			" to array or pointer to array with length " + strconv.Itoa(want)))
	}
}
