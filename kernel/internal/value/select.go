package value

import (
	"reflect"
	"runtime"
)

// Directions of the cases of Select.
const (
	Send    = 0
	Receive = 1
)

// Select is the select statement: for the case chosen its index, what was
// received and whether from an open channel; -1 is the default case of one that
// is not blocking. When the running cell's context ends, a blocked one ends its
// goroutine.
func (t *Table) Select(blocking bool, dirs []int, chans, values []any) (index int, received any, ok bool) {
	cases := make([]reflect.SelectCase, 0, len(dirs)+1)
	for i, dir := range dirs {
		ch := reflect.ValueOf(Raw(chans[i]))
		c := reflect.SelectCase{Dir: reflect.SelectRecv, Chan: ch}
		if dir == Send {
			c.Dir = reflect.SelectSend
		}
		if !ch.IsValid() { // an opaque nil: never ready
			c = reflect.SelectCase{Dir: reflect.SelectRecv}
		} else if dir == Send {
			c.Send = assignable(values[i], ch.Type().Elem())
		}
		cases = append(cases, c)
	}
	switch {
	case !blocking:
		cases = append(cases, reflect.SelectCase{Dir: reflect.SelectDefault})
	case t.Context != nil:
		cases = append(cases, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(t.Context().Done())})
	}
	i, v, ok := reflect.Select(cases)
	if i == len(dirs) {
		if !blocking {
			return -1, nil, false
		}
		runtime.Goexit()
	}
	if dirs[i] == Send {
		return i, nil, false
	}
	return i, v.Interface(), ok
}

// assignable makes x a value of type t: nil, and types that differ in name
// only, included.
func assignable(x any, t reflect.Type) reflect.Value {
	v := reflect.ValueOf(x)
	switch {
	case !v.IsValid():
		return reflect.Zero(t)
	case v.Type().AssignableTo(t):
		return v
	}
	if b, ok := x.(Boxed); ok {
		return assignable(b.V, t)
	}
	return v.Convert(t)
}
