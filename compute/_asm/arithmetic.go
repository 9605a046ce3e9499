package main

import (
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func arithmetic(c *room) {
	c.masks()
	for _, v := range []isa{avx512{c.Context}, avx2{c.Context}} {
		for _, number := range []bool{false, true} {
			combineKernel(c, v, "add", number, func(x, y reg.VecVirtual) { c.VADDPS(y, x, x) })
			combineKernel(c, v, "sub", number, func(x, y reg.VecVirtual) { c.VSUBPS(y, x, x) })
			combineKernel(c, v, "mul", number, func(x, y reg.VecVirtual) { c.VMULPS(y, x, x) })
			combineKernel(c, v, "div", number, func(x, y reg.VecVirtual) { c.VDIVPS(y, x, x) })
			combineKernel(c, v, "mulAdd", number, func(x, y reg.VecVirtual) { c.VMULPS(y, x, x) })
		}
		addScaledKernel(c, v, false)
		addScaledKernel(c, v, true)
		clampKernel(c, v)
		leakyKernel(c, v)
	}
}

// scalar broadcasts the parameter of a name.
func (c *room) scalar(v isa, name string) reg.VecVirtual {
	a, x := c.XMM(), v.vec()
	c.Load(c.Param(name), a)
	c.VBROADCASTSS(a, x)
	return x
}

// combineKernel writes dst = x op y, or dst += x op y for mulAdd, where y is as
// long as x or one number.
func combineKernel(c *room, v isa, name string, number bool, op func(x, y reg.VecVirtual)) {
	add, signature := name == "mulAdd", "func(dst, x, y []float32)"
	if number {
		name, signature = name+"Number", "func(dst, x []float32, y float32)"
	}
	name += v.suffix()
	c.function(name, signature, name+" sets dst to x op y.")
	dst, x, n := c.base("dst"), c.base("x"), c.length("x")
	pointers := []reg.GPVirtual{dst, x}
	var one reg.VecVirtual
	if number {
		one = c.scalar(v, "y")
	} else {
		pointers = append(pointers, c.base("y"))
	}
	sixteens(c.Context, v, n, pointers, func(masks []reg.Register) {
		for j, m := range masks {
			a, b := v.vec(), one
			v.load(Mem{Base: x, Disp: j * v.bytes()}, m, a)
			if !number {
				b = v.vec()
				v.load(Mem{Base: pointers[2], Disp: j * v.bytes()}, m, b)
			}
			op(a, b)
			if add {
				d := v.vec()
				v.load(Mem{Base: dst, Disp: j * v.bytes()}, m, d)
				c.VADDPS(a, d, a)
			}
			v.store(a, m, Mem{Base: dst, Disp: j * v.bytes()})
		}
	})
	c.RET()
}

// addScaledKernel writes dst = a·x + b·y, or dst = a·x + c for y 1.
func addScaledKernel(c *room, v isa, affine bool) {
	name, signature := "addScaled"+v.suffix(), "func(dst []float32, a float32, x []float32, b float32, y []float32)"
	if affine {
		name, signature = "affine"+v.suffix(), "func(dst []float32, a float32, x []float32, b float32)"
	}
	c.function(name, signature, name+" sets dst to a·x + b·y, y being 1 for affine.")
	dst, x, n := c.base("dst"), c.base("x"), c.length("x")
	pointers := []reg.GPVirtual{dst, x}
	if !affine {
		pointers = append(pointers, c.base("y"))
	}
	a, b := c.scalar(v, "a"), c.scalar(v, "b")
	sixteens(c.Context, v, n, pointers, func(masks []reg.Register) {
		for j, m := range masks {
			p, q := v.vec(), b
			v.load(Mem{Base: x, Disp: j * v.bytes()}, m, p)
			c.VMULPS(p, a, p)
			if !affine {
				q = v.vec()
				v.load(Mem{Base: pointers[2], Disp: j * v.bytes()}, m, q)
				c.VMULPS(q, b, q)
			}
			c.VADDPS(q, p, p)
			v.store(p, m, Mem{Base: dst, Disp: j * v.bytes()})
		}
	})
	c.RET()
}

// clampKernel writes the limitation to [lo, hi].
func clampKernel(c *room, v isa) {
	name := "clamp" + v.suffix()
	c.function(name, "func(dst, x []float32, lo, hi float32)", name+" is clampGeneric.")
	dst, x, n := c.base("dst"), c.base("x"), c.length("x")
	lo, hi := c.scalar(v, "lo"), c.scalar(v, "hi")
	sixteens(c.Context, v, n, []reg.GPVirtual{dst, x}, func(masks []reg.Register) {
		for j, m := range masks {
			a := v.vec()
			v.load(Mem{Base: x, Disp: j * v.bytes()}, m, a)
			c.VMAXPS(a, lo, a) // the second source, a, if it is NaN
			c.VMINPS(a, hi, a)
			v.store(a, m, Mem{Base: dst, Disp: j * v.bytes()})
		}
	})
	c.RET()
}

// leakyKernel writes the product with a slope where y is not positive.
func leakyKernel(c *room, v isa) {
	name := "leaky" + v.suffix()
	c.function(name, "func(dst, x, y []float32, slope float32)", name+" is leakyGeneric.")
	dst, x, n, y, slope := c.base("dst"), c.base("x"), c.length("x"), c.base("y"), c.scalar(v, "slope")
	zero := v.vec()
	v.zero(zero)
	sixteens(c.Context, v, n, []reg.GPVirtual{dst, x, y}, func(masks []reg.Register) {
		for j, m := range masks {
			a, b, p := v.vec(), v.vec(), v.vec()
			v.load(Mem{Base: x, Disp: j * v.bytes()}, m, a)
			v.load(Mem{Base: y, Disp: j * v.bytes()}, m, b)
			c.VMULPS(slope, a, p)
			v.choose(v.compare(isGreater, b, zero), a, p, p)
			v.store(p, m, Mem{Base: dst, Disp: j * v.bytes()})
		}
	})
	c.RET()
}
