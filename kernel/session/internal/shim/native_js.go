package shim

import "github.com/udl-go/lab/kernel/internal/value"

// native is the packages that a browser does not have.
func native(*value.Table) []pkg { return nil }
