package session

// spawn is the go statement.
func (s *Session) spawn(f func()) {
	e := s.engine()
	e.goroutines.Add(1)
	go s.housed(func() {
		defer e.goroutines.Add(-1)
		s.guarded(f)
	})()
}

// guarded is what a goroutine of a cell does: a panic ends only the goroutine.
func (s *Session) guarded(f func()) {
	defer func() {
		if v := recover(); v != nil {
			s.goPanic(v)
		}
	}()
	f()
}
