package message_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/message"
)

func TestCompletionAndInspection(t *testing.T) {
	r := newRig(t)
	c := r.reply(r.send(message.Shell, "complete_request", `{"code":"cou","cursor_pos":3}`))
	assert.Equal(t, []any{"count"}, c["matches"])
	assert.Equal(t, map[string]any{"_jupyter_types_experimental": []any{
		map[string]any{"text": "count", "type": "variable", "signature": "int", "start": 0.0, "end": 3.0},
	}}, c["metadata"])
	i := r.reply(r.send(message.Shell, "inspect_request", `{"code":"x","cursor_pos":9,"detail_level":1}`))
	assert.Equal(t, map[string]any{"status": "ok", "found": true, "metadata": map[string]any{}, "data": map[string]any{"text/plain": "x1 1"}}, i)
	i = r.reply(r.send(message.Shell, "inspect_request", `{"code":"nothing"}`))
	assert.Equal(t, false, i["found"])
	assert.Equal(t, map[string]any{}, i["data"])
}

// question waits until a cell has asked and returns what it asked.
func (r *rig) question(cell string) message.Message {
	r.t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		for _, m := range r.about(cell) {
			if m.Type() == "input_request" {
				return m
			}
		}
	}
	require.Fail(r.t, "no input_request")
	return message.Message{}
}

func (r *rig) ask(code string, allowed bool) string {
	return r.send(message.Shell, "execute_request", fmt.Sprintf(`{"code":%q,"allow_stdin":%v}`, code, allowed))
}

func TestInput(t *testing.T) {
	r := newRig(t)
	r.send(message.Stdin, "input_reply", `{"value":"nobody asked"}`)
	id := r.ask("ask secretly", true)
	q := r.question(id)
	assert.Equal(t, message.Stdin, q.Channel)
	assert.Equal(t, [][]byte{[]byte("peer")}, q.Identities)
	assert.Equal(t, "name? ", value(q, "prompt"))
	assert.Equal(t, true, value(q, "password"))
	r.send(message.Stdin, "input_reply", `[]`)
	r.send(message.Stdin, "input_reply", `{"value":"Grüße"}`)
	ms := r.wait(id)
	assert.Equal(t, []string{"status", "execute_input", "input_request", "stream", "execute_reply", "status"}, kinds(ms))
	assert.Equal(t, "Grüße", value(ms[3], "text"))
}

// Where it is not allowed, the cell learns it at once.
func TestInputNotAllowed(t *testing.T) {
	r := newRig(t)
	for _, ask := range []func() string{func() string { return r.ask("ask", false) }, func() string { return r.execute("ask") }} {
		assert.Equal(t, "this client cannot be asked for input", r.reply(ask())["evalue"])
	}
}

// An interrupt ends the wait, and the answer that comes after it is nobody's.
func TestInterruptOfInput(t *testing.T) {
	r := newRig(t)
	id := r.ask("ask", true)
	r.question(id)
	r.send(message.Control, "interrupt_request", `{}`)
	assert.Equal(t, context.Canceled.Error(), r.reply(id)["evalue"])
	r.send(message.Stdin, "input_reply", `{"value":"late"}`)
	id = r.ask("ask", true)
	r.question(id)
	r.send(message.Stdin, "input_reply", `{"value":"in time"}`)
	assert.Equal(t, "in time", value(r.wait(id)[3], "text"))
}
