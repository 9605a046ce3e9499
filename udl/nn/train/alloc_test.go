//go:build !race

package train

import (
	"context"
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/nn/optim"
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
	x := rows(55, 8)
	labeled := FromTensors(x, x)
	labeled.Labels = make([]int, 55)
	sources := map[string]Source{"tensors": labeled, "files": openFiles(t, 1<<10, 55)}
	if runtime.GOOS == "js" {
		t.Log("NOTE: files are left out: every call of the browser's system allocates")
		delete(sources, "files")
	}
	for name, data := range sources {
		for _, o := range []optim.Config{{}, {Method: optim.SGD, Momentum: 0.5, ClipNorm: 0.1}, {Schedule: optim.Linear, EMA: 0.9}} {
			params, loss := autoencoder(8)
			c := Config{BatchSize: 10, Optimizer: o, Validation: FromTensors(rows(21, 8))}
			r, err := newRun(params, data, loss, c.withDefaults())
			require.NoError(t, err)
			r.report = udl.ProgressFrom(context.Background())
			order := compute.NewRNG(1)
			epoch := func() { // of six batches, the last one short
				r.at.Batch = 0
				if _, err := data.Start(order); err != nil {
					t.Fatal(err)
				}
				for r.at.Batch < r.batches {
					if err := r.step(); err != nil {
						t.Fatal(err)
					}
					r.tell("loss", 0, false)
				}
				if _, err := r.valid.run(context.Background()); err != nil {
					t.Fatal(err)
				}
			}
			epoch()
			epoch()
			assert.Zero(t, allocations(epoch), "%s, %+v", name, o)
		}
	}
}
