package shim

import (
	"runtime"
	"sync"

	"github.com/udl-go/lab/kernel/internal/value"
)

// waiting is sync.WaitGroup: its goroutines are those of cells, which may panic,
// and who waits for them ends with the cell.
func waiting(t *value.Table) pkg {
	return pkg{path: "sync", methods: map[string]any{
		"(*sync.Map).Store":       func(m *sync.Map, k, x any) { hashable(k); m.Store(k, x) },
		"(*sync.Map).Load":        func(m *sync.Map, k any) (any, bool) { hashable(k); return m.Load(k) },
		"(*sync.Map).LoadOrStore": func(m *sync.Map, k, x any) (any, bool) { hashable(k); return m.LoadOrStore(k, x) },
		"(*sync.Map).Swap":        func(m *sync.Map, k, x any) (any, bool) { hashable(k); return m.Swap(k, x) },
		"(*sync.WaitGroup).Go": func(g *sync.WaitGroup, f func()) {
			g.Add(1)
			t.Spawn(func() {
				defer g.Done()
				f()
			})
		},
		"(*sync.WaitGroup).Wait": func(g *sync.WaitGroup) {
			done := make(chan struct{})
			go func() {
				g.Wait()
				close(done)
			}()
			select {
			case <-done:
			case <-t.Context().Done():
				runtime.Goexit()
			}
		},
	}}
}

// hashable panics for a key of a map that has no ==, in the name of its own type.
func hashable(k any) { value.Hash(value.Unwrap(k)) }
