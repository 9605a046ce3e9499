// Package shim replaces compiled functions that look into a value which an
// interface holds: package fmt prints it, encoding/json takes it apart, sort
// swaps its elements. What they are given in a session is a value.Boxed, or a
// wrapper of one; the functions here see the value that it stands for.
package shim

import (
	"io"
	"reflect"

	"github.com/udl-go/lab/kernel/internal/value"
)

// Exports returns the functions that replace those of symbols.Table, in the
// shape that the interpreter's Use takes. The keys are "path/overrides", so
// that the interpreter does not take them for its own standard library. Out is
// asked for the cell's standard output at each call.
func Exports(t *value.Table, out func() (stdout io.Writer)) map[string]map[string]reflect.Value {
	all := map[string]map[string]reflect.Value{}
	for _, p := range []pkg{printing(out), failing(t), jsonPackage(), sorting()} {
		functions := map[string]reflect.Value{}
		for name, f := range p.functions {
			functions[name] = reflect.ValueOf(f)
		}
		all[p.path+"/overrides"] = functions
	}
	return all
}

// pkg is what one package offers instead of its own functions.
type pkg struct {
	path      string
	functions map[string]any
}
