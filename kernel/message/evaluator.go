package message

import (
	"context"
	"encoding/json"
)

// Cell is the code of one execute request.
type Cell struct {
	Code   string `json:"code"`
	Number int    `json:"number"` // execution count, shown in errors as In[Number]
	Silent bool   `json:"silent,omitempty"`
	Input  bool   `json:"input,omitempty"` // the client answers Output.Input

	// Expressions are evaluated when the cell has succeeded, and given to
	// Output.Answer.
	Expressions map[string]string `json:"expressions,omitempty"`
	// Earlier are cells that ran before, where a session may have lost them.
	Earlier []Cell `json:"earlier,omitempty"`
}

// Failure says how a cell failed: Go's word for the kind, the message and the
// lines of a traceback.
type Failure struct {
	Name      string   `json:"ename"`
	Value     string   `json:"evalue"`
	Traceback []string `json:"traceback"`
}

// Output receives what a cell produces, in order. Data is whatever JSON turns
// into an object from MIME types to values: a map with []byte for binary forms,
// or a json.RawMessage. An Output stays valid after its cell has ended: late
// output of a goroutine appears under the cell that started it.
type Output interface {
	// Stream appends text to "stdout" or "stderr".
	Stream(name, text string)
	// Display shows data. A non-empty id names the place; with update set, data
	// replaces what was shown there.
	Display(data any, id string, update bool)
	// Result shows the value of the cell's last expression.
	Result(data any)
	// Clear empties the cell's output, at once or, with wait set, when the next
	// output arrives.
	Clear(wait bool)
	// Input asks the client's user for a line and waits for it, until ctx ends.
	// With password set the line is not shown.
	Input(ctx context.Context, prompt string, password bool) (string, error)
	// Next puts text in the place of the cell, for the user to run.
	Next(text string)
	// Page shows data apart from the cell's output, as documentation.
	Page(data any)
	// Comm is a message on a channel to the front end: of kind comm_open, comm_msg
	// or comm_close, its content and metadata in JSON.
	Comm(kind string, content, metadata json.RawMessage)
	// Answer is the value of an expression of the cell, or why it has none.
	Answer(name string, data any, f *Failure)
}

// Completion is what can stand at a cursor. Start and End are where in the code
// what it replaces begins and ends, in code points.
type Completion struct {
	Matches []Match `json:"matches"`
	Start   int     `json:"start"`
	End     int     `json:"end"`
}

// Match is one completion: its text, its kind ("function", "field" …) and, for
// what has one, its signature.
type Match struct {
	Text      string `json:"text"`
	Type      string `json:"type,omitempty"`
	Signature string `json:"signature,omitempty"`
}

// Evaluator runs cells. Core calls its methods from one goroutine, one at a time.
type Evaluator interface {
	// Execute runs a cell and returns after its last output. It returns soon
	// after ctx is canceled, which is how an interrupt arrives; nil is success.
	Execute(ctx context.Context, c Cell, out Output) *Failure
	// IsComplete says whether code is "complete", "incomplete" (then with the
	// indent of the next line), "invalid" or "unknown".
	IsComplete(code string) (status, indent string)
	// Complete says what can stand at a cursor, given in code points.
	Complete(code string, cursor int) Completion
	// Inspect describes what stands at a cursor: the more, the higher detail is.
	// Data is as in Output, nil if nothing is known.
	Inspect(code string, cursor, detail int) (data any)
	// Comm takes a client's message of kind comm_open, comm_msg or comm_close, and
	// reports whether there is such a channel. It is interrupted as Execute is.
	Comm(ctx context.Context, kind string, content json.RawMessage, out Output) (known bool)
}
