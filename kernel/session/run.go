package session

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/traefik/yaegi/interp"

	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/dataset"
	"github.com/udl-go/lab/udl/display"
)

// run is one execution of a cell.
type run struct {
	number int
	ctx    context.Context // the cell's: what context.Background() yields
	line   atomic.Int64    // of the statement that runs
	exit   atomic.Pointer[int]
	done   chan struct{} // closed when the cell's goroutine has ended

	// What follows belongs to the cell's goroutine until done is closed.
	job      func()
	deferred []func()
	call     bool // the last expression is a call
	shown    udl.Bundle
	err      error
}

var errInterrupted = errors.New("the cell was interrupted")

// begin makes r the running cell. Its context carries the cell's sinks and ends
// with an interrupt, as do those of earlier cells since the last one.
func (s *Session) begin() *run {
	s.mu.Lock()
	if s.base.Err() != nil {
		s.base, s.stop = context.WithCancel(context.Background())
	}
	ctx := s.base
	s.mu.Unlock()
	show := func(b udl.Bundle, id string, update bool) {
		s.out.frame(func(o Output) { o.Display(b, id, update) })
	}
	ctx = udl.WithDisplay(ctx, show)
	ctx = udl.WithProgress(ctx, display.NewTraining(show).Progress)
	ctx = udl.WithPrinter(ctx, s.out.writer("stdout"))
	if s.opts.Files != nil {
		ctx = dataset.WithFiles(ctx, s.opts.Files)
	}
	r := &run{number: s.next(), ctx: ctx, done: make(chan struct{})}
	r.line.Store(1)
	s.current.Store(r)
	s.trace.reset()
	return r
}

// cellContext is what context.Background() yields in cells: the context of the
// cell that runs, whichever that is. So a context that one cell keeps in a
// variable is good for the next ones, even after an interrupt.
type cellContext struct{ s *Session }

// Deadline implements context.Context.
func (c cellContext) Deadline() (time.Time, bool) { return time.Time{}, false }

// Done implements context.Context.
func (c cellContext) Done() <-chan struct{} { return c.s.current.Load().ctx.Done() }

// Err implements context.Context.
func (c cellContext) Err() error { return c.s.current.Load().ctx.Err() }

// Value implements context.Context.
func (c cellContext) Value(key any) any { return c.s.current.Load().ctx.Value(key) }

// next numbers executions; unlike cells' numbers these never repeat.
func (s *Session) next() int {
	if r := s.current.Load(); r != nil {
		return r.number + 1
	}
	return 1
}

// run executes the programs of a cell in a goroutine of its own and returns when
// they have ended or, after a cancel of ctx, when they no longer keep a
// processor busy.
func (s *Session) run(ctx context.Context, r *run, programs []*interp.Program) error {
	r.job = func() {
		defer close(r.done)
		defer r.runDeferred()
		for _, p := range programs {
			if r.ctx.Err() != nil {
				break
			}
			if _, r.err = s.interp.Execute(p); r.err != nil {
				break
			}
		}
		if r.ctx.Err() != nil {
			runtime.Goexit() // nobody waits for the interpreter's own last steps
		}
	}
	defer context.AfterFunc(ctx, s.interrupt)()
	_, err := s.interp.EvalWithContext(r.ctx, hookName+".Run()")
	if code := r.exit.Load(); code != nil {
		return &exitError{*code}
	}
	if r.ctx.Err() != nil {
		settle(r.done)
		return errInterrupted
	}
	<-r.done
	return errors.Join(r.err, err)
}

// interrupt ends what runs. The next cell begins with a new context.
func (s *Session) interrupt() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stop()
}

// runDeferred runs the cell's own defer statements, the last one first.
func (r *run) runDeferred() {
	for len(r.deferred) > 0 && r.exit.Load() == nil {
		f := r.deferred[len(r.deferred)-1]
		r.deferred = r.deferred[:len(r.deferred)-1]
		f()
	}
}

// quit ends the running cell as os.Exit ends a program: from whatever goroutine.
func (s *Session) quit(code int) {
	r := s.current.Load()
	r.exit.CompareAndSwap(nil, &code)
	s.interrupt()
	runtime.Goexit()
}

// exitError is a call of os.Exit.
type exitError struct{ code int }

// Error implements error.
func (e *exitError) Error() string { return fmt.Sprintf("exit status %d", e.code) }
