package progen

import (
	"go/importer"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func shrinker() *Shrinker {
	return &Shrinker{Importer: importer.ForCompiler(token.NewFileSet(), "source", nil)}
}

func TestProgramsAreValid(t *testing.T) {
	s := shrinker()
	for seed := range uint64(100) {
		p := Generate(seed)
		require.True(t, s.Valid(p), "seed %d:\n%s", seed, p.Source())
	}
}

func TestASeedMakesOneProgram(t *testing.T) {
	for seed := range uint64(20) {
		require.Equal(t, Generate(seed), Generate(seed))
	}
	require.NotEqual(t, Generate(1).Source(), Generate(2).Source())
}

func TestCellsHoldWhatTheSourceHolds(t *testing.T) {
	for seed := range uint64(50) {
		p := Generate(seed)
		cells := p.Cells()
		require.Len(t, cells, p.Items[len(p.Items)-1].Cell+1)
		all := strings.Join(cells, "\n")
		for _, it := range p.Items {
			require.Contains(t, all, it.Text)
		}
	}
}

func TestShrinkKeepsWhatFails(t *testing.T) {
	s := shrinker()
	p := Generate(3)
	small := s.Shrink(p, func(c *Program) bool { return strings.Contains(c.Source(), "Printf(") })
	require.True(t, s.Valid(small))
	require.Contains(t, small.Source(), "Printf(")
	require.LessOrEqual(t, strings.Count(small.Source(), "\n"), 22, small.Source())
	require.Greater(t, len(p.Items), 10, "the program given stays as it is")
}
