package compute

import (
	"slices"
	"strings"
	"testing"

	"github.com/udl-go/lab/compute/internal/impl"
)

func TestImplementationsNamesEveryKernel(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		level := "scalar"
		for _, l := range impl.Levels() {
			if impl.Is(l) {
				level = l.String()
				break
			}
		}
		lines := Implementations()
		for _, kernel := range []string{"arithmetic", "deviate", "function", "gemm", "logistic", "philox", "rows", "vector"} {
			if want := kernel + ": " + level; !slices.Contains(lines, want) {
				t.Errorf("%q lacks %q", lines, want)
			}
		}
		for _, l := range lines {
			if strings.Contains(l, "ignored") {
				t.Logf("note: %s", l)
			}
		}
	})
}
