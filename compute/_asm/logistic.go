package main

import (
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
	e := newExponential(c, v).forSigma()
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

// softplusKernel writes the sums of log(1+exp(x)), step by step as in the package function.
func softplusKernel(c *room, v isa) {
	c.function("softplusSum"+v.suffix(), "func(x, bias []float32, lanes *[16]float64)",
		"softplusSum"+v.suffix()+" is softplusSumGeneric.")
	x, n, bias, out := c.base("x"), c.length("x"), c.base("bias"), c.pointer("lanes")
	e := newExponential(c, v).forSoftplus()
	sums := c.loadLanes(v, out)
	sixteens(c.Context, v, n, []reg.GPVirtual{x, bias}, func(masks []reg.Register) {
		for j, m := range masks {
			y := e.softplus(c.biased(v, x, bias, j, m))
			v.keep(m, y)
			for h, d := range v.doubles(y) {
				c.VADDPD(d, sums[2*j+h], sums[2*j+h])
			}
		}
	})
	c.storeLanes(v, sums, out)
	c.RET()
}
