package main

import (
	"os"

	"github.com/udl-go/lab/internal/notebook"
	"github.com/udl-go/lab/kernel"
	"github.com/udl-go/lab/kernel/message"
)

// kernelHost starts a kernel of this very binary, without sockets.
type kernelHost struct{ kernel *kernel.Kernel }

// start implements notebook.Options.Start.
func (h *kernelHost) start(send func(message.Message)) (notebook.Kernel, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	k, err := kernel.New(kernel.Options{Command: []string{exe, "kernel", "worker"}, Send: send, Version: version()})
	if err != nil {
		return nil, err
	}
	h.kernel = k
	return k, nil
}

// close ends the kernel and its worker.
func (h *kernelHost) close() {
	if h.kernel != nil {
		_ = h.kernel.Close() // nothing is lost with a kernel whose cells have ended
	}
}
