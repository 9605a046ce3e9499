package kernel_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel"
	"github.com/udl-go/lab/kernel/message"
)

// client drives a kernel without sockets and keeps what it sends.
type client struct {
	t *testing.T
	k *kernel.Kernel

	mu       sync.Mutex
	arrived  *sync.Cond
	messages []message.Message
	sent     int
}

func newClient(t *testing.T) *client {
	t.Helper()
	return newClientWith(t, kernel.Options{})
}

// newClientWith returns a client of a kernel with options that it does not set
// itself.
func newClientWith(t *testing.T, o kernel.Options) *client {
	t.Helper()
	c := &client{t: t}
	c.arrived = sync.NewCond(&c.mu)
	exe, err := os.Executable()
	require.NoError(t, err)
	o.Command, o.Send = []string{exe, workerArg}, c.receive
	c.k, err = kernel.New(o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, c.k.Close()) })
	return c
}

func (c *client) receive(m message.Message) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.messages = append(c.messages, m)
	c.arrived.Broadcast()
}

// send sends a request and returns its id.
func (c *client) send(ch message.Channel, kind string, content any) string {
	c.mu.Lock()
	c.sent++
	id := fmt.Sprint("request-", c.sent)
	c.mu.Unlock()
	m, err := message.NewRequest(ch, kind, id, content)
	require.NoError(c.t, err)
	c.k.Deliver(m)
	return id
}

func (c *client) start(code string) string {
	return c.send(message.Shell, "execute_request", map[string]any{"code": code})
}

// until waits for a message about the request that satisfies ok.
func (c *client) until(id string, ok func(message.Message) bool) {
	c.t.Helper()
	timeout := time.AfterFunc(30*time.Second, func() { panic("no answer to " + id) })
	defer timeout.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	for next := 0; ; next++ {
		for next == len(c.messages) {
			c.arrived.Wait()
		}
		if m := c.messages[next]; m.ParentID() == id && ok(m) {
			return
		}
	}
}

// wait waits for the end of a request and returns all messages about it.
func (c *client) wait(id string) transcript {
	c.t.Helper()
	c.until(id, func(m message.Message) bool { return m.Type() == "status" && field(m, "execution_state") == "idle" })
	return c.about(id)
}

func (c *client) about(id string) (ms transcript) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, m := range c.messages {
		if m.ParentID() == id {
			ms = append(ms, m)
		}
	}
	return ms
}

// run executes a cell.
func (c *client) run(code string) transcript {
	c.t.Helper()
	return c.wait(c.start(code))
}

func field(m message.Message, name string) any {
	var f map[string]any
	if json.Unmarshal(m.Content, &f) != nil {
		return nil
	}
	return f[name]
}

// transcript is the messages about one request.
type transcript []message.Message

// types lists the messages' types.
func (ms transcript) types() (out []string) {
	for _, m := range ms {
		out = append(out, m.Type())
	}
	return out
}

// text joins what the cell printed and showed, in order.
func (ms transcript) text() string {
	var b strings.Builder
	for _, m := range ms {
		switch m.Type() {
		case "stream":
			fmt.Fprint(&b, field(m, "text"))
		case "execute_result", "display_data", "update_display_data":
			fmt.Fprintf(&b, "[%v]", field(m, "data").(map[string]any)["text/plain"])
		}
	}
	return b.String()
}

// failure returns the error message, zero when there is none.
func (ms transcript) failure() (f message.Failure) {
	for _, m := range ms {
		if m.Type() == "error" {
			_ = json.Unmarshal(m.Content, &f)
		}
	}
	return f
}

func (ms transcript) reply() map[string]any {
	for _, m := range ms {
		if strings.HasSuffix(m.Type(), "_reply") {
			var f map[string]any
			_ = json.Unmarshal(m.Content, &f)
			return f
		}
	}
	return nil
}
