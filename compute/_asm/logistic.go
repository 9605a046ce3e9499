package main

import (
	"github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func logistic(c *room) {
	c.masks()
	for _, v := range []isa{avx512{c.Context}, avx2{c.Context}} {
		sigmoidKernel(c, v, "sigmoid", true, false)
		sigmoidKernel(c, v, "sigmoidSample", true, true)
		sigmoidKernel(c, v, "sampleLogits", false, true)
		lessKernel(c, v)
		softplusKernel(c, v)
	}
}

// exponential holds the constants of exp; they are those of scalar.go.
type exponential struct {
	c                         *build.Context
	v                         isa
	log2e, magic, high, low   Op
	e4, e3, e2, e1, e0, signs Op
	limit, minusLimit, one    reg.VecVirtual
}

// newExponential broadcasts the constants.
func newExponential(c *room, v isa) *exponential {
	k := constants{c, v}
	return &exponential{
		c: c.Context, v: v,
		log2e: k.float(1.4426950216293335), magic: k.float(3 << 22),
		high: k.float(0.693145751953125), low: k.float(1.428606765330187e-06),
		e0: k.float(0.5), e1: k.float(0.16666576266288757), e2: k.float(0.041666556149721146),
		e3: k.float(0.008363203145563602), e4: k.float(0.0013926213141530752), one: k.floatVec(1),
		limit: k.floatVec(87), minusLimit: k.floatVec(-87), signs: k.word(1 << 31),
	}
}

// of replaces x by exp(x), step by step as in scalar.go.
func (e *exponential) of(x reg.VecVirtual) {
	c := e.c
	t, n, w, p := e.v.vec(), e.v.vec(), e.v.vec(), e.v.vec()
	c.VMULPS(e.log2e, x, t)
	c.VADDPS(e.magic, t, t)
	c.VSUBPS(e.magic, t, n)
	c.VMULPS(e.high, n, w)
	c.VSUBPS(w, x, x)
	c.VMULPS(e.low, n, w)
	c.VSUBPS(w, x, x)
	c.VMULPS(e.e4, x, p)
	c.VADDPS(e.e3, p, p)
	for _, k := range []Op{e.e2, e.e1, e.e0} {
		c.VMULPS(x, p, p)
		c.VADDPS(k, p, p)
	}
	c.VMULPS(x, x, w)
	c.VMULPS(p, w, p)
	c.VADDPS(x, p, p)
	c.VADDPS(e.one, p, p)
	c.VPSLLD(Imm(23), t, t)
	c.VPADDD(e.one, t, t)
	c.VMULPS(t, p, x)
}

// sigma replaces x by its logistic function.
func (e *exponential) sigma(x reg.VecVirtual) {
	e.c.VMINPS(x, e.limit, x) // the second source, x, if it is NaN
	e.c.VMAXPS(x, e.minusLimit, x)
	e.flip(x)
	e.of(x)
	e.c.VADDPS(e.one, x, x)
	e.c.VDIVPS(x, e.one, x)
}

// flip changes the sign of x.
func (e *exponential) flip(x reg.VecVirtual) { e.c.VXORPS(e.signs, x, x) }

// biased loads x+bias.
func (c *room) biased(v isa, x, bias reg.GPVirtual, j int, mask reg.Register) reg.VecVirtual {
	r, b := v.vec(), v.vec()
	v.load(Mem{Base: x, Disp: j * v.bytes()}, mask, r)
	v.load(Mem{Base: bias, Disp: j * v.bytes()}, mask, b)
	c.VADDPS(b, r, r)
	return r
}

