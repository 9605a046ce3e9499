package value

import (
	"strconv"
	"strings"
)

// IndexPanic panics as the index expression x[i] does when x has length n and
// i is out of range.
func IndexPanic(i, n int) {
	_ = make([]struct{}, n)[i]
}

// IndexPanicUnsigned is IndexPanic for an index of an unsigned type.
func IndexPanicUnsigned(i uint64, n int) {
	_ = make([]struct{}, n)[i]
}

// SlicePanic panics as the slice expression s[low:high:limit] does, s being a
// slice; without full there is no limit.
func SlicePanic(low, high, limit int, full bool, length, capacity int) {
	s := make([]struct{}, length, capacity)
	if full {
		_ = s[low:high:limit]
		return
	}
	_ = s[low:high]
}

// SlicePanicLength is SlicePanic for strings and arrays, whose message names
// the length.
func SlicePanicLength(low, high, limit int, full bool, length, _ int) {
	if full {
		if limit < 0 || limit > length {
			text := "slice bounds out of range [::" + strconv.Itoa(limit) + "]"
			if limit >= 0 {
				text += " with length " + strconv.Itoa(length)
			}
			panic(runtimeError(text))
		}
		SlicePanic(low, high, limit, full, length, length)
	}
	_ = strings.Repeat("\x00", length)[low:high]
}

// MakePanic panics as make([]T, length, …) does when there is room for limit
// elements.
func MakePanic(length, limit int) {
	if length < 0 || length > limit {
		panic(runtimeError("makeslice: len out of range"))
	}
	panic(runtimeError("makeslice: cap out of range"))
}

// MakeChanPanic panics as make(chan T, size) does for a size it cannot have.
func MakeChanPanic() {
	panic(words("makechan: size out of range"))
}
