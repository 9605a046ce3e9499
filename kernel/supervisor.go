package kernel

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/udl-go/lab/kernel/internal/frame"
	"github.com/udl-go/lab/kernel/message"
)

const (
	grace     = 2 * time.Second  // for a cell to end after an interrupt
	startTime = 15 * time.Second // for a worker to take cells
)

// supervisor has cells run by a worker and replaces one that dies.
type supervisor struct {
	command []string
	limit   int64 // memory of a worker, 0 for any

	mu      sync.Mutex
	worker  *process
	failed  error          // why there is no worker
	out     message.Output // of the running cell, or the last one
	outs    outputs        // of the cells before as well
	ran     survivors
	ctx     context.Context // the same cell's
	running bool
	notice  string // to be told at the next cell
	closed  bool
	replies chan frame.Frame
	id      int // of the request that a reply must have
}

func newSupervisor(command []string, limit int64) *supervisor {
	s := &supervisor{command: command, limit: limit, replies: make(chan frame.Frame, 1)}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.start()
	return s
}

// start starts a worker and watches for its end. The lock is held.
func (s *supervisor) start() {
	if s.closed {
		return
	}
	s.worker, s.failed = start(s.command, s.limit, s.handle)
	if s.failed == nil {
		go s.watch(s.worker)
	}
}

// watch replaces a worker when it dies.
func (s *supervisor) watch(p *process) {
	<-p.dead
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bury(p)
}

// bury replaces a dead worker. One that never took cells is not replaced at
// once, since the next would fare no better. The lock is held.
func (s *supervisor) bury(p *process) {
	if s.worker != p || s.closed {
		return
	}
	s.worker = nil
	if !closed(p.ready) {
		return
	}
	if !s.running {
		s.mourn(p)
	}
	s.start()
}

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// mourn tells the reader of the last cell, and of the next one, that a worker
// died between them. The lock is held.
func (s *supervisor) mourn(p *process) {
	if p.told {
		return
	}
	p.told = true
	f := died(p, s.out)
	s.notice = f.Value + "\n"
	if s.out != nil {
		s.out.Stream("stderr", text(f))
	}
}

// handle takes a frame of the worker: output, or the answer to a request.
func (s *supervisor) handle(p *process, f frame.Frame) {
	s.mu.Lock()
	out, ctx, current := s.out, s.ctx, s.worker == p && s.id == f.ID
	if of := s.outs.by[f.ID]; of != nil && f.Op != frame.Ask { // questions have numbers of their own
		out = of
	}
	s.mu.Unlock()
	switch f.Op {
	case frame.Done:
		if current {
			s.replies <- f
		}
		return
	}
	if out == nil {
		return
	}
	switch f.Op {
	case frame.Stream:
		out.Stream(f.Name, f.Text)
	case frame.Display:
		out.Display(f.Data, f.Name, f.Update)
	case frame.Result:
		out.Result(f.Data)
	case frame.Clear:
		out.Clear(f.Update)
	case frame.Next:
		out.Next(f.Text)
	case frame.Page:
		out.Page(f.Data)
	case frame.Comm:
		out.Comm(f.Name, f.Data, json.RawMessage(f.Text))
	case frame.Value:
		out.Answer(f.Name, f.Data, f.Failure)
	case frame.Ask:
		go forward(ctx, p, out, f)
	}
}

// ready returns a worker that takes cells, or why there is none.
func (s *supervisor) ready(ctx context.Context) (*process, *message.Failure) {
	s.mu.Lock()
	if s.worker != nil && closed(s.worker.dead) {
		s.bury(s.worker) // watch has not got to it yet
	}
	if s.worker == nil {
		s.start()
	}
	p, err := s.worker, s.failed
	s.mu.Unlock()
	if p == nil {
		if err == nil {
			err = context.Canceled
		}
		return nil, noWorker(err.Error(), nil)
	}
	select {
	case <-p.ready:
		return p, nil
	case <-p.dead:
		f := died(p, nil)
		return nil, noWorker(f.Value, f.Traceback)
	case <-ctx.Done():
		return nil, interrupted("before the cell began")
	case <-time.After(startTime):
		p.kill()
		return nil, noWorker("it does not answer", nil)
	}
}

// ask sends a request and returns its id.
func (s *supervisor) ask(ctx context.Context, p *process, out message.Output, f frame.Frame) {
	s.mu.Lock()
	s.id++
	f.ID = s.id
	if out != nil {
		s.out, s.ctx, s.running = out, ctx, true
		s.outs.add(f.ID, out)
		if s.notice != "" {
			out.Stream("stderr", s.notice)
			s.notice = ""
		}
	}
	select { // an answer that came too late
	case <-s.replies:
	default:
	}
	s.mu.Unlock()
	_ = p.to.Write(f) // a dead worker is noticed by who waits for the answer
}

// Execute implements message.Evaluator.
func (s *supervisor) Execute(ctx context.Context, c message.Cell, out message.Output) *message.Failure {
	p, f := s.ready(ctx)
	if f != nil {
		return f
	}
	asked := c
	s.mu.Lock()
	asked.Earlier = s.ran.wanted(c.Code)
	s.mu.Unlock()
	s.ask(ctx, p, out, frame.Frame{Op: frame.Execute, Cell: &asked})
	r, alive := s.await(ctx, p, out)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ran.add(c, r.Failure)
	s.over(p, alive)
	return r.Failure
}

// Comm implements message.Evaluator.
func (s *supervisor) Comm(ctx context.Context, kind string, content json.RawMessage, out message.Output) bool {
	p, f := s.ready(ctx)
	if f != nil {
		return false
	}
	s.ask(ctx, p, out, frame.Frame{Op: frame.Comm, Name: kind, Data: content})
	r, alive := s.await(ctx, p, out)
	if r.Failure != nil {
		out.Stream("stderr", text(r.Failure))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over(p, alive)
	return r.Update
}

// over notes that a worker runs nothing any more. The lock is held.
func (s *supervisor) over(p *process, alive bool) {
	s.running = false
	p.told = p.told || !alive
	if closed(p.dead) {
		s.mourn(p)
	}
}

// await waits for the answer to a request that runs a cell, or what a cell has
// left behind, and says whether the worker lived to report
// it. After an interrupt it has a moment to obey; then it is ended.
func (s *supervisor) await(ctx context.Context, p *process, out message.Output) (f frame.Frame, alive bool) {
	canceled := ctx.Done()
	var late <-chan time.Time
	for {
		select {
		case r := <-s.replies:
			return r, true
		case <-p.dead:
			select {
			case r := <-s.replies: // it died after the cell
				return r, true
			default:
			}
			if late != nil {
				return frame.Frame{Failure: stopped()}, false
			}
			return frame.Frame{Failure: died(p, out)}, false
		case <-canceled:
			canceled = nil
			_ = p.to.Write(frame.Frame{Op: frame.Cancel})
			t := time.NewTimer(grace)
			defer t.Stop()
			late = t.C
		case <-late:
			p.kill()
		}
	}
}

// close ends the worker.
func (s *supervisor) close() {
	s.mu.Lock()
	p := s.worker
	s.closed, s.worker = true, nil
	s.mu.Unlock()
	if p != nil {
		p.end()
	}
}
