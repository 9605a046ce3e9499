package kernel

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net"
	"sync"
	"time"
)

const (
	maxMessage = 256 << 20 // of one incoming message, all frames together
	maxQueue   = 256 << 20 // waiting for one peer to read
	frameCost  = 64        // what a frame costs besides its bytes
	lastWords  = time.Second
	maxTopic   = 255 // bytes of a topic that a welcome repeats
)

var errTooSlow = errors.New("kernel: peer does not read")

// guardConn is a connection whose incoming frames are bounded and whose writes
// never wait for the peer.
type guardConn struct {
	net.Conn
	in      io.Reader
	inbound frames
	welcome func(topic string) []byte // a message for who subscribes, nil if there is none
	topics  []string                  // subscriptions that zmq4 may not know yet

	mu       sync.Mutex
	outbound frames
	greeting [][]byte // messages that wait for the end of another
	waiting  sync.Cond
	queue    net.Buffers
	size     int
	skip     int // bytes of zmq4's greeting, which was sent already
	err      error
}

// newGuardConn guards c, from which hello was read already. Its writer is one of
// writers. Where welcome is set, it tells who subscribes to a topic that the
// subscription holds.
func newGuardConn(c net.Conn, hello []byte, writers *sync.WaitGroup, welcome func(topic string) []byte) *guardConn {
	g := &guardConn{
		Conn:    c,
		in:      io.MultiReader(bytes.NewReader(hello), bufio.NewReaderSize(c, 32<<10)),
		skip:    greetingSize,
		welcome: welcome,
	}
	g.inbound.skip, g.inbound.limit = greetingSize, maxMessage
	if welcome != nil {
		g.inbound.keep, g.inbound.each = 1+maxTopic, g.subscription
	}
	g.waiting.L = &g.mu
	writers.Go(g.write)
	return g
}

// subscription notes a frame that asks for a topic.
func (g *guardConn) subscription(flags byte, body []byte) {
	if flags&^flagLong == 0 && len(body) > 0 && body[0] == 1 {
		g.topics = append(g.topics, string(body[1:]))
	}
}

// Read implements net.Conn.
func (g *guardConn) Read(p []byte) (int, error) {
	if len(g.topics) > 0 { // who reads on has done what was asked before
		for _, t := range g.topics {
			g.greet(g.welcome(t))
		}
		g.topics = nil
	}
	n, err := g.in.Read(p)
	if bad := g.inbound.pass(p[:n]); bad != nil {
		g.Conn.Close()
		return 0, bad
	}
	return n, err
}

// Write implements net.Conn: it queues a copy of p.
func (g *guardConn) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.err != nil {
		return 0, g.err
	}
	n := len(p)
	s := min(g.skip, n)
	g.skip -= s
	p = p[s:]
	if len(p) == 0 {
		return n, nil
	}
	if g.size > 0 && g.size+len(p) > maxQueue {
		g.fail(errTooSlow)
		return 0, g.err
	}
	g.queue = append(g.queue, bytes.Clone(p))
	g.size += len(p)
	_ = g.outbound.pass(p)
	g.insert()
	g.waiting.Signal()
	return n, nil
}

// greet sends a message between those of zmq4, which writes them in pieces.
func (g *guardConn) greet(m []byte) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.err != nil || len(m) == 0 {
		return
	}
	if g.size+len(m) > maxQueue { // it subscribes again and again and does not read
		g.fail(errTooSlow)
		return
	}
	g.greeting = append(g.greeting, m)
	g.insert()
}

// insert queues what waits for the end of a message, if it is there. The lock is
// held.
func (g *guardConn) insert() {
	if g.outbound.open || g.skip > 0 {
		return
	}
	for _, m := range g.greeting {
		g.queue = append(g.queue, m)
		g.size += len(m)
		g.waiting.Signal()
	}
	g.greeting = nil
}

// fail ends the connection. The lock is held.
func (g *guardConn) fail(err error) {
	if g.err == nil {
		g.err = err
		g.queue = nil
	}
	g.Conn.Close()
	g.waiting.Signal()
}

// write sends what is queued until the connection ends, and then closes it.
func (g *guardConn) write() {
	defer g.Conn.Close()
	for {
		g.mu.Lock()
		for len(g.queue) == 0 && g.err == nil {
			g.waiting.Wait()
		}
		batch := g.queue
		g.queue = nil
		g.mu.Unlock()
		if len(batch) == 0 {
			return
		}
		sent, err := batch.WriteTo(g.Conn)
		g.mu.Lock()
		g.size -= int(sent)
		if err != nil {
			g.fail(err)
		}
		g.mu.Unlock()
	}
}

// Close implements net.Conn. It returns at once; what is queued still goes out,
// if the peer reads.
func (g *guardConn) Close() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.err == nil {
		g.err = net.ErrClosed
		_ = g.Conn.SetWriteDeadline(time.Now().Add(lastWords))
		g.waiting.Signal()
	}
	return nil
}
