package value

import (
	"math"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The texts are those of the runtime, whose errors most of them are.
func TestBoundsPanicInGoWords(t *testing.T) {
	for want, f := range map[string]func(){
		"runtime error: index out of range [5] with length 3":                    func() { IndexPanic(5, 3) },
		"runtime error: index out of range [-1]":                                 func() { IndexPanic(-1, 3) },
		"runtime error: index out of range [18446744073709551615] with length 3": func() { IndexPanicUnsigned(math.MaxUint64, 3) },
		"runtime error: slice bounds out of range [:7] with capacity 5":          func() { SlicePanic(0, 7, 5, false, 3, 5) },
		"runtime error: slice bounds out of range [4:3]":                         func() { SlicePanic(4, 3, 5, false, 3, 5) },
		"runtime error: slice bounds out of range [-1:]":                         func() { SlicePanic(-1, 3, 5, false, 3, 5) },
		"runtime error: slice bounds out of range [::6] with capacity 5":         func() { SlicePanic(0, 1, 6, true, 3, 5) },
		"runtime error: slice bounds out of range [:4:3]":                        func() { SlicePanic(0, 4, 3, true, 3, 5) },
		"runtime error: slice bounds out of range [:6] with length 5":            func() { SlicePanicLength(0, 6, 5, false, 5, 5) },
		"runtime error: slice bounds out of range [3:2]":                         func() { SlicePanicLength(3, 2, 5, false, 5, 5) },
		"runtime error: slice bounds out of range [::6] with length 5":           func() { SlicePanicLength(0, 1, 6, true, 5, 5) },
		"runtime error: slice bounds out of range [::-1]":                        func() { SlicePanicLength(0, 1, -1, true, 5, 5) },
		"runtime error: slice bounds out of range [2:1:]":                        func() { SlicePanicLength(2, 1, 5, true, 5, 5) },
		"runtime error: makeslice: len out of range":                             func() { MakePanic(-1, 10) },
		"runtime error: makeslice: cap out of range":                             func() { MakePanic(1, 10) },
		"makechan: size out of range":                                            MakeChanPanic,
		"runtime error: hash of unhashable type []int":                           func() { Hash([1]any{[]int{}}) },
		"runtime error: hash of unhashable type struct { F func() }":             func() { Hash(struct{ F func() }{}) },
		"runtime error: hash of unhashable type map[string]int":                  func() { Hash(any(map[string]int{})) },
	} {
		assert.PanicsWithError(t, want, f)
		func() {
			defer func() { assert.Implements(t, (*runtime.Error)(nil), recover()) }()
			f()
		}()
	}
	require.NotPanics(t, func() { Hash(nil); Hash(1.5); Hash([2]any{1, "a"}); Hash(struct{ X any }{nil}) })
}
