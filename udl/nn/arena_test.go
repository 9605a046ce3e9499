package nn

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Blocks are a quarter too long at most, every length is its own class and
// classes grow with lengths.
func TestBlockClasses(t *testing.T) {
	last, lastLength := 0, minBlock
	for n := range 5000 {
		c, length := class(n)
		require.GreaterOrEqual(t, length, n)
		require.LessOrEqual(t, length, max(minBlock, n+n/4))
		again, same := class(length)
		require.Equal(t, c, again)
		require.Equal(t, length, same)
		if length == lastLength {
			require.Equal(t, last, c)
		} else {
			require.Greater(t, c, last)
		}
		last, lastLength = c, length
	}
}

func TestArenaGivesBlocksAgain(t *testing.T) {
	var a arena
	x := a.get(100)
	require.Len(t, x, 100)
	x[0] = 3
	a.put(x)
	y := a.get(97) // the same class
	require.Len(t, y, 97)
	require.Same(t, &x[0], &y[0])
	require.NotSame(t, &x[0], &a.get(97)[0])
}
