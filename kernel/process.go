package kernel

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/udl-go/lab/kernel/internal/frame"
)

// process is one worker.
type process struct {
	cmd   *exec.Cmd
	pipes *pipes
	to    *frame.Writer
	ready chan struct{} // closed when the worker takes cells
	dead  chan struct{} // closed when it has ended and all it sent was handled
	pong  atomic.Int64  // time of the last sign of life, in nanoseconds

	told bool // the reader knows that it died; guarded by the supervisor's lock

	mu     sync.Mutex
	status string // how it ended
	why    string // why it was ended, if the reader does not know
	trace  []string
	stdout strings.Builder // text that the worker left unread
	stderr strings.Builder
}

// start starts a worker that may take so many bytes of memory, 0 for any. Frames go
// to handle, one at a time and in order.
func start(command []string, limit int64, handle func(*process, frame.Frame)) (*process, error) {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = environment(limit)
	p := &process{cmd: cmd, ready: make(chan struct{}), dead: make(chan struct{})}
	var err error
	if p.pipes, err = newPipes(cmd); err != nil {
		return nil, err
	}
	isolate(cmd)
	err = cmd.Start()
	p.pipes.started()
	if err != nil {
		p.pipes.close()
		return nil, err
	}
	p.to = frame.NewWriter(p.pipes.to)
	p.pong.Store(time.Now().UnixNano())
	received := make(chan struct{})
	go p.receive(handle, received)
	go p.wait(received)
	go p.nurse()
	if limit > 0 {
		go p.watchMemory(limit)
	}
	return p, nil
}

// receive handles frames until the worker's pipe closes.
func (p *process) receive(handle func(*process, frame.Frame), received chan<- struct{}) {
	defer close(received)
	r := bufio.NewReaderSize(p.pipes.from, 64<<10)
	for {
		f, err := frame.Read(r)
		if err != nil {
			return
		}
		p.pong.Store(time.Now().UnixNano())
		switch f.Op {
		case frame.Ready:
			close(p.ready)
		case frame.Pong:
		case frame.Trace:
			p.mu.Lock()
			p.trace = append(p.trace, f.Text)
			p.mu.Unlock()
		default:
			if f.Op == frame.Done {
				p.mu.Lock()
				p.trace = nil
				p.mu.Unlock()
			}
			handle(p, f)
		}
	}
}

// wait notes how the worker ended and reads what it left.
func (p *process) wait(received <-chan struct{}) {
	err := p.cmd.Wait()
	killGroup(p.cmd)
	select {
	case <-received:
	case <-time.After(time.Second): // a grandchild holds the pipe
		p.pipes.from.Close()
		<-received
	}
	p.rescue()
	p.mu.Lock()
	p.status = "exit status 0"
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		p.status = exit.ProcessState.String()
	} else if err != nil {
		p.status = err.Error()
	}
	p.mu.Unlock()
	p.pipes.close()
	close(p.dead)
}

// rescue takes text that the worker has left in its output.
func (p *process) rescue() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pipes.left(&p.stdout, &p.stderr)
}

const (
	pingEvery  = time.Second
	rescueWhen = 3 * time.Second
)

// nurse asks the worker for signs of life. One that gives none may be waiting
// for its full output to be read, as a dying process does: then we read it.
func (p *process) nurse() {
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	for {
		select {
		case <-p.dead:
			return
		case <-tick.C:
		}
		_ = p.to.Write(frame.Frame{Op: frame.Ping})
		if time.Since(time.Unix(0, p.pong.Load())) > rescueWhen {
			p.rescue()
		}
	}
}

// kill ends the worker now.
func (p *process) kill() {
	killGroup(p.cmd)
	_ = p.cmd.Process.Kill()
}

// end asks the worker to end by closing its pipe, and insists.
func (p *process) end() {
	p.pipes.to.Close()
	select {
	case <-p.dead:
	case <-time.After(300 * time.Millisecond):
		p.kill()
		<-p.dead
	}
}

// pipe is os.Pipe that closes what it has made so far when it fails.
func pipe(made *[]*os.File) (r, w *os.File, err error) {
	r, w, err = os.Pipe()
	if err != nil {
		for _, f := range *made {
			f.Close()
		}
		return nil, nil, err
	}
	*made = append(*made, r, w)
	return r, w, nil
}
