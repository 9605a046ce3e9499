// Command goprobe checks probes against real Go.
//
//	go run ./internal/goprobe [-update] [-v] FILES…
//
// The cells of a probe become one ordinary package: imports merged, declarations
// and top-level variables at package level, each cell a function, called in order.
// A cell that the type check refuses becomes a package of its own, which the
// compiler must refuse with the expected text. A probe with lines "#|" gives its
// ordinary program itself (redefinitions), one with a reason (#) is not checked.
// All packages are built into one binary in a temporary module.
//
// -update writes what real Go says into the files.
package main
