package bench

import (
	"context"
	"fmt"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl/rbm"
)

// rbmEpoch is one epoch of CD-1: 784 visible and 500 hidden units, batches of
// 100, 60,000 rows of bits of which the given share is set. In MNIST it is about
// 0.15, of which the model makes use; with one half, what it saves is little.
func rbmEpoch(name string, share float32) Workload {
	const rows, visible, hidden, batch = 60_000, 784, 500, 100
	return Workload{
		Name:  name,
		About: fmt.Sprintf("one CD-1 epoch of a 784-500 RBM, 60,000 rows in batches of 100, %.0f %% of the bits set", 100*share),
		Flops: 5 * 2 * rows * visible * hidden, // five products of matrices a batch
		Prepare: func(threads int) (func(context.Context) error, error) {
			m, err := rbm.New(rbm.Config{NComponents: hidden, NIter: 1, BatchSize: batch, LearningRate: 0.05, Workers: threads})
			if err != nil {
				return nil, err
			}
			x := bits(rows, visible, share)
			return func(ctx context.Context) error { return m.Fit(ctx, x) }, nil
		},
	}
}

// bits returns a matrix of independent bits.
func bits(rows, cols int, share float32) *compute.Tensor {
	x := compute.New(rows, cols)
	x.Fill(share)
	compute.NewRNG(0).Bernoulli(nil, x.Data, x.Data)
	return x
}
