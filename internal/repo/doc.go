// Package repo checks rules of this repository that no compiler knows: which
// package may import which, how long files and functions are, what generated
// files say about themselves. Each checker takes parsed files and returns what
// is wrong, one line each, so that it can be tested on bad examples.
package repo
