package kernel

import (
	"os"

	"golang.org/x/sys/unix"
)

// enlarge gives a pipe room for the longest trace, and for a picture at once.
func enlarge(f *os.File) {
	if c, err := f.SyscallConn(); err == nil {
		_ = c.Control(func(fd uintptr) { _, _ = unix.FcntlInt(fd, unix.F_SETPIPE_SZ, 1<<20) })
	}
}
