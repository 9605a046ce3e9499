//go:build !race

package optim_test

import (
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"
)

// allocations returns the fewest allocations of f in several measurements, with
// the garbage collector off, which empties the pools of the kernels. Goroutines
// that take turns in a new way on a busy machine may cost an allocation once; a
// step that allocates does so every time.
func allocations(f func()) float64 {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	least := testing.AllocsPerRun(5, f)
	for range 4 {
		if least > 0 {
			least = min(least, testing.AllocsPerRun(5, f))
		}
	}
	return least
}

// The race detector makes sync.Pool forget at random, so this law is not for it.
func TestStepsAfterTheFirstDoNotAllocate(t *testing.T) {
	for _, c := range methods {
		k := newTask()
		opt := create(t, k.net.Params(), c)
		k.run(t, opt, 3)
		assert.Zero(t, allocations(func() { opt.Minimize(k.tape, k.loss()) }), "%+v", c)
	}
}
