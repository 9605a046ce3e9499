// Package loss holds the values and gradients of losses, each in one pass. All
// slices of a function are of one length; a sum is over i, in 16 lanes of float64
// (lane i%16) that are added in one fixed order. With e = exp(−|z|)
//
//	BCE:      d[i] = σ(z[i]) − x[i]; sum += max(z[i], 0) − x[i]*z[i] + log(1+e)
//	Squared:  d[i] = x[i] − y[i]; sum += d[i] * d[i]
//	Absolute: d[i] = sign(x[i] − y[i]); sum += |x[i] − y[i]|
//	Hinge:    m = 1 − t[i]*s[i]; d[i] = m > 0 ? −t[i] : 0; sum += max(m, 0)
//	KL:       a[i] = mu[i]; b[i] = (exp(l[i]) − 1) / 2; sum += mu[i]² + exp(l[i]) − 1 − l[i]
//	NLL:      r = mu[i] − x[i]; q = r * exp(−l[i]); a[i] = q; b[i] = (1 − r*q) / 2; sum += l[i] + r*q
//
// Terms are in float32, operation by operation as in scalar.go and without fused
// multiply-adds, so that all implementations give the same bits. The argument of
// an exponential is limited to ±87. NaN stays NaN.
package loss
