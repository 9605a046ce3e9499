package kernel

import (
	"context"
	"time"

	"github.com/udl-go/lab/kernel/internal/frame"
	"github.com/udl-go/lab/kernel/message"
)

// patience is how long a client waits for what it asks while somebody types.
const patience = time.Second

// question asks the worker something about a cell that does not run.
func (s *supervisor) question(f frame.Frame) (answer frame.Frame, ok bool) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	p, failure := s.ready(ctx)
	if failure != nil {
		return answer, false
	}
	s.ask(ctx, p, nil, f)
	select {
	case answer = <-s.replies:
		return answer, true
	case <-p.dead:
	case <-ctx.Done():
	}
	return answer, false
}

// IsComplete implements message.Evaluator.
func (s *supervisor) IsComplete(code string) (status, indent string) {
	r, ok := s.question(frame.Frame{Op: frame.Whole, Cell: &message.Cell{Code: code}})
	if !ok {
		return "unknown", ""
	}
	return r.Name, r.Text
}

// Complete implements message.Evaluator.
func (s *supervisor) Complete(code string, cursor int) message.Completion {
	r, ok := s.question(frame.Frame{Op: frame.Complete, Cell: &message.Cell{Code: code}, Cursor: cursor})
	if !ok || r.Completion == nil {
		return message.Completion{Start: cursor, End: cursor}
	}
	return *r.Completion
}

// Inspect implements message.Evaluator.
func (s *supervisor) Inspect(code string, cursor, detail int) any {
	r, ok := s.question(frame.Frame{Op: frame.Inspect, Cell: &message.Cell{Code: code}, Cursor: cursor, Detail: detail})
	if !ok || r.Data == nil {
		return nil
	}
	return r.Data
}

// forward asks the client for a line that the worker wants. After an interrupt
// there is no answer: the cell has ended.
func forward(ctx context.Context, p *process, out message.Output, f frame.Frame) {
	line, err := out.Input(ctx, f.Text, f.Update)
	if ctx.Err() != nil {
		return
	}
	answer := frame.Frame{Op: frame.Answer, ID: f.ID, Text: line}
	if err != nil {
		answer.Name = err.Error()
	}
	_ = p.to.Write(answer)
}
