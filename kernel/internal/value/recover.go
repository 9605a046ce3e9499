package value

import (
	"bytes"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
)

// Recover is the right of one function call to recover a panic: its caller was
// the sequence of deferred calls of a panicking function.
type Recover struct{ s *sequence }

// Uncatchable is implemented by values that no recover stops: the deferred
// calls of a cell that is being left run, and nothing else.
type Uncatchable interface{ Uncatchable() }

// panicking counts the goroutines' runs of deferred calls, so that functions
// pay for finding their goroutine only while there is one.
var panicking atomic.Int64

// goroutine is what a goroutine that runs deferred calls remembers.
type goroutine struct {
	id    uint64
	runs  int
	token *sequence // for the next call of Recoverer
}

var goroutines sync.Map // of id to *goroutine

// enter begins a run of deferred calls on this goroutine.
func enter() *goroutine {
	id := Goroutine()
	g, ok := goroutines.Load(id)
	if !ok {
		g = &goroutine{id: id}
		goroutines.Store(id, g)
	}
	panicking.Add(1)
	g.(*goroutine).runs++
	return g.(*goroutine)
}

func (g *goroutine) leave() {
	panicking.Add(-1)
	if g.runs--; g.runs == 0 {
		goroutines.Delete(g.id)
	}
}

// current returns the goroutine, nil if it runs no deferred calls.
func current() *goroutine {
	if panicking.Load() == 0 {
		return nil
	}
	g, ok := goroutines.Load(Goroutine())
	if !ok {
		return nil
	}
	return g.(*goroutine)
}

// disarmed calls f so that nothing in it is called directly by a panicking
// function.
func disarmed(f func()) {
	g := current()
	if g == nil {
		f()
		return
	}
	defer func(outer *sequence) { g.token = outer }(g.token)
	g.token = nil
	f()
}

// Recoverer is called first by a function that contains recover. It is nil,
// which recovers nothing, unless a panicking function called that function.
func Recoverer() *Recover {
	g := current()
	if g == nil || g.token == nil {
		return nil
	}
	r := &Recover{g.token}
	g.token = nil
	return r
}

// Recover is the built-in function: it ends the panic and returns its value.
func (r *Recover) Recover() any {
	if r == nil || !r.s.panicking || !r.s.recoverable {
		return nil
	}
	if _, ok := r.s.value.(Uncatchable); ok {
		return nil
	}
	r.s.panicking = false
	return Panicked(r.s.value)
}

// Goroutine returns the number of the goroutine that calls it. It reads the first
// line of the stack: there is no other way to tell goroutines apart.
func Goroutine() uint64 {
	var buf [64]byte
	line := buf[:runtime.Stack(buf[:], false)]
	line = bytes.TrimPrefix(line, []byte("goroutine "))
	n := bytes.IndexByte(line, ' ')
	id, err := strconv.ParseUint(string(line[:max(n, 0)]), 10, 64)
	if err != nil {
		return 0
	}
	return id
}
