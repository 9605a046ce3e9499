package main

import (
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func vector(c *room) {
	c.masks()
	for _, v := range []isa{avx512{c.Context}, avx2{c.Context}} {
		axpyKernel(c, v)
		scaleKernel(c, v)
		sumKernel(c, v, "sum", false)
		sumKernel(c, v, "dot", true)
		addRowsKernel(c, v)
	}
}

// alpha broadcasts the parameter of that name.
func (c *room) alpha(v isa) reg.VecVirtual {
	a, x := c.XMM(), v.vec()
	c.Load(c.Param("alpha"), a)
	c.VBROADCASTSS(a, x)
	return x
}

// axpyKernel writes y += alpha·x.
func axpyKernel(c *room, v isa) {
	c.function("axpy"+v.suffix(), "func(alpha float32, x, y []float32)", "axpy"+v.suffix()+" is axpyGeneric.")
	x, n, y, alpha := c.base("x"), c.length("x"), c.base("y"), c.alpha(v)
	sixteens(c.Context, v, n, []reg.GPVirtual{x, y}, func(masks []reg.Register) {
		for j, m := range masks {
			a, b := v.vec(), v.vec()
			v.load(Mem{Base: x, Disp: j * v.bytes()}, m, a)
			v.load(Mem{Base: y, Disp: j * v.bytes()}, m, b)
			c.VMULPS(a, alpha, a)
			c.VADDPS(a, b, b)
			v.store(b, m, Mem{Base: y, Disp: j * v.bytes()})
		}
	})
	c.RET()
}

// scaleKernel writes x *= alpha.
func scaleKernel(c *room, v isa) {
	c.function("scale"+v.suffix(), "func(alpha float32, x []float32)", "scale"+v.suffix()+" is scaleGeneric.")
	x, n, alpha := c.base("x"), c.length("x"), c.alpha(v)
	sixteens(c.Context, v, n, []reg.GPVirtual{x}, func(masks []reg.Register) {
		for j, m := range masks {
			a := v.vec()
			v.load(Mem{Base: x, Disp: j * v.bytes()}, m, a)
			c.VMULPS(a, alpha, a)
			v.store(a, m, Mem{Base: x, Disp: j * v.bytes()})
		}
	})
	c.RET()
}

// loadLanes loads the 16 sums.
func (c *room) loadLanes(v isa, at reg.GPVirtual) []reg.VecVirtual {
	sums := make([]reg.VecVirtual, 32/v.lanes())
	for i := range sums {
		sums[i] = v.vec()
		c.VMOVUPD(Mem{Base: at, Disp: i * v.bytes()}, sums[i])
	}
	return sums
}

// storeLanes stores the 16 sums.
func (c *room) storeLanes(v isa, sums []reg.VecVirtual, at reg.GPVirtual) {
	for i, s := range sums {
		c.VMOVUPD(s, Mem{Base: at, Disp: i * v.bytes()})
	}
}

// sumKernel writes the sum, or the sum of products.
func sumKernel(c *room, v isa, name string, product bool) {
	signature := "func(x []float32, lanes *[16]float64)"
	if product {
		signature = "func(x, y []float32, lanes *[16]float64)"
	}
	c.function(name+v.suffix(), signature, name+v.suffix()+" is "+name+"Generic.")
	x, n, out := c.base("x"), c.length("x"), c.pointer("lanes")
	pointers := []reg.GPVirtual{x}
	if product {
		pointers = append(pointers, c.base("y"))
	}
	sums := c.loadLanes(v, out)
	sixteens(c.Context, v, n, pointers, func(masks []reg.Register) {
		for j, m := range masks {
			var d [2][2]reg.VecVirtual
			for i, p := range pointers {
				a := v.vec()
				v.load(Mem{Base: p, Disp: j * v.bytes()}, m, a)
				d[i] = v.doubles(a)
			}
			for h, s := range sums[2*j : 2*j+2] {
				if product {
					c.VFMADD231PD(d[0][h], d[1][h], s) // the product is exact, so fusing changes nothing
				} else {
					c.VADDPD(d[0][h], s, s)
				}
			}
		}
	})
	c.storeLanes(v, sums, out)
	c.RET()
}

// addRowsKernel writes the sums of columns: at most 16 columns stay in registers
// while all rows pass.
func addRowsKernel(c *room, v isa) {
	c.function("addRows"+v.suffix(), "func(dst *[16]float64, x *float32, stride, rows int)",
		"addRows"+v.suffix()+" is addRowsGeneric for 16 columns.")
	addRowsBody(c, v, nil)
	c.function("addRowsTail"+v.suffix(), "func(dst *[16]float64, x *float32, stride, rows, cols int)",
		"addRowsTail"+v.suffix()+" is addRowsGeneric for less than 16 columns; the other sums stay.")
	addRowsBody(c, v, v.maskCount(c.pointer("cols")))
}

// addRowsBody writes the sums of the columns of the masks, nil for all.
func addRowsBody(c *room, v isa, masks []reg.Register) {
	dst, x, stride, rows := c.pointer("dst"), c.pointer("x"), c.pointer("stride"), c.pointer("rows")
	if masks == nil {
		masks = make([]reg.Register, 16/v.lanes())
	}
	c.SHLQ(Imm(2), stride)
	sums := c.loadLanes(v, dst)
	c.Label("loop")
	for j, m := range masks[:16/v.lanes()] {
		a := v.vec()
		v.load(Mem{Base: x, Disp: j * v.bytes()}, m, a)
		for h, d := range v.doubles(a) {
			c.VADDPD(d, sums[2*j+h], sums[2*j+h])
		}
	}
	c.ADDQ(stride, x)
	c.DECQ(rows)
	c.JNZ(LabelRef("loop"))
	c.storeLanes(v, sums, dst)
	c.RET()
}
