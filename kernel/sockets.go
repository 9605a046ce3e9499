package kernel

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"sync"

	"github.com/go-zeromq/zmq4"

	"github.com/udl-go/lab/kernel/message"
)

// sockets are the five sockets of a kernel.
type sockets struct {
	wire      *wire
	routers   map[message.Channel]zmq4.Socket
	pub       zmq4.Socket
	heartbeat zmq4.Socket
	end       context.CancelFunc
	readers   sync.WaitGroup
	writers   *sync.WaitGroup
	opened    chan struct{} // closed when greeting is set
	greeting  func(topic string) message.Message
}

// listen opens the sockets of a connection file.
func listen(c connection) (*sockets, error) {
	if err := guarded(); err != nil {
		return nil, fmt.Errorf("kernel: %w", err)
	}
	writers := new(sync.WaitGroup)
	ctx, end := context.WithCancel(context.WithValue(context.Background(), writersKey{}, writers))
	quiet := zmq4.WithLogger(log.New(io.Discard, "", 0))
	s := &sockets{wire: newWire(*c.Key), end: end, writers: writers, heartbeat: zmq4.NewRep(ctx, quiet), opened: make(chan struct{})}
	s.pub = zmq4.NewPub(context.WithValue(ctx, welcomeKey{}, func(topic string) []byte { return s.welcome(ctx, topic) }), quiet)
	s.routers = map[message.Channel]zmq4.Socket{}
	for _, ch := range []message.Channel{message.Shell, message.Control, message.Stdin} {
		s.routers[ch] = zmq4.NewRouter(ctx, quiet)
	}
	for _, l := range []struct {
		socket zmq4.Socket
		port   int
	}{{s.routers[message.Shell], c.Shell}, {s.routers[message.Control], c.Control}, {s.routers[message.Stdin], c.Stdin}, {s.pub, c.IOPub}, {s.heartbeat, c.Heartbeat}} {
		if err := l.socket.Listen(c.endpoint(l.port)); err != nil {
			s.close()
			return nil, fmt.Errorf("kernel: port %d: %w", l.port, err)
		}
	}
	return s, nil
}

// serve delivers what clients send until the sockets close, and greets those that
// subscribe.
func (s *sockets) serve(deliver func(message.Message), greeting func(topic string) message.Message) {
	s.greeting = greeting
	close(s.opened)
	for ch, r := range s.routers {
		s.readers.Go(func() { s.receive(ch, r, deliver) })
	}
	s.readers.Go(s.beat)
}

// welcome is the message for who subscribes to a topic, as it goes over the wire;
// nothing once the sockets close.
func (s *sockets) welcome(ctx context.Context, topic string) (packed []byte) {
	select {
	case <-s.opened:
	case <-ctx.Done():
		return nil
	}
	parts := s.wire.encode(s.greeting(topic))
	parts[0] = []byte(topic) // the others do not get it
	for i, p := range parts {
		flags := byte(0)
		if i < len(parts)-1 {
			flags = flagMore
		}
		if len(p) < 256 {
			packed = append(packed, flags, byte(len(p)))
		} else {
			packed = binary.BigEndian.AppendUint64(append(packed, flags|flagLong), uint64(len(p)))
		}
		packed = append(packed, p...)
	}
	return packed
}

// receive delivers the well-formed and signed messages of a channel.
func (s *sockets) receive(ch message.Channel, r zmq4.Socket, deliver func(message.Message)) {
	for {
		msg, err := r.Recv()
		if errors.Is(err, context.Canceled) {
			return
		}
		if err != nil {
			continue
		}
		if m, err := s.wire.decode(ch, msg.Frames); err == nil {
			deliver(m)
		}
	}
}

// beat answers heartbeats.
func (s *sockets) beat() {
	for {
		msg, err := s.heartbeat.Recv()
		if errors.Is(err, context.Canceled) {
			return
		}
		if err == nil {
			_ = s.heartbeat.SendMulti(msg)
		}
	}
}

// send sends a message to whom it concerns. A client that is gone misses it.
func (s *sockets) send(m message.Message) {
	socket := s.routers[m.Channel]
	if m.Channel == message.IOPub {
		socket = s.pub
	}
	if socket != nil {
		_ = socket.SendMulti(zmq4.NewMsgFrom(s.wire.encode(m)...))
	}
}

// close closes the sockets after what is queued was sent.
func (s *sockets) close() {
	for _, r := range s.routers {
		r.Close()
	}
	s.pub.Close()
	s.heartbeat.Close()
	s.end()
	s.readers.Wait()
	s.writers.Wait()
}
