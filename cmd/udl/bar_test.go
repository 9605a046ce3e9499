package main

import (
	"bytes"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/internal/notebook"
)

func TestBarLineFitsItsWidth(t *testing.T) {
	e := notebook.Event{Done: 3, Total: 12, Note: "rbm.Fit  25 %"}
	require.Equal(t, "█████░░░░░░░░░░░░░░░ 3/12 cells 1:05  rbm.Fit  25 %", barLine(e, 65*time.Second, 80))
	for width := range 60 {
		require.LessOrEqual(t, utf8.RuneCountInString(barLine(e, time.Second, width)), width)
	}
	require.Contains(t, barLine(notebook.Event{}, 0, 80), "0/0 cells")
}

func TestBarRelatesWithoutATerminal(t *testing.T) {
	var out bytes.Buffer
	b := newBar(&out)
	b.progress(notebook.Event{Total: 2})
	b.progress(notebook.Event{Total: 2, Note: "soon"})
	b.progress(notebook.Event{Done: 1, Total: 2})
	b.progress(notebook.Event{Done: 2, Total: 2})
	b.close()
	require.Equal(t, 2, bytes.Count(out.Bytes(), []byte("\n")), out.String())
	require.NotContains(t, out.String(), "\r")
	require.Contains(t, out.String(), "2/2 cells 0:00\n")
}
