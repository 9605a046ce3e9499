package lower

import "reflect"

// ArrayPointer is the conversion of a slice to a pointer to an array of the
// type of like. The slice is known to be long enough. The session offers it
// to interpreted code.
func ArrayPointer(slice, like any) any {
	s := reflect.ValueOf(slice)
	return s.Convert(reflect.TypeOf(like)).Interface()
}
