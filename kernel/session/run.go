package session

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/udl-go/lab/kernel/internal/value"
	"github.com/udl-go/lab/kernel/session/internal/world"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/dataset"
	"github.com/udl-go/lab/udl/display"
)

// run is one execution of a cell.
type run struct {
	ctx  context.Context // the cell's: what context.Background() yields
	cell Cell
	out  Output
	late *buffer // output of goroutines that outlive the cell
	exit atomic.Pointer[int]
	deny atomic.Bool   // it read input that it cannot have
	done chan struct{} // closed when the cell's goroutine has ended

	// What follows belongs to the cell's goroutine until done is closed.
	known []string // names that were declared before
	unit  *world.Unit
	take  func(values []any) // receives what would be shown; nil: it is shown
	shown udl.Bundle
	err   error

	goroutine uint64
	overflow  *stackOverflow // what ended the goroutine
	overflows overflows
}

var errInterrupted = errors.New("the cell was interrupted")

// begin makes r the running cell. Its context carries the cell's sinks and ends
// with an interrupt, as do those of earlier cells since the last one.
func (s *Session) begin(c Cell, out Output) *run {
	s.mu.Lock()
	if s.base.Err() != nil {
		s.base, s.stop = context.WithCancel(context.Background())
		s.engine().halting.off()
	}
	ctx := s.base
	s.mu.Unlock()
	show := func(b udl.Bundle, id string, update bool) {
		s.out.frame(func(o Output) { o.Display(b, id, update) })
	}
	ctx = udl.WithDisplay(ctx, show)
	ctx = udl.WithProgress(ctx, display.NewTraining(show).Progress)
	ctx = udl.WithClear(ctx, s.out.clear)
	ctx = udl.WithComms(ctx, s.comms)
	ctx = udl.WithPrinter(ctx, s.out.writer("stdout"))
	if s.opts.Files != nil {
		ctx = dataset.WithFiles(ctx, s.opts.Files)
	}
	r := &run{ctx: ctx, cell: c, out: out, done: make(chan struct{})}
	if last := s.advance(r); last != nil && last.overflows.found.Load() > 0 {
		value.Economize(false)
	}
	s.trace.reset()
	return r
}

// cellContext is what context.Background() and TODO() yield in cells: the context of the
// cell that runs, whichever that is. So a context that one cell keeps in a
// variable is good for the next ones, even after an interrupt.
type cellContext struct {
	s    *Session
	name string // of the function
}

// String names the context as package context does.
func (c cellContext) String() string { return "context." + c.name }

// Deadline implements context.Context.
func (c cellContext) Deadline() (time.Time, bool) { return time.Time{}, false }

// Done implements context.Context.
func (c cellContext) Done() <-chan struct{} { return c.s.current.Load().ctx.Done() }

// Err implements context.Context.
func (c cellContext) Err() error { return c.s.current.Load().ctx.Err() }

// Value implements context.Context.
func (c cellContext) Value(key any) any { return c.s.current.Load().ctx.Value(key) }

// work does what a plan says and runs its jobs.
func (s *Session) work(r *run, p plan, jobs []*job) error {
	if err := s.perform(r.ctx, p); err != nil {
		return err
	}
	for _, j := range jobs {
		if err := s.job(r, j); err != nil {
			return err
		}
	}
	return nil
}

// run calls do in a goroutine of its own and returns when that has ended or, after
// a cancel of ctx, when it no longer keeps a processor busy.
func (s *Session) run(ctx context.Context, r *run, do func() error) error {
	defer context.AfterFunc(ctx, s.interrupt)()
	go s.houses(r, func() {
		defer close(r.done)
		r.goroutine = value.Goroutine()
		defer func() {
			if r.overflow != nil {
				r.err = r.overflow
			}
		}()
		r.err = do()
	})()
	select {
	case <-r.done:
	case <-r.ctx.Done():
	}
	if r.ctx.Err() != nil {
		s.engine().halt(r.done)
	}
	if r.deny.Load() {
		return errNoInput
	}
	if code := r.exit.Load(); code != nil {
		return &exitError{*code}
	}
	if r.ctx.Err() != nil {
		return errInterrupted
	}
	return r.err
}

// job runs one job and shows its value.
func (s *Session) job(r *run, j *job) error {
	w := newWatch(j.timed)
	err := s.engine().execute(r, j)
	w.tell(s)
	if err == nil && r.ctx.Err() == nil && r.shown != nil {
		b := r.shown
		s.out.frame(func(o Output) { o.Result(b) })
	}
	r.shown = nil
	return err
}

// execute runs the programs of a job, until the cell is interrupted.
func (e *engine) execute(r *run, j *job) error {
	r.unit = j.unit
	for _, p := range j.programs {
		if r.ctx.Err() != nil {
			break
		}
		if _, err := e.interp.Execute(p); err != nil {
			return err
		}
	}
	return nil
}

// interrupt ends what runs. The next cell begins with a new context.
func (s *Session) interrupt() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.engine().halting.on() // before the context tells the cell that it ends
	s.stop()
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
