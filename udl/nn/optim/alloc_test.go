//go:build !race

package optim_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The race detector makes sync.Pool forget at random, so this law is not for it.
func TestStepsAfterTheFirstDoNotAllocate(t *testing.T) {
	for _, c := range methods {
		k := newTask()
		opt := create(t, k.net.Params(), c)
		k.run(t, opt, 3)
		assert.Zero(t, testing.AllocsPerRun(10, func() { opt.Minimize(k.tape, k.loss()) }), "%+v", c)
	}
}
