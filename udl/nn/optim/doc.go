// Package optim holds the optimizers that train the parameters of package nn:
// SGD with momentum, RMSProp, Adam and AdamW, with schedules of the learning
// rate, clipping of gradients and averages of the weights.
//
// One Config serves all of them, and its zero value is Adam with a learning
// rate of 0.001. A step is one call:
//
//	opt, err := optim.New(net.Params(), optim.Config{Schedule: optim.Cosine, Steps: 1000})
//	if err != nil {
//		return err
//	}
//	tape := nn.NewTape(nn.TapeConfig{Training: true})
//	for step := 0; step < 1000; step++ {
//		tape.Reset()
//		x := tape.Const(batch)
//		opt.Minimize(tape, nn.MSE(net.Forward(x), x, nn.Mean))
//	}
//
// Package train does this and the rest of a training run: batches, validation,
// early stopping, checkpoints.
package optim
