package notebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/udl-go/lab/kernel/message"
)

// Kernel is a kernel that takes a client's messages. What it sends goes to the
// function that it was started with.
type Kernel interface {
	Deliver(message.Message)
}

// Options say how to run a notebook. Start is required.
type Options struct {
	// Start starts a kernel whose messages for clients go to send. Run does not
	// stop it.
	Start func(send func(message.Message)) (Kernel, error)

	AllowErrors bool            // go on after a cell that fails
	Interrupt   <-chan struct{} // each value interrupts the running cell
	Progress    func(Event)     // told about each step; may be nil
}

// Event says how far a run is.
type Event struct {
	Done, Total int    // code cells
	Note        string // what the running cell last said, one line
}

// CellError reports the first cell that failed.
type CellError struct {
	Number  int // of the cell among all cells, from 1
	Failure Failure
}

// Error names the cell and the reason.
func (e *CellError) Error() string {
	return fmt.Sprintf("cell %d failed: %s: %s", e.Number, e.Failure.Name, e.Failure.Value)
}

// Run executes the code cells of a notebook in order and replaces their outputs.
//
// Without AllowErrors it stops at the first cell that fails, unless that cell is
// tagged raises-exception, and returns a *CellError; the notebook then holds the
// outputs so far. A canceled ctx ends the run at once.
func Run(ctx context.Context, n *Notebook, o Options) error {
	if err := n.checkLanguage(); err != nil {
		return err
	}
	r := &run{ctx: ctx, notebook: n, options: o, inbox: newInbox(), recorder: newRecorder(), byID: map[string]*Cell{}}
	k, err := o.Start(r.inbox.put)
	if err != nil {
		return fmt.Errorf("the kernel does not start: %w", err)
	}
	r.kernel = k
	if err := r.describe(); err != nil {
		return err
	}
	n.Clear()
	for i, c := range n.Cells {
		if c.Kind == Code && !blank(c.Source) {
			r.total++
			r.byID[requestID(i)] = c
		}
	}
	for i, c := range n.Cells {
		if r.byID[requestID(i)] == nil {
			continue
		}
		r.tell("")
		err := r.execute(i, c)
		var bad *CellError
		if err != nil && !errors.As(err, &bad) {
			return err
		}
		if bad != nil && !o.AllowErrors && !c.Tagged("raises-exception") {
			return bad
		}
		r.done++
	}
	r.tell("")
	return nil
}

// run is one execution of a notebook.
type run struct {
	ctx         context.Context
	notebook    *Notebook
	options     Options
	kernel      Kernel
	inbox       *inbox
	recorder    *recorder
	byID        map[string]*Cell // cells by the id of their request
	done, total int
}

func (r *run) tell(note string) {
	if r.options.Progress != nil {
		r.options.Progress(Event{Done: r.done, Total: r.total, Note: note})
	}
}

// describe asks the kernel for its language, which notebooks record.
func (r *run) describe() error {
	reply, err := r.request(message.Shell, "kernel_info_request", "kernel-info", struct{}{})
	if err != nil {
		return err
	}
	var info struct {
		Language json.RawMessage `json:"language_info"`
	}
	if err := json.Unmarshal(reply, &info); err != nil {
		return fmt.Errorf("the kernel does not introduce itself: %w", err)
	}
	r.notebook.Metadata["language_info"] = info.Language
	return nil
}

// execute runs one cell and returns a *CellError when it fails.
func (r *run) execute(i int, c *Cell) error {
	content := map[string]any{
		"code": c.Source, "silent": false, "store_history": true,
		"user_expressions": struct{}{}, "allow_stdin": false, "stop_on_error": !r.options.AllowErrors,
	}
	reply, err := r.request(message.Shell, "execute_request", requestID(i), content)
	if err != nil {
		return err
	}
	var p struct {
		published
		Status string `json:"status"`
	}
	if err := json.Unmarshal(reply, &p); err != nil {
		return fmt.Errorf("cell %d: the kernel's reply is broken: %w", i+1, err)
	}
	c.Count = p.Count
	if p.Status == "ok" {
		return nil
	}
	return &CellError{Number: i + 1, Failure: Failure{Name: p.ErrorName, Value: p.Value, Traceback: p.Traceback}}
}

// request sends a message and serves the inbox until the kernel has both replied
// and become idle again.
func (r *run) request(ch message.Channel, kind, id string, content any) (json.RawMessage, error) {
	m, err := message.NewRequest(ch, kind, id, content)
	if err != nil {
		return nil, err
	}
	r.kernel.Deliver(m)
	var reply json.RawMessage
	idle := false
	for reply == nil || !idle {
		m, err := r.next()
		if err != nil {
			return nil, err
		}
		mine := m.ParentID() == id
		switch {
		case m.Channel != message.IOPub:
			if mine {
				reply = m.Content
			}
		case m.Type() == "status":
			idle = idle || mine && isIdle(m)
		default:
			if err := r.file(m, mine); err != nil {
				return nil, err
			}
		}
	}
	return reply, nil
}

// file keeps an output, also one that an earlier cell's goroutine sends late.
func (r *run) file(m message.Message, mine bool) error {
	c := r.byID[m.ParentID()]
	if c == nil {
		return nil
	}
	if s := note(m); mine && s != "" {
		r.tell(s)
	}
	return r.recorder.record(c, m.Type(), m.Content)
}

// next waits for a message and meanwhile passes interrupts on.
func (r *run) next() (message.Message, error) {
	for {
		select {
		case <-r.inbox.ready:
			if m, ok := r.inbox.take(); ok {
				return m, nil
			}
		case <-r.options.Interrupt:
			m, err := message.NewRequest(message.Control, "interrupt_request", "interrupt", struct{}{})
			if err != nil {
				return message.Message{}, err
			}
			go r.kernel.Deliver(m)
		case <-r.ctx.Done():
			return message.Message{}, r.ctx.Err()
		}
	}
}

func isIdle(m message.Message) bool {
	var s struct {
		State string `json:"execution_state"`
	}
	return json.Unmarshal(m.Content, &s) == nil && s.State == "idle"
}
