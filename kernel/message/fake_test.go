package message_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/message"
)

// fake is an Evaluator whose cells are words: "fail", "wait" until canceled,
// "hold" until released, "show", "ask", anything else prints and shows itself.
type fake struct{ hold chan struct{} }

func (f *fake) Execute(ctx context.Context, c message.Cell, out message.Output) *message.Failure {
	switch c.Code {
	case "fail":
		return &message.Failure{Name: "panic", Value: "boo"}
	case "wait":
		<-ctx.Done()
		return &message.Failure{Name: "Interrupted"}
	case "hold":
		<-f.hold
	case "show":
		out.Display(map[string]any{"text/plain": "one", "image/png": []byte{1, 2}}, "id", false)
		out.Display(map[string]any{"text/plain": "two"}, "id", true)
		out.Clear(true)
		out.Result(map[string]any{"text/plain": make(chan int)})
	case "ask", "ask secretly":
		line, err := out.Input(ctx, "name? ", c.Code == "ask secretly")
		if err != nil {
			return &message.Failure{Name: "input", Value: err.Error()}
		}
		out.Stream("stdout", line)
	case "open":
		out.Comm("comm_open", json.RawMessage(`{"comm_id":"known","target_name":"t","data":{}}`), json.RawMessage(`{"version":"2"}`))
	case "page":
		out.Page(map[string]string{"text/plain": "help"})
	default:
		out.Stream("stdout", c.Code)
		out.Result(map[string]string{"text/plain": c.Code})
	}
	for name, x := range c.Expressions {
		if x == "bad" {
			out.Answer(name, nil, &message.Failure{Name: "error", Value: "boo"})
			continue
		}
		out.Answer(name, map[string]string{"text/plain": x}, nil)
	}
	return nil
}

// Comm knows the channel "known".
func (f *fake) Comm(ctx context.Context, kind string, content json.RawMessage, out message.Output) bool {
	known := strings.Contains(string(content), `"known"`)
	if known && kind == "comm_msg" {
		out.Comm(kind, json.RawMessage(`{"comm_id":"known","data":{"echo":1}}`), json.RawMessage(`{"m":1}`))
	}
	return known
}

func (f *fake) IsComplete(code string) (status, indent string) { return "incomplete", "\t" }

// Complete finds one match after "co", and shows the cursor it was given.
func (f *fake) Complete(code string, cursor int) message.Completion {
	if !strings.HasPrefix(code, "co") {
		return message.Completion{Start: cursor, End: cursor}
	}
	return message.Completion{Matches: []message.Match{{Text: "count", Type: "variable", Signature: "int"}}, Start: 0, End: cursor}
}

// Inspect knows everything but "nothing".
func (f *fake) Inspect(code string, cursor, detail int) any {
	if code == "nothing" {
		return nil
	}
	return map[string]string{"text/plain": fmt.Sprint(code, cursor, detail)}
}

// rig is a Core with everything it sent.
type rig struct {
	t    *testing.T
	core *message.Core
	fake *fake
	down []bool

	mu   sync.Mutex
	sent []message.Message
	n    int
}

func newRig(t *testing.T) *rig { return newRigWith(t, message.Config{}) }

// newRigWith returns a rig whose core is configured as given where the rig does
// not need it otherwise.
func newRigWith(t *testing.T, c message.Config) *rig {
	r := &rig{t: t, fake: &fake{hold: make(chan struct{})}}
	c.Evaluator = r.fake
	c.Send = func(m message.Message) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.sent = append(r.sent, m)
	}
	c.Shutdown = func(restart bool) { r.down = append(r.down, restart) }
	c.Version = "1.2"
	r.core = message.New(c)
	t.Cleanup(r.core.Close)
	return r
}

// send delivers a request with the given content and returns its id.
func (r *rig) send(ch message.Channel, kind string, content string) string {
	r.n++
	id := fmt.Sprint("r", r.n)
	header := fmt.Sprintf(`{"msg_id":%q,"msg_type":%q,"session":"c","username":"u","date":"d","version":"5.3","extra":[1,  2]}`, id, kind)
	r.core.Deliver(message.Message{
		Channel: ch, Identities: [][]byte{[]byte("peer")},
		Header: json.RawMessage(header), Parent: json.RawMessage("{}"), Metadata: json.RawMessage("{}"), Content: json.RawMessage(content),
	})
	return id
}

func (r *rig) execute(code string) string {
	return r.send(message.Shell, "execute_request", fmt.Sprintf(`{"code":%q}`, code))
}

// about returns the messages with a parent.
func (r *rig) about(id string) (ms []message.Message) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, m := range r.sent {
		if m.ParentID() == id {
			ms = append(ms, m)
		}
	}
	return ms
}

// wait returns the messages about a request once it is idle again.
func (r *rig) wait(id string) []message.Message {
	r.t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		ms := r.about(id)
		if n := len(ms); n > 1 && ms[n-1].Type() == "status" && value(ms[n-1], "execution_state") == "idle" {
			return ms
		}
	}
	require.Fail(r.t, "no idle", "request %s: %v", id, kinds(r.about(id)))
	return nil
}

// reply waits for the reply to a request.
func (r *rig) reply(id string) map[string]any {
	r.t.Helper()
	for _, m := range r.wait(id) {
		if strings.HasSuffix(m.Type(), "_reply") {
			var v map[string]any
			require.NoError(r.t, json.Unmarshal(m.Content, &v))
			return v
		}
	}
	require.Fail(r.t, "no reply", id)
	return nil
}

func kinds(ms []message.Message) (out []string) {
	for _, m := range ms {
		out = append(out, m.Type())
	}
	return out
}

func value(m message.Message, name string) any {
	var v map[string]any
	_ = json.Unmarshal(m.Content, &v)
	return v[name]
}

// runs waits until a cell has begun.
func (r *rig) runs(cell string) {
	for len(r.about(cell)) < 2 {
		time.Sleep(time.Millisecond)
	}
}
