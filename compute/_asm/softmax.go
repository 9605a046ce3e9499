package main

import (
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// softmaxKernel writes the softmax of rows that fit into two vectors, so that a row
// stays in registers. NaN needs no care: it makes the sum NaN and so the row.
func softmaxKernel(c *room, v isa) {
	name := "softmax" + v.suffix()
	c.function(name, "func(dst, x *float32, rows, cols int)", name+" is the softmax of rows of up to 16 numbers, or 31 in AVX-512.")
	dst, x, rows, cols := c.pointer("dst"), c.pointer("x"), c.pointer("rows"), c.pointer("cols")
	masks := v.maskPair(cols)
	c.SHLQ(Imm(2), cols)
	e := newExponential(c, v)
	e.expLow = e.k.floatVec(-104)
	least := c.storedWord(v, 0xFF800000)
	c.Label("row")
	a := []reg.VecVirtual{v.vec(), v.vec()}
	top := v.vec()
	for j, m := range masks {
		v.load(Mem{Base: x, Disp: j * v.bytes()}, m, a[j])
		b := v.vec()
		c.VMOVUPS(least, b)
		v.choose(m, a[j], b, b)
		if j == 0 {
			c.VMAXPS(least, b, top) // the second source, −Inf, if b is NaN
		} else {
			c.VMAXPS(top, b, top)
		}
	}
	t := c.highest(v, top)
	c.VBROADCASTSS(t, top)
	var sums []reg.VecVirtual
	for j, m := range masks {
		c.VSUBPS(top, a[j], a[j])
		a[j] = e.wide(a[j])
		v.keep(m, a[j])
		for h, d := range v.doubles(a[j]) {
			if v.lanes() == 16 && j > 0 {
				c.VADDPD(d, sums[h], sums[h])
			} else {
				sums = append(sums, d)
			}
		}
	}
	s := c.foldLanes(v, sums)
	one := c.XMM()
	c.VCVTSS2SD(e.one.AsX(), e.one.AsX(), one)
	c.VDIVSD(s, one, one)
	c.VCVTSD2SS(one, one, one)
	c.VBROADCASTSS(one, top)
	for j, m := range masks {
		c.VMULPS(top, a[j], a[j])
		v.store(a[j], m, Mem{Base: dst, Disp: j * v.bytes()})
	}
	c.ADDQ(cols, x)
	c.ADDQ(cols, dst)
	c.DECQ(rows)
	c.JNZ(LabelRef("row"))
	c.RET()
}

// highest returns the largest lane of x, which it uses up, in the first of 128 bits.
func (c *room) highest(v isa, x reg.VecVirtual) reg.VecVirtual {
	for x.Size() > 16 {
		lo, hi := halved(v, c, x)
		c.VMAXPS(hi, lo, lo)
		x = lo
	}
	s := c.XMM()
	c.VPERMILPS(Imm(0x4E), x, s)
	c.VMAXPS(s, x, x)
	c.VPERMILPS(Imm(0xB1), x, s)
	c.VMAXPS(s, x, x)
	return x
}
