package main

import (
	"math"

	"github.com/mmcloughlin/avo/reg"
)

func reluGrad(_ *room, v isa) func(x, dy reg.VecVirtual) reg.VecVirtual {
	zero := v.vec()
	v.zero(zero)
	return func(x, dy reg.VecVirtual) reg.VecVirtual {
		v.choose(v.compare(isLessEqual, x, zero), zero, dy, dy)
		return dy
	}
}

func eluGrad(c *room, v isa) func(x, dy reg.VecVirtual) reg.VecVirtual {
	one, zero := constants{c, v}.floatVec(1), v.vec()
	v.zero(zero)
	return func(y, dy reg.VecVirtual) reg.VecVirtual {
		d := v.vec()
		c.VADDPS(one, y, d)
		v.choose(v.compare(isGreater, y, zero), one, d, d)
		c.VMULPS(d, dy, dy)
		return dy
	}
}

func sigmoidGrad(c *room, v isa) func(x, dy reg.VecVirtual) reg.VecVirtual {
	one := constants{c, v}.floatVec(1)
	return func(y, dy reg.VecVirtual) reg.VecVirtual {
		d := v.vec()
		c.VSUBPS(y, one, d)
		c.VMULPS(d, y, d)
		c.VMULPS(d, dy, dy)
		return dy
	}
}

func tanhGrad(c *room, v isa) func(x, dy reg.VecVirtual) reg.VecVirtual {
	one := constants{c, v}.floatVec(1)
	return func(y, dy reg.VecVirtual) reg.VecVirtual {
		d := v.vec()
		c.VSUBPS(y, one, d)
		c.VADDPS(y, one, y)
		c.VMULPS(d, y, d)
		c.VMULPS(d, dy, dy)
		return dy
	}
}

func softplusGrad(c *room, v isa) func(x, dy reg.VecVirtual) reg.VecVirtual {
	e := newExponential(c, v).forExpm1()
	return func(y, dy reg.VecVirtual) reg.VecVirtual {
		e.flip(y)
		d := e.expm1(y)
		e.flip(d)
		c.VMULPS(d, dy, dy)
		return dy
	}
}

func geluGrad(c *room, v isa) func(x, dy reg.VecVirtual) reg.VecVirtual {
	e := newExponential(c, v).forSigma()
	low, high := e.k.floatVec(-12), e.k.floatVec(12)
	largest := e.k.float(math.MaxFloat32)
	g0, g1, g3 := e.k.float(1.5957691216057308), e.k.float(0.07135481627159953), e.k.float(3*0.07135481627159953)
	return func(x, dy reg.VecVirtual) reg.VecVirtual {
		q, s, w := v.vec(), v.vec(), v.vec()
		c.VMINPS(x, high, x)
		c.VMAXPS(x, low, x)
		c.VMULPS(x, x, q)
		c.VMULPS(g1, q, s)
		c.VADDPS(g0, s, s)
		c.VMULPS(x, s, s)
		r := e.sigmaBoth(s, largest)
		c.VMULPS(g3, q, w)
		c.VADDPS(g0, w, w)
		c.VMULPS(s, x, x)
		c.VMULPS(r, x, x)
		c.VMULPS(w, x, x)
		c.VADDPS(x, s, s)
		c.VMULPS(s, dy, dy)
		return dy
	}
}

func siluGrad(c *room, v isa) func(x, dy reg.VecVirtual) reg.VecVirtual {
	e := newExponential(c, v).forSigma()
	high, largest := e.k.floatVec(88.5), e.k.float(math.MaxFloat32)
	return func(x, dy reg.VecVirtual) reg.VecVirtual {
		s := v.vec()
		c.VMINPS(x, high, x)
		c.VMAXPS(x, e.sigmaLow, x)
		c.VMOVAPS(x, s)
		c.VMULPS(e.sigmaBoth(s, largest), x, x)
		c.VADDPS(e.one, x, x)
		c.VMULPS(x, s, s)
		c.VMULPS(s, dy, dy)
		return dy
	}
}

func expGrad(c *room, _ isa) func(x, dy reg.VecVirtual) reg.VecVirtual {
	return func(y, dy reg.VecVirtual) reg.VecVirtual {
		c.VMULPS(y, dy, dy)
		return dy
	}
}

func logGrad(c *room, _ isa) func(x, dy reg.VecVirtual) reg.VecVirtual {
	return func(x, dy reg.VecVirtual) reg.VecVirtual {
		c.VDIVPS(x, dy, dy)
		return dy
	}
}

func sqrtGrad(c *room, v isa) func(x, dy reg.VecVirtual) reg.VecVirtual {
	half := constants{c, v}.floatVec(0.5)
	return func(y, dy reg.VecVirtual) reg.VecVirtual {
		c.VDIVPS(y, half, y)
		c.VMULPS(y, dy, dy)
		return dy
	}
}

func squareGrad(c *room, _ isa) func(x, dy reg.VecVirtual) reg.VecVirtual {
	return func(x, dy reg.VecVirtual) reg.VecVirtual {
		c.VADDPS(x, x, x)
		c.VMULPS(x, dy, dy)
		return dy
	}
}

func absGrad(c *room, v isa) func(x, dy reg.VecVirtual) reg.VecVirtual {
	sign := signOf(c, v)
	return func(x, dy reg.VecVirtual) reg.VecVirtual {
		c.VMULPS(sign(x), dy, dy)
		return dy
	}
}

func reciprocalGrad(c *room, v isa) func(x, dy reg.VecVirtual) reg.VecVirtual {
	signs := constants{c, v}.word(1 << 31)
	return func(y, dy reg.VecVirtual) reg.VecVirtual {
		c.VMULPS(y, y, y)
		c.VXORPS(signs, y, y)
		c.VMULPS(y, dy, dy)
		return dy
	}
}
