package message

import (
	"context"
	"encoding/json"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Config describes a Core. Evaluator and Send are required.
type Config struct {
	Evaluator Evaluator
	Send      func(Message) // receives everything for clients, in order; must not block for long or call Core
	Shutdown  func(restart bool)
	Version   string  // of the kernel, shown to clients
	Session   string  // default: random
	History   History // of this and earlier kernels; nil: of this one alone

	// AbortWindow is how long after a request's arrival its failure waits before
	// it aborts the queue, so that requests sent together with it are caught.
	AbortWindow time.Duration
}

// Core answers requests. Its methods may be called from any goroutine.
type Core struct {
	cfg     Config
	session string
	life    context.Context
	end     context.CancelFunc
	wake    chan struct{}

	sending sync.Mutex // orders what is sent
	sent    int

	asking    chan struct{} // holds a token while a client is asked for a line
	answers   chan string
	expecting atomic.Bool // an answer

	mu      sync.Mutex
	queue   []request
	cancel  context.CancelFunc // of the running cell
	count   int
	history history
	comms   map[string]channel // that are open, by id

	recalled bool // history has the earlier sessions
}

// request is a message that Core has accepted.
type request struct {
	Message
	kind    string // message type
	arrived time.Time
}

// New returns a Core that is ready for Deliver.
func New(cfg Config) *Core {
	life, end := context.WithCancel(context.Background())
	if cfg.History == nil {
		cfg.History = forgetful{}
	}
	c := &Core{cfg: cfg, session: cfg.Session, life: life, end: end, wake: make(chan struct{}, 1), comms: map[string]channel{}}
	c.asking, c.answers = make(chan struct{}, 1), make(chan string, 1)
	if c.session == "" {
		c.session = newSession()
	}
	go c.serve()
	return c
}

// Session returns the id that every message of this Core carries.
func (c *Core) Session() string { return c.session }

// Start tells clients that the kernel is starting.
func (c *Core) Start() {
	c.send(Message{Channel: IOPub, Parent: empty()}, "status", state("starting"))
}

// Welcome is the message with which a kernel greets a client that has subscribed to
// a topic of iopub. It is for that client alone and not sent.
func (c *Core) Welcome(topic string) Message {
	body, _ := encode(map[string]string{"subscription": topic})
	c.sending.Lock()
	defer c.sending.Unlock()
	return c.dress(Message{Channel: IOPub, Parent: empty()}, "iopub_welcome", body)
}

// Close ends the Core: the running cell is canceled, the queue forgotten.
func (c *Core) Close() { c.end() }

// Interrupt cancels the running cell, if there is one.
func (c *Core) Interrupt() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cancel != nil {
		c.cancel()
	}
}

// Deliver accepts a client's message. Requests that need the evaluator, and all
// others of the shell channel, wait for their turn; requests on control are
// answered before Deliver returns. A message without a type is dropped.
func (c *Core) Deliver(m Message) {
	r := request{Message: m, kind: m.Type(), arrived: time.Now()}
	if r.kind == "" || c.life.Err() != nil {
		return
	}
	switch r.kind {
	case "input_reply":
		c.answered(m)
	case "interrupt_request", "shutdown_request":
		c.handle(r)
	case "execute_request", "is_complete_request", "comm_open", "comm_msg", "comm_close":
		c.enqueue(r)
	default:
		if m.Channel == Control {
			c.handle(r)
		} else {
			c.enqueue(r)
		}
	}
}

func (c *Core) enqueue(r request) {
	c.mu.Lock()
	c.queue = append(c.queue, r)
	c.mu.Unlock()
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// serve works through the queue until Close.
func (c *Core) serve() {
	for {
		r, ok := c.next()
		if ok {
			c.handle(r)
			continue
		}
		select {
		case <-c.wake:
		case <-c.life.Done():
			return
		}
	}
}

func (c *Core) next() (request, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.queue) == 0 || c.life.Err() != nil {
		return request{}, false
	}
	r := c.queue[0]
	c.queue = c.queue[1:]
	return r, true
}

// handle answers one request between its busy and its idle.
func (c *Core) handle(r request) {
	c.publish(r, "status", state("busy"))
	after := c.answer(r)
	c.publish(r, "status", state("idle"))
	if after != nil {
		after()
	}
}

// answer dispatches a request; what it returns runs after the idle.
func (c *Core) answer(r request) (after func()) {
	switch r.kind {
	case "execute_request":
		return c.execute(r)
	case "shutdown_request":
		return c.shutdown(r)
	case "interrupt_request":
		c.Interrupt()
		c.reply(r, okReply{Status: "ok"})
	case "kernel_info_request":
		c.reply(r, c.kernelInfo())
	case "is_complete_request":
		c.isComplete(r)
	case "complete_request":
		c.complete(r)
	case "inspect_request":
		c.inspect(r)
	case "history_request":
		c.historyReply(r)
	case "comm_info_request":
		c.commInfo(r)
	case "comm_open", "comm_msg", "comm_close":
		c.comm(r)
	}
	return nil
}

// reply answers a request on the channel it came by.
func (c *Core) reply(r request, content any) {
	kind := r.kind
	if n := len(kind) - len("_request"); n > 0 && kind[n:] == "_request" {
		kind = kind[:n]
	}
	c.send(Message{Channel: r.Channel, Identities: r.Identities, Parent: r.Header}, kind+"_reply", content)
}

// publish broadcasts something that a request caused.
func (c *Core) publish(r request, kind string, content any) {
	c.send(Message{Channel: IOPub, Parent: r.Header}, kind, content)
}

// send completes a message and passes it on. All content can be expressed as
// JSON: what comes from a cell was encoded before.
func (c *Core) send(m Message, kind string, content any) {
	body, err := encode(content)
	if err != nil {
		body = empty()
	}
	c.sending.Lock()
	defer c.sending.Unlock()
	c.cfg.Send(c.dress(m, kind, body))
}

// dress gives a message its header and its content. The lock of sending is held.
func (c *Core) dress(m Message, kind string, body json.RawMessage) Message {
	c.sent++
	id := c.session + "-" + strconv.Itoa(c.sent)
	m.Header, _ = encode(header{ID: id, Session: c.session, Username: "kernel", Date: now(), Type: kind, Version: ProtocolVersion})
	if m.Content = body; m.Metadata == nil {
		m.Metadata = empty()
	}
	return m
}

type okReply struct {
	Status string `json:"status"`
}

func state(s string) any { return map[string]string{"execution_state": s} }
