package train

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl/nn"
)

// deep is the autoencoder 784-1000-500-250-30 and back of the benchmarks.
func deep() (params []*nn.Param, loss Loss) {
	r := compute.NewRNG(1)
	sizes := []int{784, 1000, 500, 250, 30, 250, 500, 1000, 784}
	var layers []nn.Layer
	for i := range len(sizes) - 1 {
		f := compute.ReLU
		if sizes[i+1] == 30 || i == len(sizes)-2 {
			f = compute.Identity
		}
		layers = append(layers, nn.NewDense(r, sizes[i], sizes[i+1], nn.DenseConfig{Activation: f}))
	}
	net := nn.NewSequential(layers...)
	return net.Params(), func(t *nn.Tape, b *Batch) *nn.Var {
		x := t.Const(b.X[0])
		return nn.BCEWithLogits(net.Forward(x), x, nn.Mean)
	}
}

// BenchmarkDeepAutoencoder measures an epoch of 2000 digits by Adam in batches
// of 100, on one thread.
func BenchmarkDeepAutoencoder(b *testing.B) {
	x := compute.New(2000, 784)
	compute.NewRNG(2).Uniform(nil, x.Data)
	params, loss := deep()
	for b.Loop() {
		_, err := Run(context.Background(), params, FromTensors(x), loss, Config{Epochs: 1, Workers: 1})
		require.NoError(b, err)
	}
}
