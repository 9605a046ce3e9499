package progen

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// faulty runs cells as an oracle does, but for a fault.
type faulty struct{}

func pretend(source string) string { return strings.Repeat("line\n", strings.Count(source, "Println")) }

func (faulty) Cells(_ context.Context, cells []string) (string, error) {
	all := strings.Join(cells, "\n")
	out := pretend(all)
	if strings.Contains(all, "wg_") {
		out += "wrong\n"
	}
	return out, nil
}

func TestCompareFindsAFaultAndMakesItSmall(t *testing.T) {
	real := func(_ context.Context, programs []*Program) (outs []string, err error) {
		for _, p := range programs {
			outs = append(outs, pretend(strings.Join(p.Cells(), "\n")))
		}
		return outs, nil
	}
	none, err := Compare(t.Context(), 1, 3, 2, noFault{}, real, nil)
	require.NoError(t, err)
	require.Empty(t, none)
	var first uint64
	for first = 1; !strings.Contains(Generate(first).Source(), "wg_"); first++ {
	}
	found, err := Compare(t.Context(), first, first, 10, faulty{}, real, shrinker())
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Contains(t, found[0].String(), `got "wrong"`)
	require.Less(t, len(found[0].Program.Source()), 400, found[0].Program.Source())
}

type noFault struct{}

func (noFault) Cells(_ context.Context, cells []string) (string, error) {
	return pretend(strings.Join(cells, "\n")), nil
}

func TestFirstDifference(t *testing.T) {
	require.Equal(t, `line 2: want "b", got "c"`, FirstDifference("a\nb", "a\nc"))
	require.Equal(t, `line 2: want "b", got the end`, FirstDifference("a\nb", "a"))
	require.Equal(t, `line 2: got "b" after the end`, FirstDifference("a", "a\nb"))
	require.Equal(t, "the outputs are the same", FirstDifference("a", "a"))
}
