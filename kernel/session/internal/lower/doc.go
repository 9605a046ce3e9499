// Package lower turns checked Go into a small dialect the interpreter runs
// without error.
//
// The input is a pair of type-checked packages of a cell. They are built in
// SSA form, where generics, range over functions, per-iteration variables,
// promoted methods and the order of evaluation have become plain
// instructions, and written out again as declared functions made of single
// assignments, conditions and jumps. The interpreter never sees a method, an
// interface of the session, a generic or a closure outside a factory.
//
// The interpreter tests every index itself, but says no numbers. A comparison
// stands before an index, a bound or a size that is not known to be in range,
// and calls what panics in Go's words; what loops and conditions say of it is
// looked up first, so that most loops over a slice have none.
package lower
