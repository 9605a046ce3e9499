package shim

import "github.com/udl-go/lab/kernel/internal/value"

// failing is package errors. Join needs no other: its errors are asked by Is
// and As below.
func failing(t *value.Table) pkg {
	return pkg{path: "errors", functions: map[string]any{"As": t.ErrorsAs, "Is": value.ErrorsIs, "Unwrap": value.ErrorsUnwrap}}
}
