//go:build !amd64 || purego

package peak

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("peak") }

// fma does n rounds and returns the operations of one.
func fma(n int) float64 { return fmaGeneric(n) }
