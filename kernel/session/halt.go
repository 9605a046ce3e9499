package session

import (
	"fmt"
	"reflect"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/traefik/yaegi/interp"
)

// halting stops what is interpreted. The interpreter can do so itself, but only
// for good: it would leave every function made before an interrupt dead, to
// return zero values without a word. So the two things that its code looks at
// are used directly, which are fields of the interpreter without a name for us.
type halting struct {
	// The number of the run: a function runs while it has the number with which
	// it was made. It is zero but while code is being stopped.
	number *uint64
	// What an operation on a channel waits for, beside the channel.
	waiting chan struct{}
}

// halts finds the fields, after the interpreter has evaluated something with a
// context.
func halts(i *interp.Interpreter) (*halting, error) {
	v := reflect.ValueOf(i).Elem()
	number, waiting := v.FieldByName("id"), v.FieldByName("done")
	if !number.IsValid() || number.Kind() != reflect.Uint64 || !waiting.IsValid() || waiting.Type() != reflect.TypeFor[chan struct{}]() {
		return nil, fmt.Errorf("session: this version of the interpreter cannot be interrupted")
	}
	return &halting{
		number:  (*uint64)(unsafe.Pointer(number.UnsafeAddr())),
		waiting: *(*chan struct{})(unsafe.Pointer(waiting.UnsafeAddr())),
	}, nil
}

// patience is how long the goroutines of an interrupted cell have to stop. Those
// that wait in compiled code are left behind.
const patience = 10 * time.Millisecond

// on makes interpreted code stop at its next statement, until off.
func (h *halting) on()  { atomic.AddUint64(h.number, 1) }
func (h *halting) off() { atomic.StoreUint64(h.number, 0) }

// halt waits, while halting is on, for the cell's own goroutine and gives the
// others their time.
func (e *engine) halt(done <-chan struct{}) {
	defer e.halting.off()
	stop, stopped := make(chan struct{}), make(chan struct{})
	defer func() { close(stop); <-stopped }()
	go func() {
		defer close(stopped)
		for {
			select {
			case e.halting.waiting <- struct{}{}: // somebody waits for a channel
			case <-stop:
				return
			}
		}
	}()
	settle(done)
	for end := time.Now().Add(patience); e.goroutines.Load() > 0 && time.Now().Before(end); {
		time.Sleep(patience / 20)
	}
}
