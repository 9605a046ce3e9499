package kernel

import (
	"errors"
	"time"

	"github.com/udl-go/lab/kernel/message"
)

// abortWindow is how long a failing request waits for those sent with it.
const abortWindow = 25 * time.Millisecond

// Options describe a kernel. Command and Send are required.
type Options struct {
	// Command starts a worker: a program that calls worker.Main.
	Command []string
	// Send receives every message for clients, in order. It must not block for
	// long and must not call the kernel.
	Send func(message.Message)
	// Shutdown is called when a client asks for the kernel's end, after the
	// reply was sent. It may call Close.
	Shutdown func(restart bool)
	// Version of the kernel, shown to clients.
	Version string
	// Memory is how many bytes a worker may take before it is ended, where the
	// system tells (Linux): 0 for three quarters of the machine's, -1 for any.
	Memory int64
	// History keeps cells for later kernels; nil: they are forgotten.
	History message.History
}

// Kernel is a kernel without sockets.
type Kernel struct {
	core *message.Core
	boss *supervisor
}

// New starts a kernel. It returns before the worker is ready; a worker that
// cannot start is an error of the first cell.
func New(o Options) (*Kernel, error) {
	if len(o.Command) == 0 || o.Send == nil {
		return nil, errors.New("kernel: Options need Command and Send")
	}
	k := &Kernel{boss: newSupervisor(o.Command, allowed(o.Memory))}
	k.core = message.New(message.Config{
		Evaluator:   k.boss,
		Send:        o.Send,
		Shutdown:    o.Shutdown,
		Version:     o.Version,
		History:     o.History,
		AbortWindow: abortWindow,
	})
	k.core.Start()
	return k, nil
}

// Deliver takes a client's message. It does not wait for cells.
func (k *Kernel) Deliver(m message.Message) { k.core.Deliver(m) }

// Interrupt cancels the running cell, if there is one.
func (k *Kernel) Interrupt() { k.core.Interrupt() }

// Close ends the worker, whatever it does, and the kernel.
func (k *Kernel) Close() error {
	k.core.Close()
	k.boss.close()
	return nil
}
