//go:build !js

package value

import "math"

// largeStacks is the size of all stacks from which on one may be too large. A
// stack of this size has half the limit of a 64-bit process before it, and was
// full at half its own size, by more than 100,000 calls of interpreted code.
const largeStacks = 256 << 20

// Deferred is how often deferred calls may ask before they have less room.
const Deferred = math.MaxInt

// Unwind does nothing: Go has its own stack.
func Unwind() {}

// Economize does nothing: addresses are plenty.
func Economize(bool) {}
