package value

import "runtime"

// largeStacks is the size of all stacks from which on one may be too large:
// memory that a page once has, it keeps.
const largeStacks = 64 << 20

// unwind empties the engine's own stack, which holds about a thousand calls of
// interpreted code: when a goroutine has waited, Go's calls are no longer nested
// in those of the engine.
func unwind() { runtime.Gosched() }
