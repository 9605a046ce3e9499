package kernel

import (
	"bufio"
	"bytes"
	"encoding/binary"
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
)

var (
	errTooLarge = errors.New("kernel: message is too large")
	errTooSlow  = errors.New("kernel: peer does not read")
)

// guardConn is a connection whose incoming frames are bounded and whose writes
// never wait for the peer.
type guardConn struct {
	net.Conn
	in      io.Reader
	inbound frames

	mu      sync.Mutex
	waiting sync.Cond
	queue   net.Buffers
	size    int
	skip    int // bytes of zmq4's greeting, which was sent already
	err     error
}

// newGuardConn guards c, from which hello was read already. Its writer is one of
// writers.
func newGuardConn(c net.Conn, hello []byte, writers *sync.WaitGroup) *guardConn {
	g := &guardConn{
		Conn: c,
		in:   io.MultiReader(bytes.NewReader(hello), bufio.NewReaderSize(c, 32<<10)),
		skip: greetingSize,
	}
	g.inbound.skip = greetingSize
	g.waiting.L = &g.mu
	writers.Go(g.write)
	return g
}

// Read implements net.Conn.
func (g *guardConn) Read(p []byte) (int, error) {
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
	g.waiting.Signal()
	return n, nil
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

// frames follows the boundaries of incoming frames.
type frames struct {
	skip uint64  // bytes until the next frame
	head [9]byte // of the next frame, as far as it is here
	have int
	sum  uint64 // of the frames of this message
}

// pass takes the next bytes and reports a message that is too large.
func (f *frames) pass(p []byte) error {
	for len(p) > 0 {
		if f.skip > 0 {
			n := min(uint64(len(p)), f.skip)
			f.skip -= n
			p = p[n:]
			continue
		}
		f.head[f.have] = p[0]
		f.have++
		p = p[1:]
		long := f.head[0]&flagLong != 0
		if f.have < 2 || long && f.have < 9 {
			continue
		}
		size := uint64(f.head[1])
		if long {
			size = binary.BigEndian.Uint64(f.head[1:])
		}
		f.have = 0
		if size > maxMessage {
			return errTooLarge
		}
		f.skip = size
		if f.sum += size + frameCost; f.sum > maxMessage {
			return errTooLarge
		}
		if f.head[0]&flagMore == 0 {
			f.sum = 0
		}
	}
	return nil
}
