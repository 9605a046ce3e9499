package kernel

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/go-zeromq/zmq4/transport"
)

// zmq4 trusts its peers: it shakes hands inside the accept loop without a
// deadline and panics on a socket type it does not know, allocates whatever length a peer announces, and writes to one
// connection while all others wait. The guarded transport puts a connection
// between it and the network that does none of that: a peer is handed over only
// after its half of the handshake has arrived, announced lengths are bounded,
// and writes go to a queue of the connection's own.

// The schemes of the guarded transport.
const (
	guardedTCP = "udl-tcp"
	guardedIPC = "udl-ipc"
)

// guarded makes the transport known to zmq4, whose registry is the program's.
var guarded = sync.OnceValue(func() error {
	return errors.Join(
		zmq4.RegisterTransport(guardedTCP, guard{"tcp"}),
		zmq4.RegisterTransport(guardedIPC, guard{"unix"}),
	)
})

// guard implements zmq4's transport on a network of package net.
type guard struct{ network string }

// Dial implements transport.Transport. The kernel only listens.
func (g guard) Dial(ctx context.Context, d transport.Dialer, addr string) (net.Conn, error) {
	return d.DialContext(ctx, g.network, addr)
}

// Addr implements transport.Transport.
func (g guard) Addr(endpoint string) (string, error) { return endpoint, nil }

// Listen implements transport.Transport.
func (g guard) Listen(ctx context.Context, addr string) (net.Listener, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, g.network, addr)
	if err != nil {
		return nil, err
	}
	writers, ok := ctx.Value(writersKey{}).(*sync.WaitGroup)
	if !ok {
		writers = new(sync.WaitGroup)
	}
	welcome, _ := ctx.Value(welcomeKey{}).(func(string) []byte)
	gl := &guardListener{Listener: l, writers: writers, welcome: welcome, ready: make(chan net.Conn), closed: make(chan struct{})}
	go gl.run()
	return gl, nil
}

// guardListener hands over connections that have said who they are.
type guardListener struct {
	net.Listener
	writers *sync.WaitGroup
	welcome func(topic string) []byte
	ready   chan net.Conn
	closed  chan struct{}
	once    sync.Once
}

// writersKey is the context's key of the *sync.WaitGroup that waits until all
// connections have sent what was queued.
type writersKey struct{}

// welcomeKey is the context's key of a func(topic string) []byte that makes the
// message, as it goes over the wire, for who subscribes to a topic.
type welcomeKey struct{}

const (
	handshakeTime = 5 * time.Second
	acceptPause   = 50 * time.Millisecond // after an error, such as too many open files
)

func (l *guardListener) run() {
	for {
		c, err := l.Listener.Accept()
		switch {
		case err == nil:
			go l.greet(c)
		case errors.Is(err, net.ErrClosed):
			return
		default:
			time.Sleep(acceptPause)
		}
	}
}

// greet lets a peer through once its half of the handshake is here.
func (l *guardListener) greet(c net.Conn) {
	_ = c.SetDeadline(time.Now().Add(handshakeTime))
	hello, err := handshake(c)
	if err != nil {
		c.Close()
		return
	}
	_ = c.SetDeadline(time.Time{})
	select {
	case l.ready <- newGuardConn(c, hello, l.writers, l.welcome):
	case <-l.closed:
		c.Close()
	}
}

// Accept implements net.Listener.
func (l *guardListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.ready:
		return c, nil
	case <-l.closed:
		time.Sleep(time.Millisecond) // zmq4 asks again until it notices
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (l *guardListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Listener.Close()
}
