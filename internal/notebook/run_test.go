package notebook

import (
	"context"
	"errors"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/message"
)

func TestRunFilesOutputsAsJupyterDoes(t *testing.T) {
	n := cells("out a\nout b\nerr c\nout d", "show x old\nresult 42", "update x new", "out gone\nclear\nout kept", "out gone\nclear-wait\nout kept", "out still\nclear-wait")
	var events []Event
	require.NoError(t, Run(t.Context(), n, Options{Start: (&fake{}).start, Progress: func(e Event) { events = append(events, e) }}))

	one := n.Cells[0].Outputs
	require.Len(t, one, 3, "a stream is one output until another stream comes between")
	require.Equal(t, "a\nb\n", one[0].Text)
	require.Equal(t, "stderr", one[1].Name)

	two := n.Cells[1].Outputs
	require.Equal(t, []string{Display, Result}, []string{two[0].Kind, two[1].Kind})
	text, _ := two[0].MIME("text/plain")
	require.Equal(t, "new", text, "an update reaches the cell above")
	png, _ := two[0].MIME("image/png")
	require.Equal(t, "AQI=", png)
	require.Equal(t, 2, two[1].Count)
	require.Empty(t, n.Cells[2].Outputs)

	require.Equal(t, "kept\n", n.Cells[3].Outputs[0].Text)
	require.Equal(t, "kept\n", n.Cells[4].Outputs[0].Text)
	require.Equal(t, "still\n", n.Cells[5].Outputs[0].Text, "clear with wait and no later output")
	require.Equal(t, []int{1, 2, 3, 4, 5, 6}, counts(n))
	require.Contains(t, events, Event{Done: 2, Total: 6, Note: "new"})
	require.Equal(t, Event{Done: 6, Total: 6}, events[len(events)-1])
	require.Contains(t, string(n.Metadata["language_info"]), `"text/x-go"`)
	require.Equal(t, []string{"a"}, n.Lines(regexp.MustCompile("^a$")))
}

func counts(n *Notebook) (all []int) {
	for _, c := range n.Cells {
		all = append(all, c.Count)
	}
	return all
}

func TestRunStopsAtTheFirstFailure(t *testing.T) {
	n := cells("out a", "fail boom", "out b")
	n.Cells[2].Outputs = []*Output{{Kind: Stream, Name: "stdout", Text: "stale\n"}}
	err := Run(t.Context(), n, Options{Start: (&fake{}).start})
	var bad *CellError
	require.ErrorAs(t, err, &bad)
	require.Equal(t, 2, bad.Number)
	require.EqualError(t, err, "cell 2 failed: Panic: boom")
	require.Equal(t, []string{"at line 1"}, n.Cells[1].Outputs[0].Failure.Traceback)
	require.Empty(t, n.Cells[2].Outputs, "no stale output stays")
}

func TestRunGoesOnWhenErrorsAreAllowed(t *testing.T) {
	n := cells("fail boom", "out b")
	require.NoError(t, Run(t.Context(), n, Options{Start: (&fake{}).start, AllowErrors: true}))
	require.Len(t, n.Cells[1].Outputs, 1)

	n = cells("fail boom", "out b")
	n.Cells[0].Metadata = fields{"tags": []byte(`["raises-exception"]`)}
	require.NoError(t, Run(t.Context(), n, Options{Start: (&fake{}).start}))
}

func TestRunPassesInterruptsOn(t *testing.T) {
	f := &fake{started: make(chan struct{})}
	interrupt := make(chan struct{})
	go func() {
		<-f.started
		interrupt <- struct{}{}
	}()
	err := Run(t.Context(), cells("wait"), Options{Start: f.start, Interrupt: interrupt})
	var bad *CellError
	require.ErrorAs(t, err, &bad)
	require.Equal(t, "Interrupted", bad.Failure.Name)
}

func TestRunEndsWithItsContext(t *testing.T) {
	f := &fake{started: make(chan struct{})}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-f.started
		cancel()
	}()
	require.ErrorIs(t, Run(ctx, cells("wait"), Options{Start: f.start}), context.Canceled)
}

func TestRunReportsAKernelThatDoesNotStart(t *testing.T) {
	broken := errors.New("no such program")
	err := Run(t.Context(), cells("out a"), Options{Start: func(func(message.Message)) (Kernel, error) { return nil, broken }})
	require.ErrorIs(t, err, broken)
}

func TestRunRefusesAnotherLanguage(t *testing.T) {
	n := cells("out a")
	n.Metadata["kernelspec"] = []byte(`{"name": "python3", "language": "python"}`)
	require.ErrorIs(t, Run(t.Context(), n, Options{Start: (&fake{}).start}), ErrFormat)
}
