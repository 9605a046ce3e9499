package worker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"sync"

	"github.com/udl-go/lab/kernel/internal/frame"
	"github.com/udl-go/lab/kernel/message"
	"github.com/udl-go/lab/kernel/session"
)

// worker connects the session with the pipes.
type worker struct {
	session *session.Session
	to      *frame.Writer
	work    chan task

	asking  sync.Mutex       // one question at a time
	answers chan frame.Frame // to it
	asked   int              // number of the last

	mu     sync.Mutex
	cancel context.CancelFunc // of the running cell
}

// Main is the worker's whole life: it answers the kernel until the kernel's pipe
// closes. The caller then ends the process, whatever is still running.
func Main() error {
	h, err := newHost()
	if err != nil {
		return fmt.Errorf("worker: it is started by the kernel, not by hand: %w", err)
	}
	signal.Ignore(os.Interrupt) // the kernel decides what an interrupt means
	log.SetOutput(io.Discard)   // the interpreter's remarks; cells have their own log
	w := &worker{to: frame.NewWriter(h.out), work: make(chan task, 1), answers: make(chan frame.Frame, 1)}
	w.session, err = session.New(session.Options{
		Env:    os.Environ(),
		Host:   machine{},
		Stdout: h.stdout,
		Stderr: h.stderr,
		Strays: h.drain,
		Trace:  func(line string) { w.send(frame.Frame{Op: frame.Trace, Text: line}) },
	})
	if err != nil {
		return err
	}
	go h.watch(w.session.Flush)
	go w.serve()
	w.send(frame.Frame{Op: frame.Ready})
	return w.listen(h.in)
}

// send writes a frame. When it cannot, the kernel is gone and listen returns.
func (w *worker) send(f frame.Frame) { _ = w.to.Write(f) }

// listen reads what the kernel asks, and answers at once what does not need the
// session.
func (w *worker) listen(in io.Reader) error {
	for {
		f, err := frame.Read(in)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("worker: %w", err)
		}
		switch f.Op {
		case frame.Ping:
			w.send(frame.Frame{Op: frame.Pong})
		case frame.Cancel:
			w.mu.Lock()
			if w.cancel != nil {
				w.cancel()
			}
			w.mu.Unlock()
		case frame.Answer:
			select {
			case w.answers <- f:
			default:
			}
		default:
			w.work <- w.begin(f)
		}
	}
}

// task is a request with the context that a cancel ends.
type task struct {
	frame.Frame
	ctx context.Context
}

// begin makes a request interruptible before it waits for its turn, so that a
// cancel right behind it is not lost.
func (w *worker) begin(f frame.Frame) task {
	ctx, cancel := context.WithCancel(context.Background())
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cancel = cancel
	return task{f, ctx}
}

// serve answers requests, one after the other.
func (w *worker) serve() {
	for t := range w.work {
		if t.Cell == nil && t.Op != frame.Comm {
			continue
		}
		done := frame.Frame{Op: frame.Done, ID: t.ID}
		switch t.Op {
		case frame.Whole:
			done.Name, done.Text = session.IsComplete(t.Cell.Code)
		case frame.Complete:
			done.Completion = w.complete(t)
		case frame.Inspect:
			if b, ok := w.session.Inspect(t.Cell.Code, t.Cursor, t.Detail); ok {
				done.Data, _ = encode(b)
			}
		case frame.Comm:
			done.Update = w.session.Comm(t.ctx, t.Name, t.Data, output{w, t.ID})
		case frame.Execute:
			c := session.Cell{Code: t.Cell.Code, Number: t.Cell.Number, Input: t.Cell.Input, Expressions: t.Cell.Expressions}
			for _, e := range t.Cell.Earlier {
				c.Earlier = append(c.Earlier, session.Cell{Code: e.Code, Number: e.Number})
			}
			if f := w.session.Execute(t.ctx, c, output{w, t.ID}); f != nil {
				done.Failure = failure(f)
			}
		}
		w.send(done)
	}
}

// complete answers what can stand at a cursor.
func (w *worker) complete(t task) *message.Completion {
	c := w.session.Complete(t.Cell.Code, t.Cursor)
	out := &message.Completion{Start: c.Start, End: c.End}
	for _, m := range c.Matches {
		out.Matches = append(out.Matches, message.Match(m))
	}
	return out
}
