package kernel

import (
	"os"
	"strconv"
	"syscall"
)

// parent is the process that started the kernel: here Jupyter hands down a
// handle to it.
type parent struct{ handle syscall.Handle }

func newParent() parent {
	h, err := strconv.ParseUint(os.Getenv("JPY_PARENT_PID"), 10, 64)
	if err != nil {
		return parent{}
	}
	return parent{syscall.Handle(h)}
}

// gone reports whether the process has ended.
func (p parent) gone() bool {
	if p.handle == 0 {
		return false
	}
	event, err := syscall.WaitForSingleObject(p.handle, 0)
	return err == nil && event == syscall.WAIT_OBJECT_0
}
