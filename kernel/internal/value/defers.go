package value

// Defers holds the deferred calls of one function call. Lowered code makes
//
//	ds := NewDefers()
//	defer func() { if ds.Run(recover()) { … } }()
//
// so that one deferred function of the interpreter stands for all of them, and
// the rules of Go (order, new panics, recovery, Goexit) are kept here.
type Defers struct {
	// Notice, if set, is told of each panic that passes the function, before
	// the deferred calls and, if one of them recovered it, after them.
	Notice func(recovered bool)
	// Replaced, if set, is told of a panic in whose course a deferred call
	// panicked anew, and what Mark said before that call.
	Replaced func(value any, mark int)
	Mark     func() int

	calls []deferred
}

type deferred struct {
	f     func()
	armed bool // the callee itself may call recover
}

// NewDefers returns an empty list.
func NewDefers() *Defers { return &Defers{} }

// Push defers a call whose callee does not call recover itself.
func (d *Defers) Push(f func()) { d.calls = append(d.calls, deferred{f, false}) }

// PushArmed defers a call whose callee may call recover.
func (d *Defers) PushArmed(f func()) { d.calls = append(d.calls, deferred{f, true}) }

// RunDefers runs the deferred calls of a function that returns normally, the
// last one first.
func (d *Defers) RunDefers() {
	for len(d.calls) > 0 {
		c := d.pop()
		if panicking.Load() == 0 {
			c.f()
			continue
		}
		disarmed(c.f)
	}
}

func (d *Defers) pop() deferred {
	last := len(d.calls) - 1
	c := d.calls[last]
	d.calls = d.calls[:last]
	return c
}

// Run ends the function: with what recover returned there. It runs the deferred
// calls that are left, because of a panic or of runtime.Goexit, panics again
// unless one of them recovered, and tells whether the function panicked and was
// recovered.
func (d *Defers) Run(value any) (recovered bool) {
	if value == nil && len(d.calls) == 0 {
		return false
	}
	s := &sequence{}
	if value != nil {
		s.start(value)
		d.notice(false)
	}
	if value == nil && panicking.Load() == 0 {
		// Goexit ends a goroutine that may be deep in a recursion, where
		// finding it is slow, and nobody has the right to recover.
		d.finish(s, nil)
	} else {
		g := enter()
		defer g.leave()
		d.finish(s, g)
	}
	if s.started {
		d.notice(true)
	}
	return s.started
}

func (d *Defers) notice(recovered bool) {
	if d.Notice != nil {
		d.Notice(recovered)
	}
}

// finish runs all calls and panics if there is still a reason. A call that
// leaves by Goexit, now or earlier, never comes back here: what is left is then
// done while the goroutine ends.
func (d *Defers) finish(s *sequence, g *goroutine) {
	done := false
	defer func() {
		if !done {
			d.finish(s, g)
		}
	}()
	for len(d.calls) > 0 {
		if g == nil && s.panicking {
			entered := enter()
			defer entered.leave()
			d.finish(s, entered)
			break
		}
		d.step(s, g)
	}
	done = true
	if s.panicking {
		panic(s.value)
	}
}

// step runs the last call and notes what it did to the panic.
func (d *Defers) step(s *sequence, g *goroutine) {
	c := d.pop()
	returned, mark := false, 0
	if g == nil {
		g = new(goroutine)
	}
	if s.panicking && d.Mark != nil {
		mark = d.Mark()
	}
	outer := g.token
	defer func() {
		g.token = outer
		if returned {
			return
		}
		if e := recover(); e != nil {
			if s.panicking && d.Replaced != nil {
				d.Replaced(s.value, mark)
			}
			s.start(e)
			return
		}
		s.panicking = false // by Goexit
	}()
	g.token = nil
	if c.armed {
		g.token = s
	}
	s.recoverable = s.panicking
	c.f()
	returned = true
}

// sequence is a function's panic and what became of it.
type sequence struct {
	value       any
	started     bool // there has been a panic
	panicking   bool // it has not been recovered
	recoverable bool
}

func (s *sequence) start(value any) {
	s.value, s.started, s.panicking = value, true, true
}
