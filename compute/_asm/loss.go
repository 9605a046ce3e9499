package main

import (
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func loss(c *room) {
	c.masks()
	for _, v := range []isa{avx512{c.Context}, avx2{c.Context}} {
		lossKernel(c, v, "bce", "d", "z", "x")
		lossKernel(c, v, "squared", "d", "x", "y")
		lossKernel(c, v, "absolute", "d", "x", "y")
		lossKernel(c, v, "hinge", "d", "s", "t")
		lossKernel(c, v, "kl", "a", "b", "mu", "l")
		lossKernel(c, v, "nll", "a", "b", "x", "mu", "l")
	}
}

// exponent is exp with the constants of scalar.go, step by step as there.
type exponent struct {
	c                             *room
	v                             isa
	log2e, magic, high, low       Op
	e                             [5]Op
	l                             [4]Op
	one                           reg.VecVirtual
	limit, minusLimit, sign, zero Op
	half                          Op
}

// newExponent makes the constants, in memory in AVX2.
func newExponent(c *room, v isa) *exponent {
	k := constants{c, v}
	return &exponent{
		c: c, v: v, log2e: k.float(1.4426950216293335), magic: k.float(3 << 22),
		high: k.float(0.693145751953125), low: k.float(1.428606765330187e-06),
		e: [5]Op{
			k.float(0.5), k.float(0.16666576266288757), k.float(0.041666556149721146),
			k.float(0.008363203145563602), k.float(0.0013926213141530752),
		},
		l: [4]Op{
			k.float(0.33333319425582886), k.float(0.20003780722618103),
			k.float(0.14118309319019318), k.float(0.1342574954032898),
		},
		one: k.floatVec(1), limit: k.float(87), minusLimit: k.float(-87),
		sign: k.word(1 << 31), zero: k.float(0), half: k.float(0.5),
	}
}

// load returns a constant in a register.
func (e *exponent) load(k Op) reg.VecVirtual {
	if r, ok := k.(reg.VecVirtual); ok {
		return r // which the caller leaves alone
	}
	x := e.v.vec()
	e.c.VMOVUPS(k, x)
	return x
}

// parts returns p and s with exp(x) = s·(1+p); it uses x up.
func (e *exponent) parts(x reg.VecVirtual) (p, s reg.VecVirtual) {
	c := e.c
	t, n, w := e.v.vec(), e.v.vec(), e.v.vec()
	p = e.v.vec()
	c.VMULPS(e.log2e, x, t)
	c.VADDPS(e.magic, t, t)
	c.VSUBPS(e.magic, t, n)
	c.VMULPS(e.high, n, w)
	c.VSUBPS(w, x, x)
	c.VMULPS(e.low, n, w)
	c.VSUBPS(w, x, x)
	c.VMULPS(e.e[4], x, p)
	c.VADDPS(e.e[3], p, p)
	for i := 2; i >= 0; i-- {
		c.VMULPS(x, p, p)
		c.VADDPS(e.e[i], p, p)
	}
	c.VMULPS(x, x, w)
	c.VMULPS(p, w, p)
	c.VADDPS(x, p, p)
	c.VPSLLD(Imm(23), t, t)
	c.VPADDD(e.one, t, t)
	return p, t
}

// exp returns exp(x); it uses x up.
func (e *exponent) exp(x reg.VecVirtual) reg.VecVirtual {
	p, s := e.parts(x)
	e.c.VADDPS(e.one, p, p)
	e.c.VMULPS(s, p, p)
	return p
}

// bound limits x to ±87; NaN stays.
func (e *exponent) bound(x reg.VecVirtual) {
	t := e.load(e.limit)
	e.c.VMINPS(x, t, x) // the second source, x, if it is NaN
	t = e.load(e.minusLimit)
	e.c.VMAXPS(x, t, x)
}

// log1p returns log(1+t) for t in [0, 1].
func (e *exponent) log1p(t reg.VecVirtual) reg.VecVirtual {
	c := e.c
	s, z, p := e.v.vec(), e.v.vec(), e.v.vec()
	c.VADDPS(e.one, e.one, s)
	c.VADDPS(s, t, s)
	c.VDIVPS(s, t, s)
	c.VMULPS(s, s, z)
	c.VMULPS(e.l[3], z, p)
	for i := 2; i > 0; i-- {
		c.VADDPS(e.l[i], p, p)
		c.VMULPS(z, p, p)
	}
	c.VADDPS(e.l[0], p, p)
	c.VADDPS(s, s, s)
	c.VMULPS(z, s, z)
	c.VMULPS(p, z, z)
	c.VADDPS(s, z, z)
	return z
}

// lossKernel writes a loss with its gradients; the last slices are read, the
// first one or two are written.
func lossKernel(c *room, v isa, name string, slices ...string) {
	signature := "func(" + slices[0]
	for _, s := range slices[1:] {
		signature += ", " + s
	}
	c.function(name+v.suffix(), signature+" []float32, lanes *[16]float64)", name+v.suffix()+" is "+name+"Generic.")
	var pointers []reg.GPVirtual
	for _, s := range slices {
		pointers = append(pointers, c.base(s))
	}
	n, out := c.length(slices[0]), c.pointer("lanes")
	written := 1
	if slices[0] == "a" {
		written = 2
	}
	e := newExponent(c, v)
	sums := c.loadLanes(v, out)
	sixteens(c.Context, v, n, pointers, func(masks []reg.Register) {
		for j, mask := range masks {
			var x []reg.VecVirtual
			for _, p := range pointers[written:] {
				r := v.vec()
				v.load(Mem{Base: p, Disp: j * v.bytes()}, mask, r)
				x = append(x, r)
			}
			value, gradients := e.loss(name, x)
			for i, g := range gradients {
				v.store(g, mask, Mem{Base: pointers[i], Disp: j * v.bytes()})
			}
			v.keep(mask, value)
			for h, d := range v.doubles(value) {
				if name == "squared" {
					c.VFMADD231PD(d, d, sums[2*j+h]) // the product is exact, so fusing changes nothing
				} else {
					c.VADDPD(d, sums[2*j+h], sums[2*j+h])
				}
			}
		}
	})
	c.storeLanes(v, sums, out)
	c.RET()
}

// loss returns the value and the gradients of a loss, step by step as in
// generic.go.
func (e *exponent) loss(name string, x []reg.VecVirtual) (value reg.VecVirtual, gradients []reg.VecVirtual) {
	c := e.c
	switch name {
	case "bce":
		return e.bce(x[0], x[1])
	case "squared":
		c.VSUBPS(x[1], x[0], x[0])
		return x[0], x[:1]
	case "absolute":
		return e.absolute(x[0], x[1])
	case "hinge":
		return e.hinge(x[0], x[1])
	case "kl":
		return e.kl(x[0], x[1])
	}
	return e.nll(x[0], x[1], x[2])
}

// bce makes log(1+exp(z)) − x·z and σ(z) − x.
func (e *exponent) bce(z, x reg.VecVirtual) (reg.VecVirtual, []reg.VecVirtual) {
	c, m, a, w := e.c, e.v.vec(), e.v.vec(), e.v.vec()
	zero := e.load(e.zero)
	c.VMAXPS(z, zero, m)  // z if it is NaN
	c.VORPS(e.sign, z, a) // −|z|
	least := e.load(e.minusLimit)
	c.VMAXPS(a, least, a)
	t := e.exp(a)
	c.VMULPS(z, x, w)
	c.VSUBPS(w, m, m)
	l := e.log1p(t)
	c.VADDPS(l, m, m)
	up := e.clone(e.one)
	c.VADDPS(e.one, t, w)
	e.v.choose(e.v.signs(z), t, up, up)
	c.VDIVPS(w, up, up)
	c.VSUBPS(x, up, up)
	return m, []reg.VecVirtual{up}
}

// clone returns a copy of a register.
func (e *exponent) clone(x reg.VecVirtual) reg.VecVirtual {
	y := e.v.vec()
	e.c.VMOVAPS(x, y)
	return y
}

// isUnequal is the predicate of VCMPPS that is false for NaN, without a signal.
const isUnequal = 12

// absolute makes |x − y| and the sign of x − y.
func (e *exponent) absolute(x, y reg.VecVirtual) (reg.VecVirtual, []reg.VecVirtual) {
	c, s, a := e.c, e.v.vec(), e.v.vec()
	c.VSUBPS(y, x, x)
	k := e.load(e.sign)
	c.VANDPS(x, k, s)
	c.VANDNPS(x, k, a)
	c.VORPS(e.one, s, s)
	e.v.keep(e.v.compare(isUnequal, x, e.load(e.zero)), s)
	return a, []reg.VecVirtual{s}
}

// hinge makes max(0, 1 − t·s) and −t where that is positive.
func (e *exponent) hinge(s, t reg.VecVirtual) (reg.VecVirtual, []reg.VecVirtual) {
	c, m := e.c, e.v.vec()
	c.VMULPS(s, t, m)
	c.VSUBPS(m, e.one, m)
	zero := e.load(e.zero)
	c.VXORPS(e.sign, t, t)
	e.v.keep(e.v.compare(isGreater, m, zero), t)
	c.VMAXPS(m, zero, m) // m if it is NaN
	return m, []reg.VecVirtual{t}
}

// kl makes mu² + exp(l) − 1 − l, mu and (exp(l) − 1)/2.
func (e *exponent) kl(mu, l reg.VecVirtual) (reg.VecVirtual, []reg.VecVirtual) {
	c, x, q := e.c, e.clone(l), e.v.vec()
	e.bound(x)
	p, s := e.parts(x)
	c.VMULPS(p, s, p)
	c.VSUBPS(e.one, s, s)
	c.VADDPS(s, p, p)
	c.VSUBPS(l, p, s)
	c.VMULPS(mu, mu, q)
	c.VADDPS(s, q, q)
	c.VMULPS(e.half, p, p)
	return q, []reg.VecVirtual{mu, p}
}

// nll makes l + (mu−x)²·exp(−l), (mu−x)·exp(−l) and (1 − (mu−x)²·exp(−l))/2.
func (e *exponent) nll(x, mu, l reg.VecVirtual) (reg.VecVirtual, []reg.VecVirtual) {
	c, a := e.c, e.clone(l)
	c.VSUBPS(x, mu, mu)
	e.bound(a)
	c.VXORPS(e.sign, a, a)
	q := e.exp(a)
	c.VMULPS(mu, q, q)
	c.VMULPS(mu, q, mu)
	c.VADDPS(mu, l, l)
	c.VSUBPS(mu, e.one, mu)
	c.VMULPS(e.half, mu, mu)
	return l, []reg.VecVirtual{q, mu}
}
