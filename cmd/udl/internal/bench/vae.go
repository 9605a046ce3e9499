package bench

import (
	"context"
	"slices"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl/nn"
)

// vae is an epoch of a variational autoencoder with one hidden layer each way.
func vae() Workload {
	const rows, batch, pixels, hidden, latent = 9_984, 128, 784, 400, 20
	return Workload{
		Name:  "vae",
		About: "one epoch of a variational autoencoder 784-400-20 and back, by Adam, 9,984 rows in batches of 128",
		Flops: 2 * rows * hidden * (2*pixels + 3*2*latent + 3*latent + 3*pixels), // layer by layer
		Prepare: func(threads int) (func(context.Context) error, error) {
			r := compute.NewRNG(0)
			relu := nn.DenseConfig{Activation: compute.ReLU}
			encoder := nn.NewDense(r, pixels, hidden, relu)
			mean, logVar := nn.NewDense(r, hidden, latent, nn.DenseConfig{}), nn.NewDense(r, hidden, latent, nn.DenseConfig{})
			decoder := nn.NewSequential(nn.NewDense(r, latent, hidden, relu), nn.NewDense(r, hidden, pixels, nn.DenseConfig{}))
			params := slices.Concat(encoder.Params(), mean.Params(), logVar.Params(), decoder.Params())
			return epoch(threads, uniform(r, rows, pixels), batch, params, func(x *nn.Var) *nn.Var {
				h := encoder.Forward(x)
				m, v := mean.Forward(h), logVar.Forward(h)
				y := decoder.Forward(nn.SampleNormal(m, v))
				return nn.BCEWithLogits(y, x, nn.BatchMean).Add(nn.KLUnitGaussian(m, v, nn.BatchMean))
			})
		},
	}
}
