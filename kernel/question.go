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
