package function

import "math"

// Sigma returns the logistic function 1/(1+exp(−x)). Its error is at most 2.5
// units in the last place where it is a normal number; below, from −87.3 on, it
// is at most 5e-39, and from −88.4 on the result is 0.
func Sigma(x float32) float32 {
	if x > -powerMin {
		x = -powerMin
	}
	if x < -powerMax {
		x = -powerMax
	}
	return 1 / (1 + narrowExp(-x))
}

// SoftPlus returns log(1+exp(x)) = max(x, 0) + 2·atanh(t/(2+t)), t = exp(−|x|).
// Its error is at most 3 units in the last place.
func SoftPlus(x float32) float32 {
	m, a := x, -x
	if x < 0 {
		m, a = 0, x
	}
	t := Exp1(a)
	s := t / (2 + t)
	z := float32(s * s)
	p := float32(z*l3) + l2
	p = float32(z*p) + l1
	p = float32(z*p) + l0
	s += s
	return m + (float32(float32(s*z)*p) + s)
}

// l0 to l3 are the interpolant of (atanh(s)/s−1)/s² in s² on [0, 1/9]; the
// error in atanh is 1.7e-8, relative.
const (
	l0 = 0.33333319425582886
	l1 = 0.20003780722618103
	l2 = 0.14118309319019318
	l3 = 0.1342574954032898
)

// tanhMax is where tanh has become 1.
const tanhMax = 20

// tanh returns m/(m+2) with the sign of x, where m = exp(2|x|)−1. Its error is at
// most 2.5 units in the last place.
func tanh(x float32) float32 {
	a := abs(x)
	a += a
	if a > tanhMax {
		a = tanhMax
	}
	t, p := reduce(a)
	s := power(t)
	m := float32(s*p) + (s - 1)
	m /= m + 2
	return math.Float32frombits(math.Float32bits(m) | math.Float32bits(x)&(1<<31))
}

// elu returns x, or exp(x)−1 where x is negative. Its error is at most 1.5 units in
// the last place.
func elu(x float32) float32 {
	if x > 0 {
		return x
	}
	return expm1(x)
}

// The argument of the logistic function in gelu is x·(g0 + g1·x²), where g0 is
// 2·√(2/π) and g1 is 0.044715·g0. The product is 0 from −geluMax on.
const (
	g0      = 1.5957691216057308
	g1      = 0.07135481627159953
	geluMax = 12
)

// gelu returns x·σ(2·√(2/π)·(x + 0.044715·x³)), which is
// x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))).
func gelu(x float32) float32 {
	if x < -geluMax {
		x = -geluMax
	}
	return x * Sigma(x*(float32(float32(x*x)*g1)+g0))
}

// geluGrad returns the derivative of gelu.
func geluGrad(x float32) float32 {
	x = clip(x, geluMax)
	q := float32(x * x)
	s, r := sigmaBoth(x * (float32(q*g1) + g0))
	w := float32(q*(3*g1)) + g0
	return s + float32(float32(float32(x*s)*r)*w)
}

// silu returns x·σ(x).
func silu(x float32) float32 {
	if x < -powerMax {
		x = -powerMax
	}
	return x * Sigma(x)
}

// siluGrad returns the derivative of silu, σ(x)·(1 + x·σ(−x)).
func siluGrad(x float32) float32 {
	x = clip(x, powerMax)
	s, r := sigmaBoth(x)
	return s * (float32(x*r) + 1)
}

// sigmaBoth returns σ(x) and σ(−x), the one as Sigma does and the other without
// the cancellation in 1−σ(x); where σ(x) is 0 so is σ(−x), with which it is
// multiplied.
func sigmaBoth(x float32) (s, r float32) {
	if x > -powerMin {
		x = -powerMin
	}
	if x < -powerMax {
		x = -powerMax
	}
	e := narrowExp(-x)
	s = 1 / (1 + e)
	return s, min(e, math.MaxFloat32) * s
}

// clip limits |x|.
func clip(x, limit float32) float32 {
	if x > limit {
		x = limit
	}
	if x < -limit {
		x = -limit
	}
	return x
}

// abs returns |x|.
func abs(x float32) float32 { return math.Float32frombits(math.Float32bits(x) &^ (1 << 31)) }
