package realgo

import (
	"context"
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session/internal/progen"
)

// needsGo skips a test where no processes run, as in js/wasm.
func needsGo(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no go command: PROGRAMS ARE NOT COMPARED WITH REAL GO")
	}
}

func TestOutputs(t *testing.T) {
	needsGo(t)
	hello := &progen.Program{Items: []progen.Item{
		{Decl: true, Text: "type T[P any] struct{ V P }"},
		{Name: "x", Type: "T[T[int]]", Text: "T[T[int]]{T[int]{1}}"},
		{Text: `fmt.Printf("%T %v\n", x, x)`},
	}}
	out, err := Outputs(t.Context(), []*progen.Program{hello, {Items: []progen.Item{{Text: "fmt.Println(2)"}}}})
	require.NoError(t, err)
	require.Equal(t, []string{"main.T[main.T[int]] {{1}}\n", "2\n"}, out)

	_, err = Outputs(t.Context(), []*progen.Program{{Items: []progen.Item{{Text: "x := 1"}}}})
	require.ErrorContains(t, err, "declared and not used")
	_, err = Outputs(t.Context(), []*progen.Program{{Items: []progen.Item{{Text: `panic("boom")`}}}})
	require.ErrorContains(t, err, "boom")
}

// A program that is stopped says so; it is not one that went wrong.
func TestOutputsOfAProgramThatIsStopped(t *testing.T) {
	needsGo(t)
	b, err := Build(t.Context(), []*progen.Program{{Items: []progen.Item{{Text: "for {}"}}}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, b.Close()) })
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, b.Run(ctx, 0).Err, progen.ErrStopped)
}

// Real Go must still print what the corpus says, for a few programs at least.
func TestGeneratedProgramsRun(t *testing.T) {
	needsGo(t)
	var programs []*progen.Program
	for seed := range uint64(10) {
		programs = append(programs, progen.Generate(seed))
	}
	first, err := Outputs(t.Context(), programs)
	require.NoError(t, err)
	second, err := Outputs(t.Context(), programs)
	require.NoError(t, err)
	require.Equal(t, first, second)
}
