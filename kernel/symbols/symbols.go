// Package symbols is what a cell can import, twice: Table holds, for every
// package, its exported constants, variables, functions and types as reflect
// values, in the shape that the interpreter's Use takes; Source and Importer
// hold the same packages as declarations, for go/types.
//
// The z_* files are generated; after a change of an exported name under
// compute or udl run, in the module's root,
//
//	go run ./kernel/symbols/internal/gen
//
// and with -check to learn whether they are fresh. The browser gets the part
// of the standard library that lessons use, compute and udl; natively there
// are more of the standard library and gonum (files with the tag !js).
//
// # Generic code
//
// Generic functions and types have no reflect value, so Table lacks them (each
// generated file names the ones it leaves out). Their stubs have bodies, and
// Importer.Syntax gives these to whoever translates them. A function of a stub
// is thus either a symbol of Table or has a body; a type of a stub is compiled
// unless it is generic or only generic code uses it. Where an original body
// needs unsafe, the runtime or unexported state, the folder internal/gen/own
// has another one.
//
// # Interfaces
//
// For an interface Name with methods there are two functions in Table: To_Name
// converts any value to it and As_Name asserts it. A value of a session, a
// value.Boxed, then is in a wrapper whose methods look up those of its type;
// value.Unwrap takes the wrapper off. The ones of error are in errors/errors.
//
// Compiled code may ask the wrapper for methods that are not in the interface,
// as io.Copy asks a reader for WriteTo. The wrappers of the interfaces where
// that matters have the methods that their value has: those listed in
// internal/gen/optional.go in sets, those of fs.FS all the time.
//
// # What a cell cannot reach
//
// syscall, unsafe, plugin and os.FindProcess are not offered, nor is generic
// code about addresses: runtime.AddCleanup, maphash.Comparable, unique, weak.
//
// A call that ends the process is an error of the cell. os.Exit panics here
// with Exit; whoever evaluates cells (kernel/session) turns that panic into
// the cell's error. The interpreter itself replaces log.Fatal, Fatalf and
// Fatalln by panics and gives fmt, log and os the session's streams, which
// needs the entries "fmt/fmt", "log/log", "os/os" and "flag/flag" of Table. A
// *log.Logger made by log.New is compiled code and keeps its Fatal; the
// kernel survives it as it survives any death of the worker.
package symbols

import (
	"reflect"
	"strconv"
)

// Table maps "import/path/name" to the symbols of a package. A type is a nil
// pointer to it, a variable an addressable value, an untyped constant a
// go/constant value, "To_Name" and "As_Name" are the functions of the interface
// Name.
var Table = map[string]map[string]reflect.Value{}

// Exit is the panic value of os.Exit in a cell: the exit code.
type Exit int

// Error names the call and its code.
func (e Exit) Error() string { return "os.Exit(" + strconv.Itoa(int(e)) + ")" }

// osExit stands in for os.Exit.
func osExit(code int) { panic(Exit(code)) }
