package bridge_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/message"
	"github.com/udl-go/lab/wasm/bridge"
)

// page stands for the browser's side: it sends cells and collects answers.
type page struct {
	t      *testing.T
	bridge *bridge.Bridge
	count  int

	mu   sync.Mutex
	got  []reply
	idle chan string // ids of requests that are done
}

// reply is what a page reads of a message.
type reply struct {
	Channel string `json:"channel"`
	Header  struct {
		Type string `json:"msg_type"`
	} `json:"header"`
	Parent struct {
		ID string `json:"msg_id"`
	} `json:"parent_header"`
	Content struct {
		State  string         `json:"execution_state"`
		Text   string         `json:"text"`
		Name   string         `json:"ename"`
		Value  string         `json:"evalue"`
		Trace  []string       `json:"traceback"`
		Status string         `json:"status"`
		Data   map[string]any `json:"data"`
	} `json:"content"`
}

func newPage(t *testing.T, files bridge.Files) *page {
	t.Helper()
	p := &page{t: t, idle: make(chan string, 100)}
	b, err := bridge.New(bridge.Config{Files: files, Send: p.receive, Version: "test"})
	require.NoError(t, err)
	t.Cleanup(b.Close)
	p.bridge = b
	return p
}

func (p *page) receive(text string) {
	var r reply
	if !assert.NoError(p.t, json.Unmarshal([]byte(text), &r), text) {
		return
	}
	p.mu.Lock()
	p.got = append(p.got, r)
	p.mu.Unlock()
	if r.Content.State == "idle" {
		p.idle <- r.Parent.ID
	}
}

// execute runs a cell and returns what it caused, in order.
func (p *page) execute(code string) (caused []reply) {
	p.t.Helper()
	p.count++
	id := "cell-" + string(rune('0'+p.count))
	m, err := message.NewRequest(message.Shell, "execute_request", id, map[string]any{"code": code})
	require.NoError(p.t, err)
	text, err := json.Marshal(m)
	require.NoError(p.t, err)
	require.NoError(p.t, p.bridge.Deliver(string(text)))
	for done := range p.idle {
		if done == id {
			break
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, r := range p.got {
		if r.Parent.ID == id {
			caused = append(caused, r)
		}
	}
	return caused
}

// of returns the messages of a type.
func of(replies []reply, kind string) (found []reply) {
	for _, r := range replies {
		if r.Header.Type == kind {
			found = append(found, r)
		}
	}
	return found
}

func TestCell(t *testing.T) {
	p := newPage(t, nil)
	got := p.execute("import \"fmt\"\nx := 20\nfmt.Println(\"hello\")\nx + 1")
	require.Len(t, of(got, "stream"), 1)
	assert.Equal(t, "hello\n", of(got, "stream")[0].Content.Text)
	require.Len(t, of(got, "execute_result"), 1)
	assert.Equal(t, "21", of(got, "execute_result")[0].Content.Data["text/plain"])
	assert.Equal(t, "ok", of(got, "execute_reply")[0].Content.Status)

	kinds := make([]string, len(got))
	for i, r := range got {
		kinds[i] = r.Header.Type
	}
	assert.Equal(t, []string{"status", "execute_input", "stream", "execute_result", "execute_reply", "status"}, kinds)
	assert.Equal(t, "22", of(p.execute("x + 2"), "execute_result")[0].Content.Data["text/plain"], "the session is kept")
}

func TestFailure(t *testing.T) {
	p := newPage(t, nil)
	for _, code := range []string{"panic(\"no\")", "undefinedName + 1", "import \"os\"\nos.Exit(1)"} {
		got := p.execute(code)
		require.Len(t, of(got, "error"), 1, code)
		assert.NotEmpty(t, of(got, "error")[0].Content.Value, code)
		assert.Equal(t, "error", of(got, "execute_reply")[0].Content.Status, code)
	}
	assert.Len(t, of(p.execute("1 + 1"), "execute_result"), 1, "the session lives on")
}

// The data of the page are where dataset.MNIST looks first, and a model is
// trained on them.
func TestTrainingOnThePagesData(t *testing.T) {
	idx := func(shape ...byte) []byte {
		b := []byte{0, 0, 8, byte(len(shape))}
		n := 1
		for _, d := range shape {
			b = append(b, 0, 0, 0, d)
			n *= int(d)
		}
		for i := range n {
			b = append(b, byte(255*(i%2)))
		}
		return b
	}
	p := newPage(t, bridge.Files{
		"mnist/train-images-idx3-ubyte": idx(40, 3, 3), "mnist/train-labels-idx1-ubyte": idx(40),
		"mnist/t10k-images-idx3-ubyte": idx(2, 3, 3), "mnist/t10k-labels-idx1-ubyte": idx(2),
	})
	got := p.execute(`
import (
	"context"

	"github.com/udl-go/lab/udl/dataset"
	"github.com/udl-go/lab/udl/rbm"
)

train, test, err := dataset.MNIST(context.Background())
if err != nil {
	panic(err)
}
m, err := rbm.New(rbm.Config{NComponents: 4, NIter: 2, BatchSize: 10})
if err != nil {
	panic(err)
}
if err := m.Fit(context.Background(), train.X); err != nil {
	panic(err)
}
test.Len() + m.Weights.Rows()`)
	for _, r := range of(got, "error") {
		require.Fail(t, "the cell failed", strings.Join(r.Content.Trace, "\n"))
	}
	assert.Equal(t, "11", of(got, "execute_result")[0].Content.Data["text/plain"])
}

func TestDeliverRefuses(t *testing.T) {
	p := newPage(t, nil)
	for _, text := range []string{"", "{", "[]", "{}", `{"header":{"msg_id":"1"}}`} {
		assert.ErrorContains(t, p.bridge.Deliver(text), "not a message", text)
	}
}
