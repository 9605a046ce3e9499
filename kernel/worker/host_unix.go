//go:build unix

package worker

import (
	"errors"
	"os"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// The kernel hands these over; see kernel/process_unix.go.
const (
	fdIn = 3 + iota
	fdOut
	fdStdout // what reads the process's own stdout
	fdStderr
)

// host is the process's side of the pipes.
type host struct {
	in, out        *os.File
	stdout, stderr *os.File // ours to print to, even when a cell closes 1 and 2

	mu  sync.Mutex
	buf []byte
}

func newHost() (*host, error) {
	for _, fd := range []int{fdStdout, fdStderr} {
		if err := unix.SetNonblock(fd, true); err != nil {
			return nil, errors.New("its pipes are missing")
		}
	}
	for fd := fdIn; fd <= fdStderr; fd++ {
		unix.CloseOnExec(fd)
	}
	h := &host{in: os.NewFile(fdIn, "kernel"), out: os.NewFile(fdOut, "kernel"), buf: make([]byte, 64<<10)}
	for fd, file := range map[int]**os.File{1: &h.stdout, 2: &h.stderr} {
		copied, err := unix.Dup(fd)
		if err != nil {
			return nil, err
		}
		unix.CloseOnExec(copied)
		*file = os.NewFile(uintptr(copied), "output")
	}
	return h, nil
}

// drain takes what reached stdout and stderr.
func (h *host) drain(add func(name, text string)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.empty(fdStdout, "stdout", add)
	h.empty(fdStderr, "stderr", add)
}

func (h *host) empty(fd int, name string, add func(name, text string)) {
	for range 64 { // who writes without end must not keep the others waiting
		n, err := unix.Read(fd, h.buf)
		if n > 0 {
			add(name, string(h.buf[:n]))
		}
		if n < len(h.buf) && !errors.Is(err, unix.EINTR) {
			return
		}
	}
}

// Text waits this long for more. A trace on stderr waits longer, so that a dying
// process leaves it whole to the kernel.
const (
	gather      = 5 * time.Millisecond
	gatherTrace = 40 * time.Millisecond
)

// watch calls flush when text has reached stdout or stderr while nothing else
// made the worker look.
func (h *host) watch(flush func()) {
	for {
		fds := []unix.PollFd{{Fd: fdStdout, Events: unix.POLLIN}, {Fd: fdStderr, Events: unix.POLLIN}}
		if _, err := unix.Poll(fds, -1); err != nil && !errors.Is(err, unix.EINTR) {
			return
		}
		if fds[1].Revents != 0 {
			time.Sleep(gatherTrace)
		} else {
			time.Sleep(gather)
		}
		flush()
	}
}
