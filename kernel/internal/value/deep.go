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

// LargeStacks reports whether all stacks together are so large that one of them
// may be that of a recursion without end. Go ends the process when a stack wants
// to grow past a limit; as stacks grow by doubling, one that is near it shows
// here, which is cheap to know. The deferred calls of a goroutine that is being
// ended for it have twice the room.
func LargeStacks(deferred bool) bool {
	s := stackSizes.Get().(*[1]metrics.Sample)
	defer stackSizes.Put(s)
	metrics.Read(s[:])
	limit := uint64(largeStacks)
	if deferred {
		limit *= 2
	}
	return s[0].Value.Uint64() >= limit
}

// Deep reports whether the stack of the goroutine that calls it has so many
// frames that the recursion can only be one without end. It takes time.
func Deep() bool {
	var frame [1]uintptr
	return runtime.Callers(manyFrames, frame[:]) > 0
}
