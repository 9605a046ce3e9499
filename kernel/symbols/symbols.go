// Package symbols is what a cell can import: for every package, its exported
// constants, variables, functions and types as reflect values, in the shape
// that the interpreter's Use takes.
//
// The z_*.go files fill Table and are generated; after a change of an exported
// name under compute or udl run, in the module's root,
//
//	go run ./kernel/symbols/internal/gen
//
// and with -check to learn whether they are fresh. The browser gets the part
// of the standard library that lessons use, compute and udl; natively there
// are more of the standard library and gonum (files with the tag !js).
//
// # What a cell cannot reach
//
// Generic functions and types have no reflect value, so they are absent; each
// generated file names the ones it leaves out. syscall, unsafe, plugin and
// os.FindProcess are not offered.
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
// go/constant value, and "_Name" the wrapper through which an interpreted type
// implements the interface Name.
var Table = map[string]map[string]reflect.Value{}

// Exit is the panic value of os.Exit in a cell: the exit code.
type Exit int

// Error names the call and its code.
func (e Exit) Error() string { return "os.Exit(" + strconv.Itoa(int(e)) + ")" }

// osExit stands in for os.Exit.
func osExit(code int) { panic(Exit(code)) }
