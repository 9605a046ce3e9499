package shim

import (
	"flag"
	"math/rand"

	"github.com/udl-go/lab/kernel/internal/value"
)

// randomness is package math/rand: a source may make 64 bits at once.
func randomness(t *value.Table) pkg {
	return pkg{path: "math/rand", functions: map[string]any{
		"New": func(src rand.Source) *rand.Rand {
			if x, ok := more[rand.Source64](t, src); ok {
				src = x
			}
			return rand.New(src)
		},
	}}
}

// flags is package flag: a value may say that it is a bool.
func flags() pkg {
	return pkg{
		path: "flag",
		functions: map[string]any{
			"Var": func(x flag.Value, name, usage string) { flag.Var(withBool(x), name, usage) },
		},
		methods: map[string]any{
			"(*flag.FlagSet).Var": func(f *flag.FlagSet, x flag.Value, name, usage string) {
				f.Var(withBool(x), name, usage)
			},
		},
	}
}

// boolFlag is a value with the method that makes its argument optional.
type boolFlag struct {
	flag.Value
	view value.View
}

// IsBoolFlag asks the value.
func (b boolFlag) IsBoolFlag() bool {
	out, err := b.view.Call("IsBoolFlag", nil)
	return err == nil && len(out) == 1 && out[0] == true
}

func withBool(x flag.Value) flag.Value {
	v := value.ViewOf(x)
	if v.Session() && v.HasMethod("IsBoolFlag") {
		return boolFlag{x, v}
	}
	return x
}
