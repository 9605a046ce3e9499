package worker

import (
	"bytes"
	"encoding/json"

	"github.com/udl-go/lab/kernel/internal/frame"
	"github.com/udl-go/lab/kernel/message"
	"github.com/udl-go/lab/kernel/session"
	"github.com/udl-go/lab/udl"
)

// output sends what the cell of a request produces to the kernel.
type output struct {
	w  *worker
	id int
}

// send sends a frame as the cell's.
func (o output) send(f frame.Frame) {
	f.ID = o.id
	o.w.send(f)
}

// Stream implements session.Output.
func (o output) Stream(name, text string) {
	o.send(frame.Frame{Op: frame.Stream, Name: name, Text: text})
}

// Display implements session.Output.
func (o output) Display(b udl.Bundle, id string, update bool) {
	o.show(frame.Frame{Op: frame.Display, Name: id, Update: update}, b)
}

// Result implements session.Output.
func (o output) Result(b udl.Bundle) { o.show(frame.Frame{Op: frame.Result}, b) }

// Clear implements session.Output.
func (o output) Clear(wait bool) { o.send(frame.Frame{Op: frame.Clear, Update: wait}) }

// Page implements session.Output.
func (o output) Page(b udl.Bundle) { o.show(frame.Frame{Op: frame.Page}, b) }

// Comm implements session.Output.
func (o output) Comm(kind string, content, metadata []byte) {
	o.send(frame.Frame{Op: frame.Comm, Name: kind, Text: string(metadata), Data: content})
}

// Answer implements session.Output.
func (o output) Answer(name string, b udl.Bundle, f *session.Failure) {
	if f != nil {
		o.send(frame.Frame{Op: frame.Value, Name: name, Failure: failure(f)})
		return
	}
	o.show(frame.Frame{Op: frame.Value, Name: name}, b)
}

func failure(f *session.Failure) *message.Failure {
	return &message.Failure{Name: f.Name, Value: f.Value, Traceback: f.Traceback}
}

// show sends a value. One that JSON cannot express is a line on stderr.
func (o output) show(f frame.Frame, b udl.Bundle) {
	data, err := encode(b)
	if err != nil {
		o.Stream("stderr", "cannot show this value: "+err.Error()+"\n")
		return
	}
	f.Data = data
	o.send(f)
}

func encode(b udl.Bundle) ([]byte, error) {
	var data bytes.Buffer
	e := json.NewEncoder(&data)
	e.SetEscapeHTML(false) // HTML and SVG would grow by half
	err := e.Encode(b)
	return bytes.TrimSuffix(data.Bytes(), []byte("\n")), err
}
