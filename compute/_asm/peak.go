package main

import (
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// peak writes loops of multiply-adds that wait for nothing: as many sums as it
// takes to hide their latency in the two units of a core.
func peak(c *room) {
	for _, v := range []isa{avx512{c.Context}, avx2{c.Context}} {
		name := "fma" + v.suffix()
		c.function(name, "func(n int)", name+" does n rounds of 12 independent multiply-adds of vectors.")
		n := c.pointer("n")
		x := v.vec()
		v.zero(x)
		sums := make([]reg.VecVirtual, 12)
		for i := range sums {
			sums[i] = v.vec()
			v.zero(sums[i])
		}
		c.Label("loop")
		for _, s := range sums {
			c.VFMADD231PS(x, x, s)
		}
		c.DECQ(n)
		c.JNZ(LabelRef("loop"))
		c.RET()
	}
}
