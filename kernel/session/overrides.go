package session

import (
	"context"
	"reflect"
	"runtime"
	"time"

	"github.com/traefik/yaegi/interp"
)

// overrides replaces functions of the standard library that mean something else
// in a cell: the contexts are the cell's, sleeping can be interrupted, and what
// would end the process ends the cell.
func (s *Session) overrides() interp.Exports {
	cell := func(name string) reflect.Value {
		return reflect.ValueOf(func() context.Context { return cellContext{s, name} })
	}
	return interp.Exports{
		"context/context": {"Background": cell("Background"), "TODO": cell("TODO"), "AfterFunc": reflect.ValueOf(s.afterDone)},
		"os/os":           {"Exit": reflect.ValueOf(s.quit)},
		"time/time":       {"Sleep": reflect.ValueOf(s.sleep), "AfterFunc": reflect.ValueOf(s.afterFunc)},
	}
}

// sleep is time.Sleep. When the cell's context ends, it ends its goroutine.
func (s *Session) sleep(d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-s.current.Load().ctx.Done():
		runtime.Goexit()
	}
}

// afterDone is context.AfterFunc whose function may panic as any goroutine of a
// cell may.
func (s *Session) afterDone(ctx context.Context, f func()) (stop func() bool) {
	return context.AfterFunc(ctx, s.housed(func() { s.guarded(f) }))
}

// afterFunc is time.AfterFunc whose function may panic as any goroutine of a
// cell may.
func (s *Session) afterFunc(d time.Duration, f func()) *time.Timer {
	return time.AfterFunc(d, s.housed(func() { s.guarded(f) }))
}
