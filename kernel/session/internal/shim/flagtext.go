package shim

import (
	"encoding"
	"flag"
	"fmt"
	"reflect"

	"github.com/udl-go/lab/kernel/internal/value"
)

// textVar is the method TextVar of a flag set: package flag sets the variable by
// reflection, where a wrapper hides it.
func textVar(f *flag.FlagSet, p encoding.TextUnmarshaler, name string, def encoding.TextMarshaler, usage string) {
	to, from := value.ViewOf(p), value.ViewOf(def)
	if !to.Session() {
		f.TextVar(p, name, def, usage)
		return
	}
	if to.Kind() != reflect.Pointer {
		panic("variable value type must be a pointer")
	}
	if from.Kind() == reflect.Pointer {
		from = from.Elem()
	}
	if from.Type() != to.Elem().Type() {
		panic(fmt.Sprintf("default type does not match variable type: %v != %v", from.Type(), to.Elem().Type()))
	}
	if err := to.Elem().Set(from.Interface()); err != nil {
		panic("flag: " + err.Error())
	}
	f.Var(textFlag{p, to}, name, usage)
}

// textFlag is a flag whose value has a text.
type textFlag struct {
	encoding.TextUnmarshaler
	view value.View
}

// Set implements flag.Value, as does String.
func (f textFlag) Set(s string) error { return f.UnmarshalText([]byte(s)) }

// Get implements flag.Getter.
func (f textFlag) Get() any { return value.Unwrap(f.TextUnmarshaler) }

func (f textFlag) String() string {
	if f.TextUnmarshaler == nil {
		return ""
	}
	out, err := f.view.Call("MarshalText", nil)
	if err != nil || len(out) != 2 || out[1] != nil {
		return ""
	}
	text, _ := out[0].([]byte)
	return string(text)
}
