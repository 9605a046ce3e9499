package loss

import "math"

// Constants of exp. The quotient n of x by log 2 is rounded by adding magic,
// after which the low bits of the sum are n. log 2 is split so that n·ln2High is
// exact. e0 to e4 are the Chebyshev interpolant of (exp(r)−1−r)/r² on
// |r| ≤ log(2)/2, rounded to float32: the error in exp(r) is 1.1e-8, relative.
const (
	limit   = 87 // exp(±limit) is finite and normal
	log2e   = 1.4426950216293335
	magic   = 3 << 22
	ln2High = 0.693145751953125
	ln2Low  = 1.428606765330187e-06

	e0 = 0.5
	e1 = 0.16666576266288757
	e2 = 0.041666556149721146
	e3 = 0.008363203145563602
	e4 = 0.0013926213141530752
)

// l0 to l3 are the interpolant of (atanh(s)/s−1)/s² in s² on [0, 1/9]; the
// error in atanh is 1.7e-8, relative.
const (
	l0 = 0.33333319425582886
	l1 = 0.20003780722618103
	l2 = 0.14118309319019318
	l3 = 0.1342574954032898
)

// parts returns p and a power of two s with exp(x) = s·(1+p), for |x| ≤ limit.
// The conversions forbid the compiler to fuse a product and a sum.
func parts(x float32) (p, s float32) {
	t := float32(x*log2e) + magic
	n := t - magic
	r := x - float32(n*ln2High)
	r -= float32(n * ln2Low)
	p = float32(r*e4) + e3
	p = float32(r*p) + e2
	p = float32(r*p) + e1
	p = float32(r*p) + e0
	p = float32(float32(r*r)*p) + r
	return p, math.Float32frombits(math.Float32bits(t)<<23 + 0x3F800000)
}

// exp returns exp(x), within 1.5 units in the last place.
func exp(x float32) float32 {
	p, s := parts(x)
	return (p + 1) * s
}

// expm1 returns exp(x) − 1 without cancellation near 0.
func expm1(x float32) float32 {
	p, s := parts(x)
	return float32(p*s) + (s - 1)
}

// limited returns x, or ±limit when it is beyond.
func limited(x float32) float32 {
	if x > limit {
		x = limit
	}
	if x < -limit {
		x = -limit
	}
	return x
}

// log1p returns log(1+t) = 2·atanh(t/(2+t)) for t in [0, 1].
func log1p(t float32) float32 {
	s := t / (2 + t)
	z := float32(s * s)
	p := float32(z*l3) + l2
	p = float32(z*p) + l1
	p = float32(z*p) + l0
	s += s
	return float32(float32(s*z)*p) + s
}

// bce returns the loss log(1+exp(z)) − x·z and its gradient.
func bce(z, x float32) (value, d float32) {
	m, a := z, -z // max(z, 0) and −|z|
	if z < 0 {
		m, a = 0, z
	}
	if a < -limit {
		a = -limit
	}
	t := exp(a)
	up := float32(1) // the numerator of σ(z)
	if z < 0 {
		up = t
	}
	return (m - float32(x*z)) + log1p(t), up/(1+t) - x
}
