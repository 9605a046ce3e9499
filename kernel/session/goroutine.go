package session

// spawn is the go statement.
func (s *Session) spawn(f func()) {
	s.engine().goroutines.Add(1)
	go func() {
		defer s.engine().goroutines.Add(-1)
		s.guarded(f)
	}()
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
