package bridge

import (
	"context"
	"encoding/json"

	"github.com/udl-go/lab/kernel/message"
	"github.com/udl-go/lab/kernel/session"
	"github.com/udl-go/lab/udl"
)

// evaluator lets the protocol run cells in a session of the same process.
type evaluator struct{ session *session.Session }

// Execute implements message.Evaluator.
func (e evaluator) Execute(ctx context.Context, c message.Cell, out message.Output) *message.Failure {
	f := e.session.Execute(ctx, session.Cell{Code: c.Code, Number: c.Number, Input: c.Input, Expressions: c.Expressions}, output{out})
	return failure(f)
}

func failure(f *session.Failure) *message.Failure {
	if f == nil {
		return nil
	}
	return &message.Failure{Name: f.Name, Value: f.Value, Traceback: f.Traceback}
}

// IsComplete implements message.Evaluator.
func (e evaluator) IsComplete(code string) (status, indent string) { return session.IsComplete(code) }

// Complete implements message.Evaluator.
func (e evaluator) Complete(code string, cursor int) message.Completion {
	c := e.session.Complete(code, cursor)
	out := message.Completion{Start: c.Start, End: c.End}
	for _, m := range c.Matches {
		out.Matches = append(out.Matches, message.Match(m))
	}
	return out
}

// Inspect implements message.Evaluator.
func (e evaluator) Inspect(code string, cursor, detail int) any {
	if b, ok := e.session.Inspect(code, cursor, detail); ok {
		return b
	}
	return nil
}

// Comm implements message.Evaluator.
func (e evaluator) Comm(ctx context.Context, kind string, content json.RawMessage, out message.Output) bool {
	return e.session.Comm(ctx, kind, content, output{out})
}

// output passes a session's values on as what becomes JSON.
type output struct{ message.Output }

// Display implements session.Output.
func (o output) Display(b udl.Bundle, id string, update bool) { o.Output.Display(b, id, update) }

// Result implements session.Output.
func (o output) Result(b udl.Bundle) { o.Output.Result(b) }

// Page implements session.Output.
func (o output) Page(b udl.Bundle) { o.Output.Page(b) }

// Answer implements session.Output.
func (o output) Answer(name string, b udl.Bundle, f *session.Failure) {
	o.Output.Answer(name, b, failure(f))
}

// Comm implements session.Output.
func (o output) Comm(kind string, content, metadata []byte) { o.Output.Comm(kind, content, metadata) }
