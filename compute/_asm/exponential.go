package main

import (
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// exponential holds the constants of exponentials; they are those of the package
// function, as are the steps below.
type exponential struct {
	c                      *room
	v                      isa
	k                      constants
	log2e, magic           Op
	high, low              Op
	e0, e1, e2, e3, e4     Op
	one                    reg.VecVirtual
	signs                  Op             // of the sign bit
	sigmaLow, sigmaHigh    reg.VecVirtual // the limits of sigma
	expLow, expHigh, m1Low reg.VecVirtual // the limits of exp and expm1
	atanh                  [4]Op
}

// newExponential broadcasts the constants that all need.
func newExponential(c *room, v isa) *exponential {
	k := constants{c, v}
	return &exponential{
		c: c, v: v, k: k,
		log2e: k.float(1.4426950216293335), magic: k.float(3 << 22),
		high: k.float(0.693145751953125), low: k.float(1.428606765330187e-06),
		e0: k.float(0.5), e1: k.float(0.16666576266288757), e2: k.float(0.041666556149721146),
		e3: k.float(0.008363203145563602), e4: k.float(0.0013926213141530752), one: k.floatVec(1),
		signs: k.word(1 << 31),
	}
}

// forSigma broadcasts what sigma needs besides.
func (e *exponential) forSigma() *exponential {
	e.sigmaLow, e.sigmaHigh = e.k.floatVec(-88.5), e.k.floatVec(87)
	return e
}

// forExp broadcasts what exp needs besides.
func (e *exponential) forExp() *exponential {
	e.expLow, e.expHigh = e.k.floatVec(-104), e.k.floatVec(89)
	return e
}

// forExpm1 broadcasts what expm1 needs besides.
func (e *exponential) forExpm1() *exponential {
	e.m1Low = e.k.floatVec(-87)
	return e
}

// forSoftplus broadcasts what softplus needs besides.
func (e *exponential) forSoftplus() *exponential {
	e.expLow = e.k.floatVec(-104)
	e.atanh = [4]Op{
		e.k.float(0.33333319425582886), e.k.float(0.20003780722618103),
		e.k.float(0.14118309319019318), e.k.float(0.1342574954032898),
	}
	return e
}

// horner replaces p by p·x + k for each k.
func (c *room) horner(x, p reg.VecVirtual, ks ...Op) {
	for _, k := range ks {
		c.VMULPS(x, p, p)
		c.VADDPS(k, p, p)
	}
}

// reduce returns n as low bits and as a number, and exp(r)−1, for x = n·log 2 + r.
// It uses x up.
func (e *exponential) reduce(x reg.VecVirtual) (t, n, p reg.VecVirtual) {
	c := e.c
	t, n, p = e.v.vec(), e.v.vec(), e.v.vec()
	w := e.v.vec()
	c.VMULPS(e.log2e, x, t)
	c.VADDPS(e.magic, t, t)
	c.VSUBPS(e.magic, t, n)
	c.VMULPS(e.high, n, w)
	c.VSUBPS(w, x, x)
	c.VMULPS(e.low, n, w)
	c.VSUBPS(w, x, x)
	c.VMULPS(e.e4, x, p)
	c.VADDPS(e.e3, p, p)
	c.horner(x, p, e.e2, e.e1, e.e0)
	c.VMULPS(x, x, w)
	c.VMULPS(p, w, p)
	c.VADDPS(x, p, p)
	return t, n, p
}

// power replaces low bits n by 2ⁿ.
func (e *exponential) power(t reg.VecVirtual) {
	e.c.VPSLLD(Imm(23), t, t)
	e.c.VPADDD(e.one, t, t)
}

// narrow replaces x, which is within the limits of sigma, by exp(x).
func (e *exponential) narrow(x reg.VecVirtual) {
	t, _, p := e.reduce(x)
	e.c.VADDPS(e.one, p, p)
	e.power(t)
	e.c.VMULPS(t, p, x)
}

// wide returns exp(x) for x ≤ expMax; it uses x up.
func (e *exponential) wide(x reg.VecVirtual) reg.VecVirtual {
	e.c.VMAXPS(x, e.expLow, x) // the second source, x, if it is NaN
	t, n, p := e.reduce(x)
	e.c.VADDPS(e.one, p, p)
	e.v.scale(e.k, t, n, p)
	return p
}

// exp returns exp(x); it uses x up.
func (e *exponential) exp(x reg.VecVirtual) reg.VecVirtual {
	e.c.VMINPS(x, e.expHigh, x)
	return e.wide(x)
}

// minusOne returns exp(x)−1 for reduced arguments.
func (e *exponential) minusOne(t, p reg.VecVirtual) reg.VecVirtual {
	e.power(t)
	e.c.VMULPS(t, p, p)
	e.c.VSUBPS(e.one, t, t)
	e.c.VADDPS(t, p, p)
	return p
}

// expm1 returns exp(x)−1 for x ≤ 0; it uses x up.
func (e *exponential) expm1(x reg.VecVirtual) reg.VecVirtual {
	e.c.VMAXPS(x, e.m1Low, x)
	t, _, p := e.reduce(x)
	return e.minusOne(t, p)
}

// sigma replaces x by its logistic function.
func (e *exponential) sigma(x reg.VecVirtual) {
	e.c.VMINPS(x, e.sigmaHigh, x)
	e.c.VMAXPS(x, e.sigmaLow, x)
	e.flip(x)
	e.narrow(x)
	e.c.VADDPS(e.one, x, x)
	e.c.VDIVPS(x, e.one, x)
}

// sigmaBoth replaces x by its logistic function and returns that of −x.
func (e *exponential) sigmaBoth(x reg.VecVirtual, largest Op) reg.VecVirtual {
	e.c.VMINPS(x, e.sigmaHigh, x)
	e.c.VMAXPS(x, e.sigmaLow, x)
	e.flip(x)
	e.narrow(x)
	r := e.v.vec()
	e.c.VMINPS(largest, x, r)
	e.c.VADDPS(e.one, x, x)
	e.c.VDIVPS(x, e.one, x)
	e.c.VMULPS(x, r, r)
	return r
}

// flip changes the sign of x.
func (e *exponential) flip(x reg.VecVirtual) { e.c.VXORPS(e.signs, x, x) }

// softplus returns log(1+exp(x)); it uses x up.
func (e *exponential) softplus(x reg.VecVirtual) reg.VecVirtual {
	c := e.c
	m, zero := e.v.vec(), e.v.vec()
	e.v.zero(zero)
	c.VMAXPS(x, zero, m)   // x if it is NaN
	c.VORPS(e.signs, x, x) // −|x|
	x = e.wide(x)
	s, z, p := e.v.vec(), e.v.vec(), e.v.vec()
	c.VADDPS(e.one, e.one, s)
	c.VADDPS(s, x, s)
	c.VDIVPS(s, x, s)
	c.VMULPS(s, s, z)
	c.VMULPS(e.atanh[3], z, p)
	c.VADDPS(e.atanh[2], p, p)
	c.horner(z, p, e.atanh[1], e.atanh[0])
	c.VADDPS(s, s, s)
	c.VMULPS(z, s, z)
	c.VMULPS(p, z, z)
	c.VADDPS(s, z, z)
	c.VADDPS(z, m, m)
	return m
}
