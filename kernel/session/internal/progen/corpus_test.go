package progen

import (
	_ "embed"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// corpusText is what real Go prints; its head says how it was made.
//
//go:embed testdata/corpus.txt
var corpusText string

func TestCorpusIsWrittenAsItIsRead(t *testing.T) {
	c, err := ReadCorpus(corpusText)
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(c.Outputs), 150)
	path := filepath.Join(t.TempDir(), "corpus.txt")
	require.NoError(t, c.Write(path))
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	again, err := ReadCorpus(string(b))
	require.NoError(t, err)
	require.Equal(t, c, again)
	for i, p := range c.Programs() {
		require.NotEmpty(t, c.Outputs[i])
		require.Equal(t, c.First+uint64(i), p.Seed)
	}
}

func TestCorpusRejectsWhatIsNone(t *testing.T) {
	for _, text := range []string{"seed x\n", "\"line without seed\"\n", "seed 1\nunquoted\n"} {
		_, err := ReadCorpus(text)
		require.Error(t, err, text)
	}
}

// The corpus says what its seeds printed when it was made: a generator that has
// changed needs a new one.
func TestCorpusIsOfThisGenerator(t *testing.T) {
	c, err := ReadCorpus(corpusText)
	require.NoError(t, err)
	require.Equal(t, c.Digest(), c.Made, "make testdata/corpus.txt anew with the command in its head")
}

// Every feature must be met often enough for a minute of programs to try it.
func TestEveryFeatureIsUsed(t *testing.T) {
	const programs = 1000
	count := map[string]int{}
	for seed := range uint64(programs) {
		for _, f := range Generate(seed).Features {
			count[f]++
		}
	}
	least, of := math.MaxInt, ""
	for f, n := range count {
		if n < least {
			least, of = n, f
		}
	}
	for _, s := range sceneForms {
		for _, f := range s.features {
			require.Greater(t, count[f], programs/100, f)
		}
	}
	for _, c := range chapterForms {
		for _, f := range c.features {
			require.Greater(t, count[f], programs/200, f)
		}
	}
	for _, f := range []string{
		"declared again", "method declared again", "variable declared again", "constant declared again", "cell: dies", "fault",
		"complex", "struct: anonymous", "interface: call", "type switch: random", "defer: random", "pointer: to a place",
		"int: division", "int: shift", "string: slice", "struct: embedded", "struct: nested", "interface: declared",
		"method: expression", "method: value", "method: address taken", "closure", "defer: changes result", "variadic",
		"assign: tuple", "map: element", "slice: append", "range: map", "range: string", "range: array", "label",
		"fallthrough", "trace", "any: compare", "call: with effects", "cell: several", "scene at top level", "global",
	} {
		require.Greater(t, count[f], programs/100, f)
	}
	t.Logf("%d features; the rarest is %q, in %d of %d programs", len(count), of, least, programs)
}
