package shim

import (
	"fmt"
	"go/types"
	"maps"
	"reflect"

	"github.com/udl-go/lab/kernel/internal/value"
)

// making are the functions of package reflect that make types out of others, and
// values of them. Given types of the session they must not take those for what
// represents them.
func making() map[string]any {
	all := map[string]any{
		"MakeMapWithSize": func(t reflect.Type, n int) reflect.Value {
			return made(t, func(r reflect.Type) reflect.Value { return reflect.MakeMapWithSize(r, n) }, false)
		},
		"MakeChan": func(t reflect.Type, n int) reflect.Value {
			return made(t, func(r reflect.Type) reflect.Value { return reflect.MakeChan(r, n) }, false)
		},
		"MakeFunc": makeFunc,
		"FuncOf": func(in, out []reflect.Type, variadic bool) reflect.Type {
			compiledOnly("FuncOf", in...)
			compiledOnly("FuncOf", out...)
			return reflect.FuncOf(in, out, variadic)
		},
		"StructOf": func(fields []reflect.StructField) reflect.Type {
			for _, f := range fields {
				compiledOnly("StructOf", f.Type)
			}
			return reflect.StructOf(fields)
		},
		"Copy": func(dst, src reflect.Value) int { return reflect.Copy(rawOf(dst), rawOf(src)) },
		"AppendSlice": func(s, more reflect.Value) reflect.Value {
			if _, ok := look(s); !ok {
				return reflect.AppendSlice(s, more)
			}
			h := value.ViewIn(more)
			if x, ok := look(more); ok {
				h = x
			}
			all := make([]reflect.Value, h.Len())
			for i := range all {
				all[i] = hold(h.Index(i))
			}
			return appendTo(s, all...)
		},
	}
	maps.Copy(all, deriving)
	return all
}

// deriving are those that make types out of one or two.
var deriving = map[string]any{
	"PointerTo": pointerTo, "PtrTo": pointerTo,
	"SliceOf": func(t reflect.Type) reflect.Type {
		return derived("SliceOf", func(p []types.Type) types.Type { return types.NewSlice(p[0]) },
			func(p []reflect.Type) reflect.Type { return reflect.SliceOf(p[0]) }, t)
	},
	"ArrayOf": func(n int, t reflect.Type) reflect.Type {
		return derived("ArrayOf", func(p []types.Type) types.Type { return types.NewArray(p[0], int64(n)) },
			func(p []reflect.Type) reflect.Type { return reflect.ArrayOf(n, p[0]) }, t)
	},
	"MapOf": func(key, t reflect.Type) reflect.Type {
		if _, session := value.Representation(key); session && !key.Comparable() {
			panic("reflect.MapOf: invalid key type " + key.String())
		}
		return derived("MapOf", func(p []types.Type) types.Type { return types.NewMap(p[0], p[1]) },
			func(p []reflect.Type) reflect.Type { return reflect.MapOf(p[0], p[1]) }, key, t)
	},
	"ChanOf": func(dir reflect.ChanDir, t reflect.Type) reflect.Type {
		dirs := map[reflect.ChanDir]types.ChanDir{
			reflect.RecvDir: types.RecvOnly, reflect.SendDir: types.SendOnly, reflect.BothDir: types.SendRecv,
		}
		return derived("ChanOf", func(p []types.Type) types.Type { return types.NewChan(dirs[dir], p[0]) },
			func(p []reflect.Type) reflect.Type { return reflect.ChanOf(dir, p[0]) }, t)
	},
}

func pointerTo(t reflect.Type) reflect.Type {
	return derived("PointerTo", func(p []types.Type) types.Type { return types.NewPointer(p[0]) },
		func(p []reflect.Type) reflect.Type { return reflect.PointerTo(p[0]) }, t)
}

func derived(name string, how func([]types.Type) types.Type, represented func([]reflect.Type) reflect.Type, parts ...reflect.Type) reflect.Type {
	if t, ok := value.Derive(name, how, represented, parts...); ok {
		return t
	}
	return represented(parts)
}

// compiledOnly panics for types of the session.
func compiledOnly(function string, all ...reflect.Type) {
	for _, t := range all {
		if _, session := value.Representation(t); session {
			panic(fmt.Sprintf("reflect.%s: no type can be made of %s in a cell", function, t))
		}
	}
}

func rawOf(v reflect.Value) reflect.Value {
	if h, ok := look(v); ok {
		return h.Raw()
	}
	return v
}

// makeFunc makes a function whose body sees its arguments as values of the
// session.
func makeFunc(t reflect.Type, f func([]reflect.Value) []reflect.Value) reflect.Value {
	if _, session := value.Representation(t); !session {
		return reflect.MakeFunc(t, f)
	}
	v, err := value.MakeFunc(t, func(args []value.View) []any {
		in := make([]reflect.Value, len(args))
		for i, a := range args {
			in[i] = hold(a)
		}
		return contents(f(in))
	})
	if err != nil {
		panic("reflect.MakeFunc: " + err.Error())
	}
	return hold(v)
}
