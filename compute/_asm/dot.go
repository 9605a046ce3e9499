package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// dotLines writes the product of one vector of lines with x, in the order of k:
// the numbers of the lines are put side by side in registers, not in memory.
func dotLines(c *room, v isa) {
	name := "dotLines" + v.suffix()
	c.function(name, "func(p *dots)", fmt.Sprintf("%s multiplies up to %d lines by a vector.", name, v.lanes()))
	p := c.fields("p")
	src, k, x, step := p.load("src"), p.load("k"), p.load("x"), p.load("step")
	line, next := c.GP64(), c.GP64()
	c.MOVQ(src, next)
	c.ADDQ(p.load("ahead"), next)
	sum := v.vec()
	v.zero(sum)
	eachQuads(c, v, p, src, next, k, line, func(y reg.VecVirtual) {
		b := v.vec()
		c.VBROADCASTSS(Mem{Base: x}, b)
		c.ADDQ(step, x)
		c.VFMADD231PS(y, b, sum)
	})

	to, alpha, beta, bits := p.load("c"), v.vec(), v.vec(), c.GP32()
	c.VBROADCASTSS(p.at("alpha"), alpha)
	c.VMULPS(sum, alpha, sum)
	m := v.maskFields(p)[0]
	c.MOVL(p.at("beta"), bits)
	c.ADDL(bits, bits) // beta is 0 or −0
	c.JEQ(LabelRef("store"))
	old := v.vec()
	c.VBROADCASTSS(p.at("beta"), beta)
	v.load(Mem{Base: to}, m, old)
	c.VFMADD231PS(old, beta, sum)
	c.Label("store")
	v.store(sum, m, Mem{Base: to})
	c.RET()
}
