package train

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/nn"
)

// rows is data of n rows and d columns.
func rows(n, d int) *compute.Tensor {
	x := compute.New(n, d)
	compute.NewRNG(9).Uniform(nil, x.Data)
	return x
}

// autoencoder is a network that has a bit of everything that a checkpoint must
// hold: dropout, running statistics, noise in the loss.
func autoencoder(d int) (params []*nn.Param, loss Loss) {
	r := compute.NewRNG(7)
	net := nn.NewSequential(
		nn.NewDense(r, d, 6, nn.DenseConfig{Activation: compute.Tanh}),
		nn.NewBatchNorm(6, nn.NormConfig{}),
		nn.NewDropout(0.2),
		nn.NewDense(r, 6, d, nn.DenseConfig{}),
	)
	return net.Params(), func(t *nn.Tape, b *Batch) *nn.Var {
		x := t.Const(b.X[0])
		noise := t.Normal(x.Shape()...).Scale(0.1)
		return nn.BCEWithLogits(net.Forward(x.Add(noise)), x, nn.Mean)
	}
}

// point is a single weight w with the losses (w−10)² in training and (w−3)²
// while evaluating.
func point(start float32) (*nn.Param, Loss) {
	w := &nn.Param{Name: "w", Value: compute.FromSlice([]float32{start}, 1)}
	return w, func(t *nn.Tape, b *Batch) *nn.Var {
		goal := 3.0
		if t.Training {
			goal = 10
		}
		d := t.Param(w).Sub(t.Scalar(goal))
		return d.Mul(d).Mean()
	}
}

// numbersOf are the numbers of all parameters.
func numbersOf(params []*nn.Param) (all []float32) {
	for _, p := range params {
		all = append(all, p.Value.Data...)
	}
	return all
}

// timeless is a history without its times.
func timeless(h *History) History {
	out := *h
	out.Epochs = append([]Epoch(nil), h.Epochs...)
	for i := range out.Epochs {
		out.Epochs[i].Elapsed = 0
	}
	return out
}

// stopAfter returns a context that ends when a run has told of n batches.
func stopAfter(n int) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	return udl.WithProgress(ctx, func(e udl.Progress) {
		if e.Done >= n {
			cancel()
		}
	})
}

func mustRun(t testing.TB, params []*nn.Param, data Source, loss Loss, c Config) *History {
	t.Helper()
	h, err := Run(context.Background(), params, data, loss, c)
	require.NoError(t, err)
	return h
}
