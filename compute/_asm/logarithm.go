package main

import (
	"math"

	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// logarithm holds the constants of log; they are those of the package function,
// as are the steps below.
type logarithm struct {
	c                       *room
	v                       isa
	rootHalf, fraction, one Op
	n                       [8]Op
	high, low, half         Op
}

// newLogarithm broadcasts the constants that all need.
func newLogarithm(c *room, v isa) *logarithm {
	k := constants{c, v}
	l := &logarithm{
		c: c, v: v,
		rootHalf: k.word(0x3F3504F3), fraction: k.word(0x7FFFFF), one: k.float(1), half: k.float(0.5),
		high: k.float(0.693145751953125), low: k.float(1.428606765330187e-06),
	}
	for i, f := range []float32{
		0.33333316445350647, -0.25000810623168945, 0.2000228613615036, -0.16624557971954346,
		0.14181193709373474, -0.13128718733787537, 0.12881623208522797, -0.07859673351049423,
	} {
		l.n[i] = k.float(f)
	}
	return l
}

// split replaces a normal y by f of y = 2ᵉ·(1+f) and returns e.
func (l *logarithm) split(y reg.VecVirtual) (e reg.VecVirtual) {
	c := l.c
	e = l.v.vec()
	c.VPSUBD(l.rootHalf, y, y)
	c.VPSRAD(Imm(23), y, e)
	c.VCVTDQ2PS(e, e)
	c.VANDPS(l.fraction, y, y)
	c.VPADDD(l.rootHalf, y, y)
	c.VSUBPS(l.one, y, y)
	return e
}

// join returns e·log 2 + log(1+f); it uses both up.
func (l *logarithm) join(e, f reg.VecVirtual) reg.VecVirtual {
	c := l.c
	p, z, w := l.v.vec(), l.v.vec(), l.v.vec()
	c.VMULPS(l.n[7], f, p)
	c.VADDPS(l.n[6], p, p)
	c.horner(f, p, l.n[5], l.n[4], l.n[3], l.n[2], l.n[1], l.n[0])
	c.VMULPS(f, f, z)
	c.VMULPS(f, z, w)
	c.VMULPS(w, p, p)
	c.VMULPS(l.half, z, z)
	c.VSUBPS(z, p, p)
	c.VMULPS(l.low, e, w)
	c.VADDPS(w, p, p)
	c.VADDPS(f, p, p)
	c.VMULPS(l.high, e, e)
	c.VADDPS(e, p, p)
	return p
}

// logOf is the logarithm of all numbers.
func logOf(c *room, v isa) func(x reg.VecVirtual) reg.VecVirtual {
	l, k := newLogarithm(c, v), constants{c, v}
	normal, up, under := k.float(0x1p-126), k.float(1<<23), k.float(-23)
	largest, infinite, none := k.float(math.MaxFloat32), k.word(0xFF800000), k.word(0x7FC00000)
	inRegister := func(o Op) reg.VecVirtual {
		if r, ok := o.(reg.VecVirtual); ok {
			return r
		}
		r := v.vec()
		c.VMOVUPS(o, r)
		return r
	}
	return func(x reg.VecVirtual) reg.VecVirtual {
		y, b := v.vec(), v.vec()
		small := v.compare(isLess, x, inRegister(normal))
		c.VMULPS(up, x, y)
		v.choose(small, y, x, y)
		e, zero := l.split(y), v.vec()
		v.zero(zero)
		v.choose(small, inRegister(under), zero, b)
		c.VADDPS(b, e, e)
		r := l.join(e, y)
		v.zero(zero)
		v.choose(v.compare(isAboveOrNaN, x, inRegister(largest)), x, r, r)
		v.choose(v.compare(isEqual, x, zero), inRegister(infinite), r, r)
		v.choose(v.compare(isLess, x, zero), inRegister(none), r, r)
		return r
	}
}
