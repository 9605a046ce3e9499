package compute

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// Pool spreads loops over a fixed number of goroutines, which start with the
// first loop that is worth it, sleep when there is nothing to do and end when the
// pool is garbage.
//
// The split of a loop is static and every function of this package computes each
// element in the same order whatever the split, so results do not depend on the
// number of workers. A nil *Pool runs everything in the caller's goroutine. A
// pool may be used by several goroutines: while one has it, the calls of others,
// and calls from inside a body, run inline.
type Pool struct{ team *team }

// NewPool returns a pool of the given number of workers, the caller of a loop
// included. If workers is not positive, it is GOMAXPROCS.
func NewPool(workers int) *Pool {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	t := &team{calls: make([]chan part, workers-1)}
	for i := range t.calls {
		t.calls[i] = make(chan part, 1)
	}
	p := &Pool{t}
	runtime.AddCleanup(p, (*team).dismiss, t)
	return p
}

// Workers returns the number of workers, 1 for a nil pool.
func (p *Pool) Workers() int {
	if p == nil {
		return 1
	}
	return len(p.team.calls) + 1
}

// For calls body for ranges that together make [0, n), concurrently. All ranges
// but the last are multiples of grain, and no call gets less than grain unless n
// is smaller. A panic in a body panics in the caller, after all bodies ended.
func (p *Pool) For(n, grain int, body func(lo, hi int)) {
	p.run(n, grain, loop(body))
}

// ranger is a loop body. Operations implement it with a pointer that is reused,
// so that a call allocates nothing.
type ranger interface{ run(lo, hi int) }

// loop is a function as a ranger.
type loop func(lo, hi int)

func (f loop) run(lo, hi int) { f(lo, hi) }

// run calls r.run for a static split of [0, n) into multiples of grain.
func (p *Pool) run(n, grain int, r ranger) {
	if n <= 0 {
		return
	}
	grain = max(grain, 1)
	parts := min(p.Workers(), n/grain)
	if parts <= 1 || !p.team.busy.CompareAndSwap(false, true) {
		r.run(0, n)
		return
	}
	p.team.share(n, grain, parts, r)
	runtime.KeepAlive(p)
}

// team is what the workers know of a pool; they must not know the pool itself,
// or it would never be garbage.
type team struct {
	calls   []chan part
	started bool // the workers; it belongs to who has the team
	busy    atomic.Bool
	done    sync.WaitGroup
	failed  failure
}

// part is a worker's share of a loop.
type part struct {
	r      ranger
	lo, hi int
}

// failure keeps the first panic of the bodies.
type failure struct {
	sync.Mutex
	value any
}

// share runs a loop on the team, which must be marked busy.
func (t *team) share(n, grain, parts int, r ranger) {
	units := (n + grain - 1) / grain
	bound := func(i int) int {
		if i == parts {
			return n
		}
		return i * units / parts * grain
	}
	if !t.started {
		t.started = true
		for _, c := range t.calls {
			go t.work(c)
		}
	}
	t.done.Add(parts - 1)
	defer t.finish()
	for i := 1; i < parts; i++ {
		t.calls[i-1] <- part{r, bound(i), bound(i + 1)}
	}
	// The last worker waits behind this goroutine, where other threads take it
	// only after a pause; let it run here and another thread take this one.
	runtime.Gosched()
	r.run(0, bound(1))
}

// finish waits for the workers, frees the team and passes their panic on. It
// also runs when the caller's own part panics, whose panic then follows.
func (t *team) finish() {
	t.done.Wait()
	v := t.failed.value
	t.failed.value = nil
	t.busy.Store(false)
	if v != nil {
		panic(v)
	}
}

// work is the life of a worker.
func (t *team) work(calls chan part) {
	for c := range calls {
		t.try(c, calls)
	}
}

// try runs a part and keeps its panic. A body that ends its goroutine, as
// t.FailNow does, counts as a panic and the worker is replaced.
func (t *team) try(c part, calls chan part) {
	ended := false
	defer func() {
		v := recover()
		if !ended && v == nil {
			v = &Error{Op: "Pool", Msg: fmt.Sprintf("the body of [%d, %d) ended its goroutine", c.lo, c.hi)}
			go t.work(calls)
		}
		if v != nil {
			t.failed.Lock()
			if t.failed.value == nil {
				t.failed.value = v
			}
			t.failed.Unlock()
		}
		t.done.Done()
	}()
	c.r.run(c.lo, c.hi)
	ended = true
}

// dismiss ends the workers.
func (t *team) dismiss() {
	for _, c := range t.calls {
		close(c)
	}
}
