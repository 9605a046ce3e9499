package udl

import "context"

// Comms opens channels to programs of the front end, such as the widgets of
// Jupyter.
type Comms interface {
	// Open opens a channel to the program that the front end has registered as
	// target. Data and metadata are what it begins with, as JSON has them. Receive
	// gets the data of each message that comes back, as JSON, one at a time.
	Open(target string, data, metadata any, receive func(data []byte)) (Comm, error)
}

// Comm is an open channel to a program of the front end.
type Comm interface {
	// ID is the channel's name, which no other has.
	ID() string
	// Send sends data as JSON.
	Send(data any) error
	// Close ends the channel.
	Close() error
}

type commsKey struct{}

// WithComms returns a context in which c opens channels.
func WithComms(ctx context.Context, c Comms) context.Context {
	return context.WithValue(ctx, commsKey{}, c)
}

// CommsFrom returns what opens channels to the front end of ctx, nil where there is
// none, as outside a notebook.
func CommsFrom(ctx context.Context) Comms {
	c, _ := ctx.Value(commsKey{}).(Comms)
	return c
}
