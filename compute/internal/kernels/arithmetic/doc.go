// Package arithmetic holds the element-wise passes with more than one argument:
//
//	Combine:       for i := range x { dst[i] = x[i] op y[i] }
//	CombineScalar: for i := range x { dst[i] = x[i] op y }
//	AddScaled:     for i := range x { dst[i] = a*x[i] + b*y[i] }
//	Affine:        for i := range x { dst[i] = a*x[i] + c }
//	Clamp:         for i := range x { dst[i] = min(max(x[i], lo), hi) }
//	Leaky:         for i := range x { dst[i] = x[i] if v[i] > 0, else slope*x[i] }
//
// where op is one of Op and MulAdd means dst[i] += x[i]*y[i]. No product is fused
// with a sum, so that all implementations give the same bits. dst may be any of
// the arguments, but must not overlap one otherwise. Clamp keeps NaN.
package arithmetic
