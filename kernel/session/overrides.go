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
func (s *Session) overrides(e *engine) interp.Exports {
	cell := reflect.ValueOf(func() context.Context { return cellContext{s} })
	x := interp.Exports{
		"context/context": {"Background": cell, "TODO": cell, "AfterFunc": reflect.ValueOf(s.afterDone)},
		"os/os":           {"Exit": reflect.ValueOf(s.quit)},
		"time/time":       {"Sleep": reflect.ValueOf(s.sleep), "AfterFunc": reflect.ValueOf(s.afterFunc)},
	}
	log := e.interp.Symbols("log")["log"] // the session's own logger, if cells have one
	print, ok1 := symbol[func(...any)](log, "Print")
	println, ok2 := symbol[func(...any)](log, "Println")
	printf, ok3 := symbol[func(string, ...any)](log, "Printf")
	if ok1 && ok2 && ok3 {
		x["log/log"] = map[string]reflect.Value{
			"Fatal":   reflect.ValueOf(func(v ...any) { print(v...); s.quit(1) }),
			"Fatalln": reflect.ValueOf(func(v ...any) { println(v...); s.quit(1) }),
			"Fatalf":  reflect.ValueOf(func(f string, v ...any) { printf(f, v...); s.quit(1) }),
		}
	}
	return x
}

func symbol[T any](table map[string]reflect.Value, name string) (f T, ok bool) {
	if v := table[name]; v.IsValid() {
		f, ok = v.Interface().(T)
	}
	return f, ok
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
	return context.AfterFunc(ctx, func() { s.guarded(f) })
}

// afterFunc is time.AfterFunc whose function may panic as any goroutine of a
// cell may.
func (s *Session) afterFunc(d time.Duration, f func()) *time.Timer {
	return time.AfterFunc(d, func() { s.guarded(f) })
}
