package shim

import (
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
