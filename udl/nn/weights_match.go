package nn

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/udl-go/lab/internal/npy"
	"github.com/udl-go/lab/udl"
)

// matchShapes compares the names and shapes of a file with those that are wanted.
func matchShapes(have map[string][]int, want map[string]*Param) error {
	var missing, unexpected, shapes []string
	for _, name := range slices.Sorted(maps.Keys(want)) {
		shape, ok := have[name]
		switch w := want[name].storedShape(); {
		case !ok:
			missing = append(missing, name)
		case !slices.Equal(shape, w):
			shapes = append(shapes, fmt.Sprintf("%s is %s, want %s", name, shapeText(shape), shapeText(w)))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(have)) {
		if want[name] == nil && !torchCounter(name) {
			unexpected = append(unexpected, name)
		}
	}
	var parts []string
	for _, p := range []struct {
		what  string
		names []string
	}{{"missing", missing}, {"unexpected", unexpected}, {"of another shape", shapes}} {
		if len(p.names) > 0 {
			parts = append(parts, p.what+": "+nameList(p.names))
		}
	}
	switch {
	case len(missing)+len(unexpected) > 0:
		return fmt.Errorf("its tensors are not those of the model: %s: %w", strings.Join(parts, "; "), udl.ErrFormat)
	case len(shapes) > 0:
		return fmt.Errorf("%s: %w", strings.Join(parts, "; "), udl.ErrShape)
	}
	return nil
}

// torchCounter reports a counter that torch writes and no layer here needs.
func torchCounter(name string) bool {
	return name == "num_batches_tracked" || strings.HasSuffix(name, ".num_batches_tracked")
}

// maxListed is how many names an error lists.
const maxListed = 10

func nameList(names []string) string {
	if n := len(names); n > maxListed {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:maxListed], ", "), n-maxListed)
	}
	return strings.Join(names, ", ")
}

func shapeText(shape []int) string {
	switch len(shape) {
	case 0:
		return "a scalar"
	case 1:
		return fmt.Sprintf("[%d]", shape[0])
	}
	return npy.Sizes(shape)
}