// sigmoidKernel writes a pass with the logistic function that keeps it, samples
// it, or both.
func sigmoidKernel(c *room, v isa, name string, keep, sample bool) {
	signature := "func(x, bias []float32)"
	if sample {
		signature = "func(x, bias, u, s []float32)"
	}
	c.function(name+v.suffix(), signature, name+v.suffix()+" is "+name+"Generic.")
	x, n, bias := c.base("x"), c.length("x"), c.base("bias")
	pointers := []reg.GPVirtual{x, bias}
	var u, s reg.GPVirtual
	if sample {
		u, s = c.base("u"), c.base("s")
		pointers = append(pointers, u, s)
	}
	e := newExponential(c, v)
	sixteens(c.Context, v, n, pointers, func(masks []reg.Register) {
		for j, m := range masks {
			p := c.biased(v, x, bias, j, m)
			e.sigma(p)
			if keep {
				v.store(p, m, Mem{Base: x, Disp: j * v.bytes()})
			}
			if sample {
				r := v.vec()
				v.load(Mem{Base: u, Disp: j * v.bytes()}, m, r)
				v.oneIfLess(r, p, e.one, p)
				v.store(p, m, Mem{Base: s, Disp: j * v.bytes()})
			}
		}
	})
	c.RET()
}

// lessKernel writes the comparison with uniforms.
func lessKernel(c *room, v isa) {
	c.function("less"+v.suffix(), "func(u, p, s []float32)", "less"+v.suffix()+" is lessGeneric.")
	u, p, n, s := c.base("u"), c.base("p"), c.length("p"), c.base("s")
	one := constants{c, v}.floatVec(1)
	sixteens(c.Context, v, n, []reg.GPVirtual{u, p, s}, func(masks []reg.Register) {
		for j, m := range masks {
			x, y := v.vec(), v.vec()
			v.load(Mem{Base: u, Disp: j * v.bytes()}, m, x)
			v.load(Mem{Base: p, Disp: j * v.bytes()}, m, y)
			v.oneIfLess(x, y, one, y)
			v.store(y, m, Mem{Base: s, Disp: j * v.bytes()})
		}
	})
	c.RET()
}

// softplusKernel writes the sums of log(1+exp(x)), step by step as in scalar.go.
func softplusKernel(c *room, v isa) {
	c.function("softplusSum"+v.suffix(), "func(x, bias []float32, lanes *[16]float64)",
		"softplusSum"+v.suffix()+" is softplusSumGeneric.")
	x, n, bias, out := c.base("x"), c.length("x"), c.base("bias"), c.pointer("lanes")
	e := newExponential(c, v)
	k := constants{c, v}
	l := [4]Op{k.float(0.33333319425582886), k.float(0.20003780722618103),
		k.float(0.14118309319019318), k.float(0.1342574954032898)}
	sums := c.loadLanes(v, out)
	sixteens(c.Context, v, n, []reg.GPVirtual{x, bias}, func(masks []reg.Register) {
		for j, m := range masks {
			y := e.softplus(c.biased(v, x, bias, j, m), l)
			v.keep(m, y)
			for h, d := range v.doubles(y) {
				c.VADDPD(d, sums[2*j+h], sums[2*j+h])
			}
		}
	})
	c.storeLanes(v, sums, out)
	c.RET()
}

// softplus returns log(1+exp(x)); it uses x up.
func (e *exponential) softplus(x reg.VecVirtual, l [4]Op) reg.VecVirtual {
	c := e.c
	m, zero := e.v.vec(), e.v.vec()
	e.v.zero(zero)
	c.VMAXPS(x, zero, m)         // x if it is NaN
	c.VORPS(e.signs, x, x)       // −|x|
	c.VMAXPS(x, e.minusLimit, x) // x if it is NaN
	e.of(x)
	s, z, p := e.v.vec(), e.v.vec(), e.v.vec()
	c.VADDPS(e.one, e.one, s)
	c.VADDPS(s, x, s)
	c.VDIVPS(s, x, s)
	c.VMULPS(s, s, z)
	c.VMULPS(l[3], z, p)
	c.VADDPS(l[2], p, p)
	for _, k := range []Op{l[1], l[0]} {
		c.VMULPS(z, p, p)
		c.VADDPS(k, p, p)
	}
	c.VADDPS(s, s, s)
	c.VMULPS(z, s, z)
	c.VMULPS(p, z, z)
	c.VADDPS(s, z, z)
	c.VADDPS(z, m, m)
	return m
}
