//go:build !js

package value

// largeStacks is the size of all stacks from which on one may be too large. A
// stack of this size has half the limit of a 64-bit process before it, and was
// full at half its own size, by more than 100,000 calls of interpreted code.
const largeStacks = 256 << 20

func unwind() {}
