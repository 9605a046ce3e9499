// Package frame is the language between the supervisor and its worker, on a pair
// of pipes. A frame is the lengths of its two parts, a JSON object, and the data
// of a display as they are, so that a large picture is not parsed on its way.
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
	Whole    Op = "whole"    // is Cell.Code complete?
	Complete Op = "complete" // what can stand at Cursor of Cell.Code?
	Inspect  Op = "inspect"  // what stands there, in what detail?
	Comm     Op = "comm"     // message of kind Name on a channel, its content in Data; both ways, from the worker with the metadata Text
	Answer   Op = "answer"   // Text is the line that was asked for, unless Name says why there is none
	Ping     Op = "ping"

	Ready   Op = "ready"
	Stream  Op = "stream"  // Text on stream Name
	Display Op = "display" // Data at the place Name; Update replaces
	Result  Op = "result"  // Data
	Clear   Op = "clear"   // Update: wait for the next output
	Trace   Op = "trace"   // Text: an interpreted function that a panic passes
	Done    Op = "done"    // request ID was answered: a cell with Failure or without, Whole by Name and Text, Inspect by Data
	Ask     Op = "ask"     // the client's user for a line, with the prompt Text; Update: do not show it
	Next    Op = "next"    // Text in the place of the cell
	Page    Op = "page"    // Data apart from the cell's output
	Value   Op = "value"   // Data of the expression Name, or Failure
	Pong    Op = "pong"
)

// Frame is one message. Which fields it uses depends on Op.
type Frame struct {
	Op      Op               `json:"op"`
	ID      int              `json:"id,omitempty"`
	Cell    *message.Cell    `json:"cell,omitempty"`
	Name    string           `json:"name,omitempty"`
	Text    string           `json:"text,omitempty"`
	Data    json.RawMessage  `json:"-"`
	Update  bool             `json:"update,omitempty"`
	Failure *message.Failure `json:"failure,omitempty"`
	Cursor  int              `json:"cursor,omitempty"`
	Detail  int              `json:"detail,omitempty"`

	Completion *message.Completion `json:"completion,omitempty"` // the answer to Complete
}

// limit bounds each part, so that a stray byte in a length is an error rather
// than a huge allocation.
const limit = 1 << 30

var errLength = errors.New("frame: impossible length")

// Read reads one frame. Its error is io.EOF at the end of the pipe.
func Read(r io.Reader) (f Frame, err error) {
	var head [8]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return f, err
	}
	n, d := binary.BigEndian.Uint32(head[:]), binary.BigEndian.Uint32(head[4:])
	if n == 0 || n > limit || d > limit {
		return f, errLength
	}
	body := make([]byte, int(n)+int(d))
	if _, err := io.ReadFull(r, body); err != nil {
		return f, fmt.Errorf("frame: cut off: %w", err)
	}
	if err := json.Unmarshal(body[:n], &f); err != nil {
		return f, fmt.Errorf("frame: %w", err)
	}
	if d > 0 {
		f.Data = body[n:]
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
	if len(body) > limit || len(f.Data) > limit {
		return errLength
	}
	buf := make([]byte, 0, 8+len(body)+len(f.Data))
	buf = binary.BigEndian.AppendUint32(buf, uint32(len(body)))
	buf = binary.BigEndian.AppendUint32(buf, uint32(len(f.Data)))
	buf = append(append(buf, body...), f.Data...)
	w.mu.Lock()
	defer w.mu.Unlock()
	_, err = w.w.Write(buf)
	return err
}
