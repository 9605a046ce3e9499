package value

import (
	"math"
	"runtime"
	"runtime/debug"
)

// largeStacks is the size of all stacks from which on one may be too large:
// memory that a page once has, it keeps; and from 256 MB on the collector of
// this platform may take a pointer to code for one to freed memory.
const largeStacks = 64 << 20

// Deferred is how often deferred calls may ask before they have less room: about
// as often as those of a stack of calls that each defer one.
const Deferred = 200

// Unwind empties the engine's own stack, which holds about a thousand calls of
// interpreted code: when a goroutine has waited, Go's calls are no longer nested
// in those of the engine.
func Unwind() { runtime.Gosched() }

// Economize makes the collector keep all memory below what is safe, or lets it
// be: beside a stack that is large it would wait too long.
func Economize(on bool) {
	limit := int64(math.MaxInt64)
	if on {
		limit = 3 * largeStacks
	}
	debug.SetMemoryLimit(limit)
}
