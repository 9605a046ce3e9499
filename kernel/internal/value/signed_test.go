package value

import (
	"math"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSignedIsNoZeroAndComesBack(t *testing.T) {
	n := math.Copysign(0, -1)
	n32 := float32(n)
	type pair struct {
		X, Y float64
		N    int
	}
	for _, x := range []any{
		n, n32, complex(n, 0), complex(0, n), complex64(complex(n, n)), pair{X: n}, pair{Y: n}, [2]float32{0, n32}, [1]pair{{n, n, 0}},
	} {
		s := Signed(x)
		require.IsType(t, x, s)
		require.False(t, reflect.ValueOf(s).IsZero(), "%T", x)
		back := Unsigned(s)
		require.Equal(t, Sprint(x), Sprint(back), "%T", x)
	}
	for _, x := range []any{0.0, float32(0), complex(0, 0), pair{}, pair{X: n, N: 1}, 1.5, math.Inf(-1), [1]float64{}} {
		require.Equal(t, x, Signed(x))
		require.Equal(t, x, Unsigned(x))
	}
	require.True(t, math.IsNaN(Unsigned(math.NaN()).(float64)))
}
