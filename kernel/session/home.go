package session

import (
	"sync"
	"sync/atomic"

	"github.com/udl-go/lab/kernel/internal/value"
)

// homes knows which cell the goroutines that cells have started belong to, so that
// what they print when that cell has ended appears under it and not under the one
// that happens to run.
type homes struct {
	mu   sync.Mutex
	of   map[uint64]*run // by the goroutine's number
	late atomic.Int64    // goroutines whose cell has ended: while there are none nobody needs to look
}

// home is the cell that the calling goroutine belongs to.
func (s *Session) home() *run {
	if s.homes.late.Load() > 0 {
		s.homes.mu.Lock()
		defer s.homes.mu.Unlock()
		if r := s.homes.of[value.Goroutine()]; r != nil {
			return r
		}
	}
	return s.current.Load()
}

// housed returns f as what a goroutine does that belongs to the same cell as the
// calling one.
func (s *Session) housed(f func()) func() { return s.houses(s.home(), f) }

// houses returns f as what a goroutine of r does.
func (s *Session) houses(r *run, f func()) func() {
	h := &s.homes
	return func() {
		id := value.Goroutine()
		h.mu.Lock()
		h.of[id] = r
		if r != s.current.Load() {
			h.late.Add(1)
		}
		h.mu.Unlock()
		defer func() {
			h.mu.Lock()
			defer h.mu.Unlock()
			delete(h.of, id)
			if r != s.current.Load() {
				h.late.Add(-1)
			}
		}()
		f()
	}
}

// advance makes r the running cell and returns the last one. The goroutines that
// there are now belong to cells that have ended.
func (s *Session) advance(r *run) (last *run) {
	s.homes.mu.Lock()
	defer s.homes.mu.Unlock()
	s.homes.late.Store(int64(len(s.homes.of)))
	return s.current.Swap(r)
}

// elsewhere is where output of the calling goroutine goes if its cell has ended.
func (s *Session) elsewhere() *buffer {
	if s.homes.late.Load() == 0 {
		return nil
	}
	s.homes.mu.Lock()
	defer s.homes.mu.Unlock()
	r := s.homes.of[value.Goroutine()]
	if r == nil || r == s.current.Load() || r.out == nil {
		return nil
	}
	if r.late == nil {
		r.late = &buffer{out: r.out}
	}
	return r.late
}
