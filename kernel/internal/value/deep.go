package value

import (
	"runtime"
	"runtime/metrics"
	"sync"
)

// manyFrames is the number of frames from which on a stack is a large one.
const manyFrames = 100_000

var stackSizes = sync.Pool{New: func() any {
	return &[1]metrics.Sample{{Name: "/memory/classes/heap/stacks:bytes"}}
}}

// Deep reports whether the stack of the goroutine that calls it is so large
// that the recursion can only be one without end. Go ends the process when a
// stack wants to grow past a limit; as stacks grow by doubling, one that is near
// it shows in the size of all stacks together, which is cheap to know. With
// again, a goroutine is being ended for it, and its deferred calls have twice
// the room.
func Deep(again bool) bool {
	unwind()
	s := stackSizes.Get().(*[1]metrics.Sample)
	defer stackSizes.Put(s)
	metrics.Read(s[:])
	limit := uint64(largeStacks)
	if again {
		limit *= 2
	}
	if s[0].Value.Uint64() < limit {
		return false
	}
	var frame [1]uintptr
	return runtime.Callers(manyFrames, frame[:]) > 0
}
