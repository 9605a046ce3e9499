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
