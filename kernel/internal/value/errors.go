package value

import "runtime"

// words is a run-time error in Go's words.
type words string

func (w words) Error() string { return string(w) }

// RuntimeError implements runtime.Error.
func (words) RuntimeError() {}

func runtimeError(text string) runtime.Error { return words("runtime error: " + text) }

const nilDereference = "invalid memory address or nil pointer dereference"
