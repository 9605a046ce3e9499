// Package frame is the language between the supervisor and its worker: JSON
// objects, each behind its length, on a pair of pipes.
package frame

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/udl-go/lab/kernel/message"
)

// Op says what a frame is about.
type Op string

// The first group goes to the worker, the second comes from it.
const (
	Execute  Op = "execute"  // run Cell
	Cancel   Op = "cancel"   // interrupt the running cell
	Complete Op = "complete" // is Cell.Code complete?
	Ping     Op = "ping"

	Ready     Op = "ready"
	Stream    Op = "stream"    // Text on stream Name
	Display   Op = "display"   // Data at the place Name; Update replaces
	Result    Op = "result"    // Data
	Clear     Op = "clear"     // Update: wait for the next output
	Trace     Op = "trace"     // Text: an interpreted function that a panic passes
	Done      Op = "done"      // cell ID has ended, with Failure or without
	Completed Op = "completed" // Name is the status, Text the indent
	Pong      Op = "pong"
)

// Frame is one message. Which fields it uses depends on Op.
type Frame struct {
	Op      Op               `json:"op"`
	ID      int              `json:"id,omitempty"`
	Cell    *message.Cell    `json:"cell,omitempty"`
	Name    string           `json:"name,omitempty"`
	Text    string           `json:"text,omitempty"`
	Data    json.RawMessage  `json:"data,omitempty"`
	Update  bool             `json:"update,omitempty"`
	Failure *message.Failure `json:"failure,omitempty"`
}

// limit bounds a frame, so that a stray byte in the length is an error rather
// than a huge allocation.
const limit = 2 << 30

var errLength = errors.New("frame: impossible length")

// Read reads one frame. Its error is io.EOF at the end of the pipe.
func Read(r io.Reader) (f Frame, err error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return f, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n == 0 || int64(n) > limit {
		return f, errLength
	}
	body := make([]byte, n)
	if _, err := io.ReadFull(r, body); err != nil {
		return f, fmt.Errorf("frame: cut off: %w", err)
	}
	if err := json.Unmarshal(body, &f); err != nil {
		return f, fmt.Errorf("frame: %w", err)
	}
	return f, nil
}

// Writer writes whole frames, from any goroutine.
type Writer struct {
	mu sync.Mutex
	w  io.Writer
}

// NewWriter returns a Writer on w.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// Write writes one frame.
func (w *Writer) Write(f Frame) error {
	body, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("frame: %w", err)
	}
	if len(body) > limit {
		return errLength
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	buf := binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(body)), uint32(len(body)))
	_, err = w.w.Write(append(buf, body...))
	return err
}
