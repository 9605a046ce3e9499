package main

import "embed"

// own holds our text for generic declarations whose original cannot be
// interpreted, because it needs unsafe, the runtime or unexported state. A
// file is named for its import path.
//
//go:embed own
var own embed.FS

// dropped lists the generic symbols that cells do not get: they work on
// addresses and the garbage collector, which an interpreted value hides.
var dropped = map[string]bool{
	"runtime.AddCleanup":           true,
	"hash/maphash.Comparable":      true,
	"hash/maphash.WriteComparable": true,
}
