// Package logistic is the arithmetic of binary units: the logistic function, its
// comparison with uniforms, and the softplus log(1+exp(x)).
//
// In every function bias is nil or as long as x. The kernels are
//
//	Sigmoid:       for i := range x { x[i] = σ(x[i] + bias[i]) }
//	SigmoidSample: for i := range x { x[i] = σ(x[i] + bias[i]); s[i] = step(u[i] < x[i]) }
//	SampleLogits:  for i := range x { s[i] = step(u[i] < σ(x[i] + bias[i])) }
//	Less:          for i := range p { s[i] = step(u[i] < p[i]) }
//	SoftplusSum:   for i := range x { lane[i%16] += float64(softplus(x[i] + bias[i])) }
//
// where step is 1 for true and 0 for false. σ and softplus are Sigma and
// SoftPlus of the package function, operation by operation and without fused
// multiply-adds, so that all implementations give the same bits. NaN stays NaN and is never sampled as 1.
// The 16 lanes are added in one fixed order.
package logistic
