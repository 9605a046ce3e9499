// Package optimize holds the steps of the optimizers, each one pass over the
// weights w, the gradient g and the running averages m and v. With the constants
// of a [Step], d = scale·g + decay·w and
//
//	Plain:    w -= rate * d
//	Momentum: m = mu*m + d; w -= rate * m
//	Nesterov: m = mu*m + d; w -= rate * (d + mu*m)
//	RMS:      v = beta*v + rest*d*d; w -= rate * (d / (sqrt(v) + eps))
//	Adam:     m += mu*(d - m); v = beta*v + rest*d*d
//	          w = keep*w - rate * (m / (root*sqrt(v) + eps))
//
// Every operation is rounded to float32 and none is fused, the root and the
// quotient are exact to rounding, so that all implementations give the same bits.
package optimize
