// Package nn is what the model families share below the level of a model:
// layers, automatic differentiation, losses and weights on disk.
//
// A [Tape] records operations on variables as they are computed; [Tape.Backward]
// runs their derivatives from a loss back to the parameters. The derivatives are
// operations on variables themselves, so [Tape.Grad] returns gradients that can
// be part of a loss and be differentiated again. Reset starts the next step in
// the memory of the last one: a training step allocates nothing.
//
//	x, W, b  batch n×in, weight in×out, bias      z = x·W + b, y = f(z)
//	dy, dz   gradients of the loss in y and z     dz = dy·f'(z)
//	dx, dW   dz·Wᵀ and xᵀ·dz                      db = Σ_i dz_i
//
// A training step of an autoencoder:
//
//	r := compute.NewRNG(1)
//	net := nn.NewSequential(
//		nn.NewDense(r, 784, 64, nn.DenseConfig{Activation: compute.ReLU}),
//		nn.NewDense(r, 64, 784, nn.DenseConfig{}),
//	)
//	tape := nn.NewTape(nn.TapeConfig{Training: true})
//	x := tape.Const(batch)
//	loss := nn.BCEWithLogits(net.Forward(x), x, nn.Mean)
//	tape.Backward(loss) // each p of net.Params() has its p.Grad
//	tape.Reset()        // x and loss are gone, their memory is free
//
// # Layers and losses
//
// Layers are [Dense], tied dense, batch, layer and spectral normalization,
// embeddings, activations, dropout, noise, and what puts them together: New…
// functions return them. Losses are functions of variables with a [Reduction];
// [GradientPenalty] and [ContractivePenalty] hold derivatives themselves.
//
// # Parameters
//
// Layers name their parameters as torch does, and files hold them in its layout,
// so that weights travel both ways. [Tape.BackwardUpdate] trains each parameter
// by an [Updater], such as an optimizer, as soon as its gradient is known, dense
// weights inside the product that makes it.
//
// # Errors
//
// Shapes that do not fit are mistakes in a program: operations and constructors
// panic with an [*Error] that names the operation and the shapes. So does the use
// of a variable from before a reset. Reading and writing files returns errors.
//
// # References
//
// Griewank and Walther, Evaluating Derivatives (2008); Baydin et al., Automatic
// differentiation in machine learning: a survey (2018).
package nn
