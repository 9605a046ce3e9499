package session

import (
	"bytes"
	"runtime"
	"time"
)

const (
	settleStep = 20 * time.Millisecond
	settleIdle = 10 // steps in a row without work after which a goroutine counts as blocked
)

// settle waits for the goroutine of a cell that was canceled. Interpreted code
// ends at once and the library at its next step. Compiled code that waits for
// something that may never come, such as a lock, is left behind; code that
// computes is waited for, because its results would change under the next cell.
// It is then up to the host to end the process.
func settle(done <-chan struct{}) {
	for idle := 0; idle < settleIdle; {
		select {
		case <-done:
			return
		case <-time.After(settleStep):
		}
		if computing() {
			idle = 0
		} else {
			idle++
		}
	}
}

// computing reports whether the goroutine of a cell runs or could.
func computing() bool {
	buf := make([]byte, 1<<20)
	buf = buf[:runtime.Stack(buf, true)]
	for _, g := range bytes.Split(buf, []byte("\n\n")) {
		state, _, _ := bytes.Cut(g, []byte("\n"))
		if !bytes.Contains(g, []byte("session.(*Session).run.func")) {
			continue
		}
		if bytes.Contains(state, []byte("[running")) || bytes.Contains(state, []byte("[runnable")) || bytes.Contains(state, []byte("[syscall")) {
			return true
		}
	}
	return false
}
