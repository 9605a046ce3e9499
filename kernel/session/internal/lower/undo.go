package lower

// remember sets m[k] = v until Undo.
func remember[K comparable, V any](p *Program, m map[K]V, k K, v V) {
	old, had := m[k]
	m[k] = v
	p.undo = append(p.undo, func() {
		if had {
			m[k] = old
		} else {
			delete(m, k)
		}
	})
}

// Undo forgets what the last cell emitted: the interpreter did not take it. A
// cell that Cell refuses needs no Undo.
func (p *Program) Undo() {
	for i := len(p.undo) - 1; i >= 0; i-- {
		p.undo[i]()
	}
	p.undo, p.queue = nil, nil
}
