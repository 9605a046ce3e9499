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
	groups := func(n int) func(masks []reg.Register) {
		return func(masks []reg.Register) {
			counters := []reg.VecVirtual{counter}
			for len(counters) < n {
				next := v.vec()
				c.VPADDQ(increment, counters[len(counters)-1], next)
				counters = append(counters, next)
			}
			for j, x := range philoxBlocks(c, v, counters, stream, mul0, mul1, keys) {
				if uniform {
					c.VPSRLD(Imm(8), x, x)
					c.VCVTDQ2PS(x, x)
					c.VMULPS(scale, x, x)
				}
				v.store(x, masks[j], Mem{Base: dst, Disp: j * v.bytes()})
			}
			c.VPADDQ(increment, counters[n-1], counter)
		}
	}
	if v.lanes() == 16 { // two at a time hide the latency of the multiplications
		whole(c, v, "double", 4, count, dst, groups(2))
	}
	whole(c, v, "single", 2, count, dst, groups(1))
	c.TESTQ(count, count)
	c.JZ(LabelRef("done"))
	groups(1)(v.maskPair(count))
	c.Label("done")
	c.RET()
}

// philoxBlocks returns two vectors of the stream for each of the counters.
func philoxBlocks(c *room, v isa, counters []reg.VecVirtual, stream, mul0, mul1 reg.VecVirtual, keys reg.GPVirtual) []reg.VecVirtual {
	state := make([][4]reg.VecVirtual, len(counters))
	for i, counter := range counters {
		state[i] = [4]reg.VecVirtual{counter, v.vec(), stream, v.vec()}
		c.VPSRLQ(Imm(32), counter, state[i][1])
		c.VPSRLQ(Imm(32), stream, state[i][3])
	}
	for round := range 10 {
		for i, s := range state {
			p, q, hp, hq := v.vec(), v.vec(), v.vec(), v.vec()
			c.VPMULUDQ(mul0, s[0], p)
			c.VPMULUDQ(mul1, s[2], q)
			c.VPSRLQ(Imm(32), p, hp)
			c.VPSRLQ(Imm(32), q, hq)
			v.xor3(s[1], Mem{Base: keys, Disp: 8 * round}, hq)
			v.xor3(s[3], Mem{Base: keys, Disp: 8*round + 4}, hp)
			state[i] = [4]reg.VecVirtual{hq, q, hp, p}
		}
	}
	var out []reg.VecVirtual
	for _, s := range state {
		v.pair(s[1], s[0])
		v.pair(s[3], s[2])
		lo, hi := v.vec(), v.vec()
		c.VPUNPCKLQDQ(s[2], s[0], lo)
		c.VPUNPCKHQDQ(s[2], s[0], hi)
		out = append(out, lo, hi)
	}
	return out
}

// whole is a loop that stores a number of whole vectors at a time while n is
// enough for them.
func whole(c *room, v isa, label string, vectors int, n, dst reg.GPVirtual, body func(masks []reg.Register)) {
	size := int32(vectors * v.lanes())
	c.Label(label)
	c.CMPQ(n, I32(size))
	c.JLT(LabelRef(label + "End"))
	body(make([]reg.Register, vectors))
	c.ADDQ(I32(4*size), dst)
	c.SUBQ(I32(size), n)
	c.JMP(LabelRef(label))
	c.Label(label + "End")
}
