package main

import (
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func rows(c *room) {
	c.masks()
	for _, v := range []isa{avx512{c.Context}, avx2{c.Context}} {
		maximumKernel(c, v)
		exponentialsKernel(c, v, "expSum", true)
		exponentialsKernel(c, v, "sumExp", false)
		shiftKernel(c, v)
		totalKernel(c, v)
		softmaxKernel(c, v)
	}
}

// maximumKernel writes the largest number. The lanes never hold NaN: it is found
// beside.
func maximumKernel(c *room, v isa) {
	name := "maximum" + v.suffix()
	c.function(name, "func(x []float32) float32", name+" is maxGeneric.")
	x, n := c.base("x"), c.length("x")
	least := constants{c, v}.vec(0xFF800000)
	top := v.vec()
	c.VMOVAPS(least, top)
	nan := v.noLanes()
	sixteens(c.Context, v, n, []reg.GPVirtual{x}, func(masks []reg.Register) {
		for j, m := range masks {
			a := v.vec()
			v.load(Mem{Base: x, Disp: j * v.bytes()}, m, a)
			if m != nil {
				v.choose(m, a, least, a)
			}
			v.either(v.compare(isNaN, a, a), nan)
			c.VMAXPS(top, a, top) // the second source, top, if a is NaN
		}
	})
	top = c.highest(v, top)
	zero := c.XMM()
	c.VXORPS(zero, zero, zero)
	c.VADDPS(zero, top, top) // −0 becomes 0
	v.jumpIfNone(nan, "store")
	bits := c.GP32()
	c.MOVL(U32(0x7FC00000), bits)
	c.VMOVD(bits, top)
	c.Label("store")
	c.Store(top, c.ReturnIndex(0))
	c.RET()
}

// halved returns the lower and the upper half of x, of 512 or 256 bits.
func halved(v isa, c *room, x reg.VecVirtual) (lo, hi reg.VecVirtual) {
	if x.Size() == 64 {
		return v.halves(x)
	}
	return avx2{c.Context}.halves(x)
}

// exponentialsKernel writes the sum of exp(x−shift), with the exponentials or
// without. No x exceeds shift.
func exponentialsKernel(c *room, v isa, name string, keep bool) {
	name += v.suffix()
	signature := "func(x []float32, shift float32) float64"
	if keep {
		signature = "func(dst, x []float32, shift float32) float64"
	}
	c.function(name, signature, name+" adds up exp(x−shift).")
	x, n := c.base("x"), c.length("x")
	pointers := []reg.GPVirtual{x}
	if keep {
		pointers = append(pointers, c.base("dst"))
	}
	shift := c.scalar(v, "shift")
	e := newExponential(c, v).forExp()
	sums := make([]reg.VecVirtual, 32/v.lanes())
	for i := range sums {
		sums[i] = v.vec()
		v.zero(sums[i])
	}
	sixteens(c.Context, v, n, pointers, func(masks []reg.Register) {
		for j, m := range masks {
			a := v.vec()
			v.load(Mem{Base: x, Disp: j * v.bytes()}, m, a)
			c.VSUBPS(shift, a, a)
			a = e.wide(a)
			if keep {
				v.store(a, m, Mem{Base: pointers[1], Disp: j * v.bytes()})
			}
			v.keep(m, a)
			for h, d := range v.doubles(a) {
				c.VADDPD(d, sums[2*j+h], sums[2*j+h])
			}
		}
	})
	c.Store(c.foldLanes(v, sums), c.ReturnIndex(0))
	c.RET()
}

// foldLanes returns the sum of 16 float64, those 8 apart first, then those 4, 2
// and 1 apart.
func (c *room) foldLanes(v isa, sums []reg.VecVirtual) reg.VecVirtual {
	for len(sums) > 1 {
		n := len(sums) / 2
		for i := range n {
			c.VADDPD(sums[i+n], sums[i], sums[i])
		}
		sums = sums[:n]
	}
	s := sums[0]
	for s.Size() > 16 {
		lo, hi := halved(v, c, s)
		c.VADDPD(hi, lo, lo)
		s = lo
	}
	hi := c.XMM()
	c.VPERMILPD(Imm(1), s, hi)
	c.VADDSD(hi, s, s)
	return s
}

// shiftKernel writes dst = (x−a)−b.
func shiftKernel(c *room, v isa) {
	name := "shift" + v.suffix()
	c.function(name, "func(dst, x []float32, a, b float32)", name+" is shiftGeneric.")
	dst, x, n, a, b := c.base("dst"), c.base("x"), c.length("x"), c.scalar(v, "a"), c.scalar(v, "b")
	sixteens(c.Context, v, n, []reg.GPVirtual{dst, x}, func(masks []reg.Register) {
		for j, m := range masks {
			y := v.vec()
			v.load(Mem{Base: x, Disp: j * v.bytes()}, m, y)
			c.VSUBPS(a, y, y)
			c.VSUBPS(b, y, y)
			v.store(y, m, Mem{Base: dst, Disp: j * v.bytes()})
		}
	})
	c.RET()
}

// totalKernel writes the sum.
func totalKernel(c *room, v isa) {
	name := "total" + v.suffix()
	c.function(name, "func(x []float32) float64", name+" adds up x.")
	x, n := c.base("x"), c.length("x")
	sums := make([]reg.VecVirtual, 32/v.lanes())
	for i := range sums {
		sums[i] = v.vec()
		v.zero(sums[i])
	}
	sixteens(c.Context, v, n, []reg.GPVirtual{x}, func(masks []reg.Register) {
		for j, m := range masks {
			a := v.vec()
			v.load(Mem{Base: x, Disp: j * v.bytes()}, m, a)
			for h, d := range v.doubles(a) {
				c.VADDPD(d, sums[2*j+h], sums[2*j+h])
			}
		}
	})
	c.Store(c.foldLanes(v, sums), c.ReturnIndex(0))
	c.RET()
}
