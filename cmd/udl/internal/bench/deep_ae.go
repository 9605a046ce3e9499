package bench

import (
	"context"
	"slices"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl/nn"
)

// deepAE is an epoch of the deep autoencoder: sigmoid units but in the code, and
// logits at the end.
func deepAE() Workload {
	return Workload{
		Name:  "deep-ae",
		About: "one epoch of an autoencoder 784-1000-500-250-30 and back, by Adam, 10,000 rows in batches of 100",
		Flops: deepFlops(),
		Over:  "deep-ae-gemms",
		Prepare: func(threads int) (func(context.Context) error, error) {
			r, d := compute.NewRNG(0), deepWidths()
			code := slices.Min(d)
			var layers []nn.Layer
			for i, out := range d[1:] {
				c := nn.DenseConfig{Activation: compute.Sigmoid}
				if out == code || i == len(d)-2 {
					c.Activation = compute.Identity
				}
				layers = append(layers, nn.NewDense(r, d[i], out, c))
			}
			net := nn.NewSequential(layers...)
			return epoch(threads, uniform(r, deepRows, d[0]), deepBatch, net.Params(), func(x *nn.Var) *nn.Var {
				return nn.BCEWithLogits(net.Forward(x), x, nn.Mean)
			})
		},
	}
}
