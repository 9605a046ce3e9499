package shim

import (
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/internal/value"
	"github.com/udl-go/lab/kernel/session/internal/lower"
	"github.com/udl-go/lab/kernel/symbols"
)

// What is replaced exists, and a function in its place has the same type.
func TestFunctionsHaveTheTypesOfTheirOriginals(t *testing.T) {
	for _, p := range packages(value.NewTable(), Streams{Out: func() io.Writer { return io.Discard }}) {
		originals := symbols.Table[p.path+"/"+lastElement(p.path)]
		require.NotEmpty(t, originals, p.path)
		for name, f := range p.functions {
			require.True(t, originals[name].IsValid(), "%s.%s", p.path, name)
			assert.Equal(t, originals[name].Type(), reflect.TypeOf(f), "%s.%s", p.path, name)
		}
		for name, f := range p.methods {
			recv := reflect.TypeOf(f).In(0)
			m, ok := recv.MethodByName(lastElement(name))
			require.True(t, ok, name)
			assert.Equal(t, m.Type, reflect.TypeOf(f), name)
			assert.Contains(t, []string{"(*" + p.path, "(" + p.path}, name[:strings.LastIndexByte(name[:strings.IndexByte(name, ')')], '.')], name)
		}
	}
}

// The lowering calls the functions that there are.
func TestTheLoweringKnowsWhatIsReplaced(t *testing.T) {
	var names []string
	paths := map[string]bool{}
	for _, p := range packages(value.NewTable(), Streams{}) {
		names, paths[p.path] = append(names, slices.Collect(maps.Keys(p.methods))...), true
	}
	slices.Sort(names)
	known := slices.DeleteFunc(lower.Inspecting(), func(name string) bool {
		path, _, _ := strings.Cut(strings.TrimLeft(name, "(*"), ")")
		return !paths[path[:strings.LastIndexByte(path, '.')]] // a browser lacks some
	})
	assert.Equal(t, known, names)
}

func lastElement(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' || path[i] == '.' {
			return path[i+1:]
		}
	}
	return path
}
