package shim

import (
	"context"

	"github.com/udl-go/lab/kernel/internal/value"
	"github.com/udl-go/lab/udl/widget"
)

// controlling is package udl/widget.
func controlling(t *value.Table) pkg {
	return pkg{path: "github.com/udl-go/lab/udl/widget", functions: map[string]any{
		"Interact": func(ctx context.Context, f func() any, controls ...widget.Control) error {
			if f == nil {
				return widget.Interact(ctx, nil, controls...)
			}
			return widget.Interact(ctx, func() any { return Shown(t, f()) }, controls...)
		},
	}}
}
