package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"

	"github.com/traefik/yaegi/interp"

	"github.com/udl-go/lab/kernel/internal/value"
	"github.com/udl-go/lab/udl"
)

// Kinds of messages on channels to the front end.
const (
	commOpen  = "comm_open"
	commMsg   = "comm_msg"
	commClose = "comm_close"
)

// comms are the channels to the front end that cells have opened.
type comms struct {
	s *Session

	mu   sync.Mutex
	open map[string]func(data []byte)
}

// comm is one of them.
type comm struct {
	of *comms
	id string
}

// Open implements udl.Comms.
func (c *comms) Open(target string, data, metadata any, receive func(data []byte)) (udl.Comm, error) {
	m := &comm{of: c, id: fmt.Sprintf("%016x%016x", rand.Uint64(), rand.Uint64())} // a front end may remember those of other kernels
	if receive == nil {
		receive = func([]byte) {}
	}
	c.mu.Lock()
	c.open[m.id] = receive
	c.mu.Unlock()
	if err := m.send(commOpen, map[string]any{"comm_id": m.id, "target_name": target, "data": data}, metadata); err != nil {
		c.forget(m.id)
		return nil, err
	}
	return m, nil
}

func (c *comms) receiver(id string) func(data []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.open[id]
}

func (c *comms) forget(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.open, id)
}

// reset forgets all channels: their functions belong to a session that is gone.
func (c *comms) reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.open)
}

// ID implements udl.Comm.
func (m *comm) ID() string { return m.id }

// Send implements udl.Comm.
func (m *comm) Send(data any) error {
	if m.of.receiver(m.id) == nil {
		return errors.New("comm: the channel is closed")
	}
	return m.send(commMsg, map[string]any{"comm_id": m.id, "data": data}, nil)
}

// Close implements udl.Comm. A closed channel stays closed.
func (m *comm) Close() error {
	if m.of.receiver(m.id) == nil {
		return nil
	}
	m.of.forget(m.id)
	return m.send(commClose, map[string]any{"comm_id": m.id, "data": map[string]any{}}, nil)
}

func (m *comm) send(kind string, content, metadata any) error {
	body, err := json.Marshal(content)
	if err != nil {
		return fmt.Errorf("comm: %w", err)
	}
	meta := []byte("{}")
	if metadata != nil {
		if meta, err = json.Marshal(metadata); err != nil {
			return fmt.Errorf("comm: %w", err)
		}
	}
	m.of.s.out.frame(func(o Output) { o.Comm(kind, body, meta) })
	return nil
}

// Comm takes a message of the front end on a channel, or its wish to open one, and
// reports whether there is such a channel. What the message causes is output to
// out; a failure is text on stderr. It returns soon after ctx is canceled.
func (s *Session) Comm(ctx context.Context, kind string, content []byte, out Output) (known bool) {
	var q struct {
		ID   string          `json:"comm_id"`
		Data json.RawMessage `json:"data"`
	}
	if json.Unmarshal(content, &q) != nil || kind == commOpen { // cells offer no targets
		return false
	}
	receive := s.comms.receiver(q.ID)
	if receive == nil {
		return false
	}
	if kind == commClose {
		s.comms.forget(q.ID)
		return true
	}
	s.executing.Lock()
	defer s.executing.Unlock()
	s.out.to(out)
	defer s.out.finish()
	r := s.begin(Cell{Number: aside}, out)
	err := s.run(ctx, r, func() (err error) {
		defer func() {
			if v := recover(); v != nil {
				err = leftBy(v)
			}
		}()
		receive(q.Data)
		return nil
	})
	if err != nil {
		for _, line := range s.failure(r.cell, err).Traceback {
			_, _ = s.out.writer("stderr").Write([]byte(line + "\n"))
		}
	}
	return true
}

// leftBy is a panic that left compiled code, as the interpreter reports it.
func leftBy(v any) error {
	if _, leaving := v.(value.Uncatchable); leaving {
		return nil
	}
	return interp.Panic{Value: v}
}
