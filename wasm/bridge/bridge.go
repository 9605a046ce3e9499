package bridge

import (
	"encoding/json"
	"fmt"
	"io/fs"

	"github.com/udl-go/lab/kernel/message"
	"github.com/udl-go/lab/kernel/session"
)

// Config describes a Bridge. Send is required.
type Config struct {
	Files   fs.FS             // data sets that cells find, for example mnist/train-images-idx3-ubyte.gz; nil for none
	Send    func(json string) // receives every message for the page, in order
	Trace   func(line string) // receives lines on the functions that a panic passes; nil for none
	Version string            // of the kernel, shown to clients
}

// Bridge is a kernel that speaks JSON text.
type Bridge struct {
	core *message.Core
	send func(json string)
}

// New starts a session and returns its bridge. The first message it sends says
// that the kernel is starting.
func New(c Config) (*Bridge, error) {
	s, err := session.New(session.Options{Files: c.Files, Trace: c.Trace})
	if err != nil {
		return nil, fmt.Errorf("bridge: %w", err)
	}
	b := &Bridge{send: c.Send}
	b.core = message.New(message.Config{
		Evaluator: evaluator{s},
		Send:      b.post,
		Shutdown:  func(bool) { b.core.Close() },
		Version:   c.Version,
	})
	b.core.Start()
	return b, nil
}

// Deliver accepts one message of the page and returns at once; replies arrive
// through Send. Text that is no message is an error.
func (b *Bridge) Deliver(text string) error {
	var m message.Message
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		return fmt.Errorf("bridge: not a message: %w", err)
	}
	if m.Type() == "" {
		return fmt.Errorf("bridge: not a message: its header has no msg_type")
	}
	b.core.Deliver(m)
	return nil
}

// SetDocs gives the kernels of this program the documentation that the page has
// downloaded.
func SetDocs(file []byte) error { return session.SetDocs(file) }

// Close cancels the running cell and ends the session.
func (b *Bridge) Close() { b.core.Close() }

// post passes a message to the page.
func (b *Bridge) post(m message.Message) {
	text, err := json.Marshal(m)
	if err != nil { // unreachable: every part of m is JSON already
		return
	}
	b.send(string(text))
}
