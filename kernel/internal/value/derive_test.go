package value

import (
	"go/types"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func derivedMap(parts ...reflect.Type) (reflect.Type, bool) {
	return Derive("MapOf", func(p []types.Type) types.Type { return types.NewMap(p[0], p[1]) },
		func(p []reflect.Type) reflect.Type { return reflect.MapOf(p[0], p[1]) }, parts...)
}

func TestDerive(t *testing.T) {
	w := newWorld(t, "type N int")
	n, text := TypeOf(w.box(t, "N", 1)), reflect.TypeFor[[2]map[string][]*float32]()
	m, ok := derivedMap(n, text)
	require.True(t, ok)
	assert.Equal(t, "map[main.N][2]map[string][]*float32", m.String())
	assert.Equal(t, TypeOf(w.box(t, "map[N][2]map[string][]*float32", map[int][2]map[string][]*float32{})), m)
	_, ok = derivedMap(text, text)
	assert.False(t, ok, "no part is of the session")
}

// What cannot be told is refused, not taken for its representation.
func TestDeriveRefuses(t *testing.T) {
	w := newWorld(t, "type N int")
	n := TypeOf(w.box(t, "N", 1))
	for _, other := range []reflect.Type{reflect.TypeFor[time.Time](), reflect.TypeFor[[]time.Time](), reflect.TypeFor[error](), reflect.TypeFor[func()]()} {
		assert.PanicsWithValue(t, "reflect.MapOf: no type can be made of "+other.String()+" in a cell", func() { derivedMap(n, other) })
	}
}
