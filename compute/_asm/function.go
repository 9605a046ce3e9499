package main

import (
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// unary prepares a function: it loads the constants and returns what replaces x,
// which may be used up. The steps are those of the package function.
type unary func(c *room, v isa) func(x reg.VecVirtual) reg.VecVirtual

// binary prepares a derivative, which is given v and dy.
type binary func(c *room, v isa) func(x, dy reg.VecVirtual) reg.VecVirtual

func functions(c *room) {
	c.masks()
	for _, v := range []isa{avx512{c.Context}, avx2{c.Context}} {
		for _, f := range []struct {
			name string
			of   unary
		}{
			{"shifted", identityOf},
			{"relu", reluOf},
			{"elu", eluOf},
			{"sigmoid", sigmoidOf},
			{"tanh", tanhOf},
			{"softplus", softplusOf},
			{"gelu", geluOf},
			{"silu", siluOf},
			{"exp", expOf},
			{"log", logOf},
			{"sqrt", sqrtOf},
			{"square", squareOf},
			{"abs", absOf},
			{"reciprocal", reciprocalOf},
			{"sign", signOf},
		} {
			applyKernel(c, v, f.name, f.of)
		}
		for _, f := range []struct {
			name string
			of   binary
		}{
			{"relu", reluGrad},
			{"elu", eluGrad},
			{"sigmoid", sigmoidGrad},
			{"tanh", tanhGrad},
			{"softplus", softplusGrad},
			{"gelu", geluGrad},
			{"silu", siluGrad},
			{"exp", expGrad},
			{"log", logGrad},
			{"sqrt", sqrtGrad},
			{"square", squareGrad},
			{"abs", absGrad},
			{"reciprocal", reciprocalGrad},
		} {
			gradKernel(c, v, f.name, f.of)
		}
	}
}

// applyKernel writes dst = f(x+bias). The bias moves on by step bytes each 16
// numbers: 64, or 0 for 16 numbers that count for all.
func applyKernel(c *room, v isa, name string, f unary) {
	c.function(name+v.suffix(), "func(dst, x, bias []float32, step int)", name+v.suffix()+" is f of x+bias.")
	dst, x, n, bias, step := c.base("dst"), c.base("x"), c.length("x"), c.base("bias"), c.pointer("step")
	of := f(c, v)
	sixteens(c.Context, v, n, []reg.GPVirtual{dst, x}, func(masks []reg.Register) {
		for j, m := range masks {
			y := of(c.biased(v, x, bias, j, m))
			v.store(y, m, Mem{Base: dst, Disp: j * v.bytes()})
		}
		c.ADDQ(step, bias)
	})
	c.RET()
}

// gradKernel writes dst = dy·f'(x).
func gradKernel(c *room, v isa, name string, f binary) {
	name += "Grad" + v.suffix()
	c.function(name, "func(dst, v, dy []float32)", name+" is dy times the derivative at v.")
	dst, x, n, dy := c.base("dst"), c.base("v"), c.length("v"), c.base("dy")
	of := f(c, v)
	sixteens(c.Context, v, n, []reg.GPVirtual{dst, x, dy}, func(masks []reg.Register) {
		for j, m := range masks {
			a, b := v.vec(), v.vec()
			v.load(Mem{Base: x, Disp: j * v.bytes()}, m, a)
			v.load(Mem{Base: dy, Disp: j * v.bytes()}, m, b)
			v.store(of(a, b), m, Mem{Base: dst, Disp: j * v.bytes()})
		}
	})
	c.RET()
}

func identityOf(*room, isa) func(x reg.VecVirtual) reg.VecVirtual {
	return func(x reg.VecVirtual) reg.VecVirtual { return x }
}

func reluOf(c *room, v isa) func(x reg.VecVirtual) reg.VecVirtual {
	zero := v.vec()
	v.zero(zero)
	return func(x reg.VecVirtual) reg.VecVirtual {
		c.VMAXPS(x, zero, x) // x if it is NaN
		return x
	}
}

func eluOf(c *room, v isa) func(x reg.VecVirtual) reg.VecVirtual {
	e, zero := newExponential(c, v).forExpm1(), v.vec()
	v.zero(zero)
	return func(x reg.VecVirtual) reg.VecVirtual {
		y := v.vec()
		c.VMOVAPS(x, y)
		y = e.expm1(y)
		v.choose(v.compare(isGreater, x, zero), x, y, y)
		return y
	}
}

func sigmoidOf(c *room, v isa) func(x reg.VecVirtual) reg.VecVirtual {
	e := newExponential(c, v).forSigma()
	return func(x reg.VecVirtual) reg.VecVirtual {
		e.sigma(x)
		return x
	}
}

func tanhOf(c *room, v isa) func(x reg.VecVirtual) reg.VecVirtual {
	e := newExponential(c, v)
	top, magnitude, two := e.k.floatVec(20), e.k.word(0x7FFFFFFF), e.k.float(2)
	return func(x reg.VecVirtual) reg.VecVirtual {
		a, d := v.vec(), v.vec()
		c.VANDPS(magnitude, x, a)
		c.VANDPS(e.signs, x, x)
		c.VADDPS(a, a, a)
		c.VMINPS(a, top, a)
		t, _, p := e.reduce(a)
		m := e.minusOne(t, p)
		c.VADDPS(two, m, d)
		c.VDIVPS(d, m, m)
		c.VORPS(x, m, m)
		return m
	}
}

func softplusOf(c *room, v isa) func(x reg.VecVirtual) reg.VecVirtual {
	return newExponential(c, v).forSoftplus().softplus
}

func geluOf(c *room, v isa) func(x reg.VecVirtual) reg.VecVirtual {
	e := newExponential(c, v).forSigma()
	low, g0, g1 := e.k.floatVec(-12), e.k.float(1.5957691216057308), e.k.float(0.07135481627159953)
	return func(x reg.VecVirtual) reg.VecVirtual {
		s := v.vec()
		c.VMAXPS(x, low, x)
		c.VMULPS(x, x, s)
		c.VMULPS(g1, s, s)
		c.VADDPS(g0, s, s)
		c.VMULPS(x, s, s)
		e.sigma(s)
		c.VMULPS(x, s, s)
		return s
	}
}

func siluOf(c *room, v isa) func(x reg.VecVirtual) reg.VecVirtual {
	e := newExponential(c, v).forSigma()
	return func(x reg.VecVirtual) reg.VecVirtual {
		s := v.vec()
		c.VMAXPS(x, e.sigmaLow, x)
		c.VMOVAPS(x, s)
		e.sigma(s)
		c.VMULPS(x, s, s)
		return s
	}
}

func expOf(c *room, v isa) func(x reg.VecVirtual) reg.VecVirtual {
	return newExponential(c, v).forExp().exp
}

func sqrtOf(c *room, _ isa) func(x reg.VecVirtual) reg.VecVirtual {
	return func(x reg.VecVirtual) reg.VecVirtual {
		c.VSQRTPS(x, x)
		return x
	}
}

func squareOf(c *room, _ isa) func(x reg.VecVirtual) reg.VecVirtual {
	return func(x reg.VecVirtual) reg.VecVirtual {
		c.VMULPS(x, x, x)
		return x
	}
}

func absOf(c *room, v isa) func(x reg.VecVirtual) reg.VecVirtual {
	magnitude := constants{c, v}.word(0x7FFFFFFF)
	return func(x reg.VecVirtual) reg.VecVirtual {
		c.VANDPS(magnitude, x, x)
		return x
	}
}

func reciprocalOf(c *room, v isa) func(x reg.VecVirtual) reg.VecVirtual {
	one := constants{c, v}.floatVec(1)
	return func(x reg.VecVirtual) reg.VecVirtual {
		c.VDIVPS(x, one, x)
		return x
	}
}

func signOf(c *room, v isa) func(x reg.VecVirtual) reg.VecVirtual {
	k, zero := constants{c, v}, v.vec()
	one, signs := k.float(1), k.word(1<<31)
	v.zero(zero)
	return func(x reg.VecVirtual) reg.VecVirtual {
		s := v.vec()
		c.VANDPS(signs, x, s)
		c.VORPS(one, s, s)
		v.choose(v.compare(isEqualOrNaN, x, zero), x, s, s)
		return s
	}
}
