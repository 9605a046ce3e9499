package session_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A control that a cell shows is a channel to the front end: what comes back runs
// the cell's function, whose failures are told and whose endlessness ends.
func TestComm(t *testing.T) {
	b := newBook(t)
	lines, f := b.run(`import ("context"; "github.com/udl-go/lab/udl/widget")
type point struct { X int }
s := widget.NewIntSlider("n", 0, 9, 1)
widget.Interact(context.Background(), func() any {
	switch s.Value() {
	case 7: panic("seven")
	case 8: select {}
	}
	print("drawn ")
	return point{s.Value()}
}, s)`)
	require.Nil(t, f)
	require.True(t, strings.HasPrefix(lines[0], "comm_open "), lines)
	var open struct {
		ID     string `json:"comm_id"`
		Target string `json:"target_name"`
	}
	require.NoError(t, json.NewDecoder(strings.NewReader(strings.TrimPrefix(lines[0], "comm_open "))).Decode(&open))
	assert.Equal(t, "jupyter.widget", open.Target)
	assert.Contains(t, lines[len(lines)-1], "display {1}udl-interact-")

	send := func(ctx context.Context, kind, value string) (bool, string) {
		var r recorder
		known := b.s.Comm(ctx, kind, []byte(`{"comm_id":"`+open.ID+`","data":{"method":"update","state":{"value":`+value+`}}}`), &r)
		return known, strings.Join(r.all(), "|")
	}
	known, out := send(t.Context(), "comm_msg", "4")
	assert.True(t, known)
	assert.Regexp(t, `^stderr drawn \|display \{4\}udl-interact-\d+true$`, strings.ReplaceAll(out, " true", "true"))
	assert.Equal(t, "result 4", b.ok("s.Value()"))

	known, out = send(t.Context(), "comm_msg", "7")
	assert.True(t, known)
	assert.Contains(t, out, "panic: seven\n")
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	known, out = send(ctx, "comm_msg", "8")
	assert.True(t, known)
	assert.Contains(t, out, "interrupted")
	assert.Equal(t, "result 8", b.ok("s.Value()"), "the session is kept")

	b.ok("%reset")
	known, _ = send(t.Context(), "comm_msg", "1")
	assert.False(t, known, "what the control drove is gone")
	b = newBook(t)
	lines, _ = b.run("import (\"context\"; \"github.com/udl-go/lab/udl/widget\")\nwidget.Show(context.Background(), widget.NewButton(\"b\", nil))")
	require.NoError(t, json.NewDecoder(strings.NewReader(strings.TrimPrefix(lines[0], "comm_open "))).Decode(&open))
	known, _ = send(t.Context(), "comm_open", "1")
	assert.False(t, known, "cells offer no targets")
	known, _ = send(t.Context(), "comm_close", "1")
	assert.True(t, known)
	known, _ = send(t.Context(), "comm_msg", "1")
	assert.False(t, known)
	assert.False(t, b.s.Comm(t.Context(), "comm_msg", []byte("[]"), &recorder{}))
}
