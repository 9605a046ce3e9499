package shim

import (
	"context"

	"github.com/udl-go/lab/kernel/internal/value"
)

// contexts is package context: whether a key can be compared is a matter of its
// own type, not of the box that it is in.
func contexts() pkg {
	return pkg{path: "context", functions: map[string]any{
		"WithValue": func(parent context.Context, key, x any) context.Context {
			if parent != nil && key != nil && !value.Comparable(key) {
				panic("key is not comparable")
			}
			return context.WithValue(parent, key, x)
		},
	}}
}
