package kernel

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// ServeOptions describe a kernel on sockets. Command is required.
type ServeOptions struct {
	Command []string  // starts a worker, see Options
	Version string    // of the kernel, shown to clients
	Log     io.Writer // for remarks to the person who runs the kernel; nil for none

	// History is the folder in which cells are kept for later kernels, empty for
	// none.
	History string
	Memory  int64 // of the worker, see Options
}

// parentEvery is how often the kernel looks whether its client's process lives.
const parentEvery = time.Second

// Serve runs a kernel on the sockets that a connection file names. It returns
// when a client asks for the end, when ctx or the process that started the
// kernel ends, or with an error when the file or a port cannot be used.
func Serve(ctx context.Context, connectionFile string, o ServeOptions) error {
	c, err := readConnection(connectionFile)
	if err != nil {
		return err
	}
	if o.Log != nil {
		for _, w := range c.warnings() {
			fmt.Fprintln(o.Log, "kernel: warning:", w)
		}
	}
	s, err := listen(c)
	if err != nil {
		return err
	}
	defer s.close()
	ctx, end := context.WithCancel(ctx)
	defer end()
	past := newPast(o.History)
	defer past.close()
	k, err := New(Options{
		Command: o.Command, Version: o.Version, History: past, Memory: o.Memory,
		Send:     s.send,
		Shutdown: func(bool) { end() },
	})
	if err != nil {
		return err
	}
	defer k.Close()
	s.serve(k.Deliver, k.core.Welcome)
	attend(ctx, k)
	return nil
}

// attend waits for the end. An interrupt of the process is one of the cell.
func attend(ctx context.Context, k *Kernel) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	parent := newParent()
	tick := time.NewTicker(parentEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case sig := <-signals:
			if sig != os.Interrupt {
				return
			}
			k.Interrupt()
		case <-tick.C:
			if parent.gone() {
				return
			}
		}
	}
}
