// Package train runs the training of networks of package nn: batches in a new
// order every epoch, an optimizer, validation, early stopping, checkpoints,
// progress events and cancellation.
//
// A user writes the loss of a batch; Run does the rest. An autoencoder:
//
//	net := nn.NewSequential(
//		nn.NewDense(rng, 784, 64, nn.DenseConfig{Activation: compute.ReLU}),
//		nn.NewDense(rng, 64, 784, nn.DenseConfig{}),
//	)
//	loss := func(t *nn.Tape, b *train.Batch) *nn.Var {
//		x := t.Const(b.X[0])
//		return nn.BCEWithLogits(net.Forward(x), x, nn.Mean)
//	}
//	history, err := train.Run(ctx, net.Params(), train.FromTensors(x), loss, train.Config{Epochs: 5})
//
// Data come from a Source: FromTensors for what is in memory, OpenNPY for files
// larger than memory, or any type with the two methods.
//
// The same Config, data and parameters give the same bits for every number of
// workers, and a run that was interrupted and resumed from its checkpoint gives
// the bits of one that was not.
package train
