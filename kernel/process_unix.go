//go:build unix

package kernel

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"syscall"
)

// pipes are the supervisor's ends of what connects it with a worker. The reading
// ends of the worker's stdout and stderr belong to both: the worker reads them
// while it lives, the supervisor when it has died.
type pipes struct {
	to, from       *os.File
	stdout, stderr *os.File
	child          []*os.File // the worker's ends, to be closed here once it has them
}

func newPipes(cmd *exec.Cmd) (*pipes, error) {
	var made []*os.File
	var ends [4][2]*os.File // in, out, stdout, stderr: reading and writing end
	for i := range ends {
		var err error
		if ends[i][0], ends[i][1], err = pipe(&made); err != nil {
			return nil, err
		}
	}
	for _, p := range ends {
		enlarge(p[1])
	}
	cmd.Stdout, cmd.Stderr = ends[2][1], ends[3][1]
	cmd.ExtraFiles = []*os.File{ends[0][0], ends[1][1], ends[2][0], ends[3][0]}
	return &pipes{
		to: ends[0][1], from: ends[1][0], stdout: ends[2][0], stderr: ends[3][0],
		child: []*os.File{ends[0][0], ends[1][1], ends[2][1], ends[3][1]},
	}, nil
}

// started is called once the worker has its ends. Handing a pipe over has made
// its reading end wait for data, which we never want.
func (p *pipes) started() {
	for _, f := range []*os.File{p.stdout, p.stderr} {
		if c, err := f.SyscallConn(); err == nil {
			_ = c.Control(func(fd uintptr) { _ = syscall.SetNonblock(int(fd), true) })
		}
	}
	for _, f := range p.child {
		f.Close()
	}
}

func (p *pipes) close() {
	for _, f := range []*os.File{p.to, p.from, p.stdout, p.stderr} {
		f.Close()
	}
}

// left appends what waits in the worker's stdout and stderr, without waiting for
// more.
func (p *pipes) left(stdout, stderr io.Writer) {
	takeAll(p.stdout, stdout)
	takeAll(p.stderr, stderr)
}

func takeAll(f *os.File, to io.Writer) {
	c, err := f.SyscallConn()
	if err != nil {
		return
	}
	buf := make([]byte, 64<<10)
	_ = c.Control(func(fd uintptr) {
		for {
			n, err := syscall.Read(int(fd), buf) // does not wait, see started
			if n > 0 {
				_, _ = to.Write(buf[:n])
			}
			if n <= 0 && !errors.Is(err, syscall.EINTR) {
				return
			}
		}
	})
}

// isolate puts the worker into a process group of its own, so that an interrupt
// at the terminal reaches only the supervisor.
func isolate(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killGroup ends the worker and whatever it has started.
func killGroup(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
