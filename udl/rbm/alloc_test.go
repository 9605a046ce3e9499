//go:build !race

package rbm

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

// The race detector makes sync.Pool forget at random, so this law is not for it.
func TestStepsAfterTheFirstDoNotAllocate(t *testing.T) {
	x, _ := patterns(100, 60, 1)
	for _, persistent := range []bool{false, true} {
		m, err := New(Config{NComponents: 50, Persistent: persistent, Momentum: 0.5, Workers: 1})
		require.NoError(t, err)
		m.reset(x, nil)
		tr := newTrainer(m, compute.NewPool(1))
		index := make([]int, x.Rows())
		for i := range index {
			index[i] = i
		}
		step := func() { tr.load(x, index); tr.update(0.01) }
		step()
		require.Zero(t, testing.AllocsPerRun(10, step), "persistent=%v", persistent)
	}
}
