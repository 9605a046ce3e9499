package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func philox(c *room) {
	c.masks()
	c.table("order512", 0, 0, 4, 0, 1, 0, 5, 0, 2, 0, 6, 0, 3, 0, 7, 0)
	c.table("order256", 0, 0, 2, 0, 1, 0, 3, 0)
	for _, v := range []isa{avx512{c.Context}, avx2{c.Context}} {
		philoxFill(c, v, "words", false)
		philoxFill(c, v, "uniform", true)
	}
}

// philoxFill writes the generator. Each 64-bit lane holds one block's word in
// its low half, where the multiplication takes it; what is left in the high half
// is never used. The blocks are so ordered over the lanes that joining words
// yields them in the order of the stream.
func philoxFill(c *room, v isa, name string, uniform bool) {
	element := map[bool]string{false: "uint32", true: "float32"}[uniform]
	c.function(name+v.suffix(), fmt.Sprintf("func(dst []%s, keys *[20]uint32, stream, n uint64)", element),
		fmt.Sprintf("%s%s fills dst from block n on; keys are those of the rounds.", name, v.suffix()))
	dst, count, keys := c.base("dst"), c.length("dst"), c.pointer("keys")
	stream, counter := v.vec(), v.vec()
	for param, x := range map[string]reg.VecVirtual{"stream": stream} {
		g := c.pointer(param)
		c.VMOVQ(g, x.AsX())
		c.VPBROADCASTQ(x.AsX(), x)
	}
	step, order := 4, "order256"
	if v.lanes() == 16 {
		step, order = 8, "order512"
	}
	first, increment := v.vec(), v.vec()
	g := c.pointer("n")
	c.VMOVQ(g, first.AsX())
	c.VPBROADCASTQ(first.AsX(), first)
	c.VPADDQ(NewDataAddr(Symbol{Name: order, Static: true}, 0), first, counter)
	c.MOVQ(U64(uint64(step)), g)
	c.VMOVQ(g, increment.AsX())
	c.VPBROADCASTQ(increment.AsX(), increment)
	k := constants{c, v}
	mul0, mul1, scale := k.vec(0xD2511F53), k.vec(0xCD9E8D57), reg.VecVirtual(nil)
	if uniform {
		scale = k.floatVec(1.0 / (1 << 24))
	}
	sixteens32(c, v, count, dst, func(masks []reg.Register) {
		for j, x := range philoxBlocks(c, v, counter, stream, mul0, mul1, keys) {
			if uniform {
				c.VPSRLD(Imm(8), x, x)
				c.VCVTDQ2PS(x, x)
				c.VMULPS(scale, x, x)
			}
			v.store(x, masks[j], Mem{Base: dst, Disp: j * v.bytes()})
		}
		c.VPADDQ(increment, counter, counter)
	})
	c.RET()
}

// philoxBlocks returns two vectors of the stream.
func philoxBlocks(c *room, v isa, counter, stream, mul0, mul1 reg.VecVirtual, keys reg.GPVirtual) [2]reg.VecVirtual {
	c0, c1, c2, c3 := counter, v.vec(), stream, v.vec()
	c.VPSRLQ(Imm(32), counter, c1)
	c.VPSRLQ(Imm(32), stream, c3)
	for round := range 10 {
		p, q, hp, hq := v.vec(), v.vec(), v.vec(), v.vec()
		c.VPMULUDQ(mul0, c0, p)
		c.VPMULUDQ(mul1, c2, q)
		c.VPSRLQ(Imm(32), p, hp)
		c.VPSRLQ(Imm(32), q, hq)
		v.xor3(c1, Mem{Base: keys, Disp: 8 * round}, hq)
		v.xor3(c3, Mem{Base: keys, Disp: 8*round + 4}, hp)
		c0, c1, c2, c3 = hq, q, hp, p
	}
	v.pair(c1, c0)
	v.pair(c3, c2)
	lo, hi := v.vec(), v.vec()
	c.VPUNPCKLQDQ(c2, c0, lo)
	c.VPUNPCKHQDQ(c2, c0, hi)
	return [2]reg.VecVirtual{lo, hi}
}

// sixteens32 is a loop over two vectors at a time, of which the last may not be
// full.
func sixteens32(c *room, v isa, n, dst reg.GPVirtual, body func(masks []reg.Register)) {
	size := 2 * v.lanes()
	c.Label("loop")
	c.CMPQ(n, Imm(uint64(size)))
	c.JLT(LabelRef("tail"))
	body(make([]reg.Register, 2))
	c.ADDQ(Imm(uint64(4*size)), dst)
	c.SUBQ(Imm(uint64(size)), n)
	c.JMP(LabelRef("loop"))
	c.Label("tail")
	c.TESTQ(n, n)
	c.JZ(LabelRef("done"))
	body(v.maskPair(n))
	c.Label("done")
}
