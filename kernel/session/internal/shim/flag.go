package shim

import (
	"flag"
	"reflect"
	"sync/atomic"

	"github.com/udl-go/lab/kernel/internal/value"
)

// flags is package flag: a value may say that it is a bool, and has a default
// worth printing if its type's zero value prints as something else.
func flags() pkg {
	return pkg{
		path: "flag",
		functions: map[string]any{
			"Var": func(x flag.Value, name, usage string) { flag.Var(ownFlagOf(x), name, usage) },
		},
		methods: map[string]any{
			"(*flag.FlagSet).TextVar": textVar,
			"(*flag.FlagSet).Var": func(f *flag.FlagSet, x flag.Value, name, usage string) {
				f.Var(ownFlagOf(x), name, usage)
			},
		},
	}
}

// ownFlag is a value of the session as package flag keeps it.
type ownFlag struct {
	flag.Value
	view value.View
}

func ownFlagOf(x flag.Value) flag.Value {
	if v := value.ViewOf(x); v.Session() {
		return ownFlag{x, v}
	}
	return x
}

// Inner lets an assertion find the value itself.
func (f ownFlag) Inner() any { return value.Unwrap(f.Value) }

// described is the flag that package flag asked last whether it is a bool: to
// print a default it does so before it makes a zero value of the flag's Go
// type, which is ours and does not say what it is the zero value of.
var described atomic.Pointer[ownFlag]

// IsBoolFlag asks the value.
func (f ownFlag) IsBoolFlag() bool {
	described.Store(&f)
	if !f.view.HasMethod("IsBoolFlag") {
		return false
	}
	out, err := f.view.Call("IsBoolFlag", nil)
	return err == nil && len(out) == 1 && out[0] == true
}

// String is that of the value. For the zero value of this type it is that of
// the zero value of the type described.
func (f ownFlag) String() string {
	if f.Value != nil {
		return f.Value.String()
	}
	if last := described.Load(); last != nil {
		return last.zero()
	}
	return ""
}

// zero is what the zero value of the type prints: of a pointer, what one to a
// zero value does.
func (f ownFlag) zero() string {
	t, pointer := f.view.Type(), f.view.Kind() == reflect.Pointer
	if pointer {
		t = t.Elem()
	}
	r, _ := value.Representation(t)
	if r == nil {
		return ""
	}
	how := reflect.Zero
	if pointer {
		how = reflect.New
	}
	v, ok := value.Made(t, how(r), pointer)
	if !ok {
		return ""
	}
	out, err := v.Call("String", nil)
	if err != nil || len(out) != 1 {
		return ""
	}
	text, _ := out[0].(string)
	return text
}
