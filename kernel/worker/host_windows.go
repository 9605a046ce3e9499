package worker

import (
	"fmt"
	"os"
	"sync"
	"syscall"
)

// host is the process's side of the pipes. Windows has no file descriptors to
// redirect: here the variables os.Stdout and os.Stderr become pipes of our own,
// so what the runtime itself prints goes to the kernel only when the worker dies.
type host struct {
	in, out        *os.File
	stdout, stderr *os.File

	mu      sync.Mutex
	waiting []piece
	arrived chan struct{}
}

type piece struct{ name, text string }

// handles is the environment variable with the handles of the kernel's pipes.
const handles = "UDL_WORKER_HANDLES"

func newHost() (*host, error) {
	var in, out uintptr
	if _, err := fmt.Sscanf(os.Getenv(handles), "%d,%d", &in, &out); err != nil {
		return nil, fmt.Errorf("its pipes are missing: %w", err)
	}
	for _, h := range []uintptr{in, out} {
		syscall.CloseOnExec(syscall.Handle(h))
	}
	h := &host{in: os.NewFile(in, "kernel"), out: os.NewFile(out, "kernel"), arrived: make(chan struct{}, 1)}
	for name, file := range map[string]**os.File{"stdout": &os.Stdout, "stderr": &os.Stderr} {
		r, w, err := os.Pipe()
		if err != nil {
			return nil, err
		}
		*file = w
		go h.collect(name, r)
	}
	h.stdout, h.stderr = os.Stdout, os.Stderr
	return h, nil
}

func (h *host) collect(name string, r *os.File) {
	buf := make([]byte, 64<<10)
	for {
		n, err := r.Read(buf)
		if err != nil {
			return
		}
		h.mu.Lock()
		h.waiting = append(h.waiting, piece{name, string(buf[:n])})
		h.mu.Unlock()
		select {
		case h.arrived <- struct{}{}:
		default:
		}
	}
}

// drain takes what reached stdout and stderr.
func (h *host) drain(add func(name, text string)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, p := range h.waiting {
		add(p.name, p.text)
	}
	h.waiting = nil
}

// watch calls flush when text has arrived.
func (h *host) watch(flush func()) {
	for range h.arrived {
		flush()
	}
}
