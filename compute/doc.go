// Package compute is the numeric core: float32 tensors, matrix products, random
// numbers and the fused passes of a training step.
//
// A [Tensor] is a contiguous row-major block with a shape. [Gemm] multiplies in
// all four transpositions. [RNG] is a counter-based generator: element i of a
// fill depends on the seed, the stream and the position plus i, and on nothing
// else. A [Pool] spreads work over a fixed set of goroutines; a nil pool runs
// everything inline, and no result depends on the number of workers.
//
// [Map] applies a [Function] and [MapGrad] its derivative; [Add], [Sub], [Mul],
// [Div] and [MulAdd] combine tensors and repeat rows, columns and numbers;
// [Softmax], [LogSoftmax] and [LogSumExp] work on rows and don't overflow. The
// bound of the error of each function is stated and tested.
//
//	p := compute.NewPool(0)
//	r := compute.NewRNG(1)
//	w, v := compute.New(784, 500), compute.New(100, 784)
//	r.Normal(p, w.Data, 0, 0.01)
//	h := compute.MatMul(p, v, w)                 // 100×500
//	compute.SigmoidBias(p, h, nil)               // probabilities, in place
//	r.Bernoulli(p, h.Data, h.Data)               // states, in place
//
// # Implementations
//
// Every kernel has a scalar form in Go and, on amd64, AVX2 and AVX-512 forms.
// The fastest one that the processor runs is chosen once at start;
// UDL_CPU=avx512|avx2|scalar asks for less, and [Implementations] reports what
// is in use. The tag purego leaves all assembly out. The random numbers,
// the functions, the element-wise arithmetic, softmax and the float64 reductions
// are identical bit for bit in all of them; matrix products agree to rounding,
// because assembly fuses multiplication and addition.
//
// # Errors
//
// A shape that does not fit is a mistake in a program, found in a hot loop: the
// functions panic with an [*Error] that names the operation and the shapes.
package compute
