//go:build unix

package kernel

import (
	"errors"
	"os"
	"strconv"
	"syscall"
)

// parent is the process that started the kernel. Jupyter names it in the
// environment, because a kernel must not outlive it.
type parent struct {
	pid  int
	ours bool // it is this process's own parent
}

func newParent() parent {
	pid, err := strconv.Atoi(os.Getenv("JPY_PARENT_PID"))
	if err != nil || pid < 2 {
		return parent{}
	}
	return parent{pid, pid == os.Getppid()}
}

// gone reports whether the process has ended. Its own children notice by their
// new parent, even while it is a zombie.
func (p parent) gone() bool {
	if p.ours {
		return os.Getppid() != p.pid
	}
	return p.pid != 0 && errors.Is(syscall.Kill(p.pid, 0), syscall.ESRCH)
}
