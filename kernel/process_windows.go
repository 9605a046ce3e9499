package kernel

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
)

// pipes are the supervisor's ends of what connects it with a worker. Here the
// worker collects its own output, and its standard handles lead to the
// supervisor, which keeps what the dying runtime prints.
type pipes struct {
	to, from *os.File
	child    []*os.File
	readers  []*os.File

	mu             sync.Mutex
	stdout, stderr []byte
	reading        sync.WaitGroup
}

// keep bounds what is remembered of each standard handle.
const keep = 1 << 20

func newPipes(cmd *exec.Cmd) (*pipes, error) {
	var made []*os.File
	var ends [4][2]*os.File
	for i := range ends {
		var err error
		if ends[i][0], ends[i][1], err = pipe(&made); err != nil {
			return nil, err
		}
	}
	in, out := ends[0][0], ends[1][1]
	inherited := []syscall.Handle{syscall.Handle(in.Fd()), syscall.Handle(out.Fd())}
	for _, h := range inherited {
		if err := syscall.SetHandleInformation(h, syscall.HANDLE_FLAG_INHERIT, syscall.HANDLE_FLAG_INHERIT); err != nil {
			return nil, err
		}
	}
	cmd.Stdout, cmd.Stderr = ends[2][1], ends[3][1]
	cmd.Env = append(os.Environ(), fmt.Sprintf("UDL_WORKER_HANDLES=%d,%d", in.Fd(), out.Fd()))
	cmd.SysProcAttr = &syscall.SysProcAttr{AdditionalInheritedHandles: inherited}
	p := &pipes{
		to: ends[0][1], from: ends[1][0],
		child:   []*os.File{in, out, ends[2][1], ends[3][1]},
		readers: []*os.File{ends[2][0], ends[3][0]},
	}
	p.reading.Add(2)
	go p.collect(ends[2][0], &p.stdout)
	go p.collect(ends[3][0], &p.stderr)
	return p, nil
}

func (p *pipes) collect(r *os.File, into *[]byte) {
	defer p.reading.Done()
	buf := make([]byte, 64<<10)
	for {
		n, err := r.Read(buf)
		p.mu.Lock()
		if len(*into) < keep {
			*into = append(*into, buf[:n]...)
		}
		p.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (p *pipes) started() {
	for _, f := range p.child {
		f.Close()
	}
}

func (p *pipes) close() {
	for _, f := range append(p.readers, p.to, p.from) {
		f.Close()
	}
}

func (p *pipes) left(stdout, stderr io.Writer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, _ = stdout.Write(p.stdout)
	_, _ = stderr.Write(p.stderr)
	p.stdout, p.stderr = nil, nil
}

// isolate keeps the console's interrupt from the worker.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr.CreationFlags = syscall.CREATE_NEW_PROCESS_GROUP
}

// killGroup does nothing: the worker ends its children with its pipes.
func killGroup(*exec.Cmd) {}
