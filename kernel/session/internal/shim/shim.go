// Package shim replaces compiled functions that look into a value which an
// interface holds: package fmt prints it, encoding/json takes it apart, sort
// swaps its elements. What they are given in a session is a value.Boxed, or a
// wrapper of one; the functions here see the value that it stands for.
//
// Functions that only keep a value and return it (container/list, sync.Map) need
// none: a Boxed is comparable as its value is.
package shim

import (
	"maps"
	"reflect"

	"github.com/udl-go/lab/kernel/internal/value"
	"github.com/udl-go/lab/kernel/session/internal/lower"
)

// pkg is what one package offers instead of its own functions, and of its own
// methods by their full names.
type pkg struct {
	path      string
	functions map[string]any
	methods   map[string]any // func(receiver, arguments…) results
}

// packages lists all that is replaced.
func packages(t *value.Table, s Streams) []pkg {
	return append(native(t),
		printing(s), files(s), failing(t), encodingJSON(), sorting(), logging(), showing(t), controlling(t), binaries(), storing(), waiting(t),
		reflection(), finalizing(), flags(), contexts())
}

// Exports returns the functions that replace those of symbols.Table, in the
// shape that the interpreter's Use takes. The keys are "path/overrides", so
// that the interpreter does not take them for its own standard library.
//
// It also lets the table find the methods that are replaced.
func Exports(t *value.Table, s Streams) map[string]map[string]reflect.Value {
	all := map[string]map[string]reflect.Value{}
	methods := map[string]any{}
	for _, p := range packages(t, s) {
		functions := map[string]reflect.Value{}
		for name, f := range p.functions {
			functions[name] = reflect.ValueOf(f)
		}
		for name, f := range p.methods {
			functions[lower.InspectName(name)] = reflect.ValueOf(f)
		}
		maps.Copy(methods, p.methods)
		all[p.path+"/overrides"] = functions
	}
	t.Replace(methods)
	return all
}
