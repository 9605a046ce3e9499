package session

import (
	"fmt"
	"io"
	"runtime"

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
	if s.engine.calls.Add(1)%lower.Ticks == 0 {
		s.deep(name)
	}
}

// deep is called by functions that may call themselves: it ends the goroutine
// if its stack has become too large. A panic would not do, since the interpreter
// needs time that grows with the square of the depth for it.
func (s *Session) deep(name string) {
	r := s.current.Load()
	if !value.Deep(r.overflowed.Load()) {
		return
	}
	r.overflowed.Store(true)
	err := &stackOverflow{name}
	s.trace.note(s.engine.place())
	if r.goroutine == value.Goroutine() {
		r.overflow = err
	} else {
		_, _ = io.WriteString(s.out.writer("stderr"), "panic in a goroutine: "+err.Error()+"\n")
	}
	runtime.Goexit()
}
