// Package value is what lowered cells need while they run: values in interfaces
// that know their Go type, methods found by name, formatting and JSON as the
// real type has them, deferred functions with Go's rules of recovery, and Go's
// words for what went wrong.
//
// The interpreter knows only plain types. A value of a type that it cannot name
// (a type with methods, a named basic type, a struct with unexported fields)
// travels in an interface as a Boxed: the interpreter's representation beside
// the go/types type. Whatever looks into such a value walks the two together.
package value
