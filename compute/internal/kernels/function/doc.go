// Package function applies elementary functions to slices:
//
//	Apply:     for i := range x { dst[i] = f(x[i]) }
//	ApplyBias: for i := range x { dst[i] = f(x[i] + bias[i]) }
//	Grad:      for i := range v { dst[i] = dy[i] * f'(v[i]) }
//
// where in Grad v is the input or the output of f, as [ID.FromInput] says. dst may
// be any of the arguments, but must not overlap one otherwise.
//
// The functions are those of the scalar files of this package, operation by
// operation and without fused multiply-adds, so that all implementations give the
// same bits; the sign and payload of a NaN alone are open. Divisions and square
// roots are correctly rounded. NaN gives NaN.
package function
