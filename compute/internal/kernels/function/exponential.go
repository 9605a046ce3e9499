package function

import "math"

// Constants of exp. The quotient n of x by log 2 is rounded by adding magic,
// after which the low bits of the sum are n. log 2 is split so that n·ln2High is
// exact. e0 to e4 are the Chebyshev interpolant of (exp(r)−1−r)/r² on
// |r| ≤ log(2)/2, rounded to float32: the error in exp(r) is 1.1e-8, relative.
const (
	log2e     = 1.4426950216293335
	magic     = 3 << 22
	magicBits = 0x4B400000
	ln2High   = 0.693145751953125
	ln2Low    = 1.428606765330187e-06

	e0 = 0.5
	e1 = 0.16666576266288757
	e2 = 0.041666556149721146
	e3 = 0.008363203145563602
	e4 = 0.0013926213141530752
)

// The ends of the ranges of exponentials.
const (
	expMax   = 89   // exp is infinite from here on
	expMin   = -104 // exp is less than half the smallest number
	powerMin = -87  // 2ⁿ is a normal number down to here
	powerMax = 88.5 // and infinite here, beyond the n for 88.38
)

// reduce returns n as the low bits of a number and exp(r)−1 for x = n·log 2 + r.
// The conversions forbid the compiler to fuse a product and a sum, here and
// everywhere.
func reduce(x float32) (bits uint32, p float32) {
	t := float32(x*log2e) + magic
	n := t - magic
	r := x - float32(n*ln2High)
	r -= float32(n * ln2Low)
	p = float32(r*e4) + e3
	p = float32(r*p) + e2
	p = float32(r*p) + e1
	p = float32(r*p) + e0
	p = float32(float32(r*r)*p) + r
	return math.Float32bits(t), p
}

// power returns 2ⁿ by the low bits of t, for n from −126 to 128, which makes +Inf.
func power(t uint32) float32 { return math.Float32frombits(t<<23 + 0x3F800000) }

// narrowExp returns exp(x) for x of [powerMin, powerMax], and NaN for NaN.
func narrowExp(x float32) float32 {
	t, p := reduce(x)
	p++
	return p * power(t)
}

// Exp1 returns exp(x). Its error is at most 1.5 units in the last place, also among the
// denormal numbers too.
func Exp1(x float32) float32 {
	if x > expMax {
		x = expMax
	}
	if x < expMin {
		x = expMin
	}
	t, p := reduce(x)
	p++
	n := int32(t - magicBits)
	half := n >> 1 // in two steps, of which only the second rounds
	return float32(p*power(uint32(half))) * power(uint32(n-half))
}

// expm1 returns exp(x)−1 for x ≤ 0, and NaN for NaN.
func expm1(x float32) float32 {
	if x < powerMin {
		x = powerMin
	}
	t, p := reduce(x)
	s := power(t)
	return float32(s*p) + (s - 1)
}
