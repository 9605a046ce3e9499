package session

import (
	"fmt"
	"io"
	"runtime"
	"sync/atomic"

	"github.com/udl-go/lab/kernel/internal/value"
	"github.com/udl-go/lab/kernel/session/internal/lower"
)

// stackOverflow is a recursion without end. Go ends the program, and so no cell
// can recover from it.
type stackOverflow struct{ name string }

// Error implements error.
func (e *stackOverflow) Error() string {
	return fmt.Sprintf("stack overflow: %s calls itself without end", e.name)
}

// tick counts a call that may be recursive, and asks as often as cells do that
// count for themselves.
func (s *Session) tick(name string) {
	if s.engine().calls.Add(1)%lower.Ticks == 0 {
		s.deep(name)
	}
}

// reports bounds the search for the goroutine that overflowed, which takes time
// on a stack that is large.
const reports = 4

// overflows counts the stacks of a cell that have become too large, and what was
// asked after the first.
type overflows struct{ found, asked atomic.Int64 }

// deep is called by functions that may call themselves: it ends the goroutine
// if its stack has become too large. A panic would not do, since the interpreter
// needs time that grows with the square of the depth for it.
func (s *Session) deep(name string) {
	value.Unwind()
	o := &s.current.Load().overflows
	deferred := o.found.Load() > 0 && o.asked.Add(1) <= value.Deferred
	if !value.LargeStacks(deferred) || !value.Deep() {
		return
	}
	if o.found.Add(1) <= reports {
		value.Economize(true)
		s.report(s.current.Load(), &stackOverflow{name})
	}
	runtime.Goexit()
}

// report tells of a stack that has become too large: as what the cell ends with,
// or in its output.
func (s *Session) report(r *run, err *stackOverflow) {
	s.trace.note(s.engine().place())
	if r.goroutine == value.Goroutine() {
		if r.overflow == nil {
			r.overflow = err
		}
		return
	}
	_, _ = io.WriteString(s.out.writer("stderr"), "panic in a goroutine: "+err.Error()+"\n")
}
