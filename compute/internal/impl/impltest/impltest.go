// Package impltest runs tests once per implementation of the kernels.
package impltest

import (
	"testing"

	"github.com/udl-go/lab/compute/internal/impl"
)

// Each runs f as a subtest for every implementation this machine and build have,
// so that what f checks holds for all of them.
func Each(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	for _, l := range impl.Levels() {
		t.Run(l.String(), func(t *testing.T) {
			defer impl.Use(l)()
			f(t)
		})
	}
}
