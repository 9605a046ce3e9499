package main

import (
	"fmt"
	"math"
	"slices"

	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func deviate(c *room) {
	c.masks()
	for _, v := range []isa{avx512{c.Context}, avx2{c.Context}} {
		normalKernel(c, v)
		maskKernel(c, v)
	}
}

// normalKernel writes the method of Box and Muller, step by step as in scalar.go.
// Two vectors of words become one of first and one of second words; the order of
// pairs over the lanes is such that two interleavings restore it.
func normalKernel(c *room, v isa) {
	name := "normal" + v.suffix()
	c.function(name, "func(dst []float32, words []uint32, mean, std float32)", name+" is normalGeneric.")
	dst, words, n := c.base("dst"), c.base("words"), c.length("words")
	mean, std := c.scalar(v, "mean"), c.scalar(v, "std")
	l, w := newLogarithm(c, v), newWave(c, v)
	k := constants{c, v}
	unit, minusTwo := k.float(1.0/(1<<32)), k.float(-2)
	body := func(masks []reg.Register) {
		p, q, a, b := v.vec(), v.vec(), v.vec(), v.vec()
		v.load(Mem{Base: words}, masks[0], p)
		v.load(Mem{Base: words, Disp: v.bytes()}, masks[1], q)
		c.VSHUFPS(Imm(0x88), q, p, a)
		c.VSHUFPS(Imm(0xDD), q, p, b)
		v.fromUint(k, a)
		c.VADDPS(l.half, a, a)
		c.VMULPS(unit, a, a)
		r := l.join(l.split(a), a)
		c.VMULPS(minusTwo, r, r)
		c.VSQRTPS(r, r)
		cos, sin := w.of(b)
		for _, z := range []reg.VecVirtual{cos, sin} {
			c.VMULPS(r, z, z)
			c.VMULPS(std, z, z)
			c.VADDPS(mean, z, z)
		}
		c.VUNPCKLPS(sin, cos, p)
		c.VUNPCKHPS(sin, cos, q)
		v.store(p, masks[0], Mem{Base: dst})
		v.store(q, masks[1], Mem{Base: dst, Disp: v.bytes()})
	}
	size := int32(2 * v.lanes())
	c.Label("loop")
	c.CMPQ(n, I32(size))
	c.JLT(LabelRef("tail"))
	body([]reg.Register{nil, nil})
	c.ADDQ(I32(4*size), dst)
	c.ADDQ(I32(4*size), words)
	c.SUBQ(I32(size), n)
	c.JMP(LabelRef("loop"))
	c.Label("tail")
	c.TESTQ(n, n)
	c.JZ(LabelRef("done"))
	body(v.maskPair(n))
	c.Label("done")
	c.RET()
}

// wave holds the constants of sine and cosine.
type wave struct {
	c                            *room
	v                            isa
	s, k                         [3]Op
	eighth, quarter, low30, unit Op
	one, half, signs             Op
}

// newWave returns them, in memory: beside those of log they are too many for the
// registers.
func newWave(c *room, v isa) *wave {
	return &wave{
		c: c, v: v,
		s:      [3]Op{c.stored(v, -0.16666655242443085), c.stored(v, 0.008332177996635437), c.stored(v, -0.00019517328473739326)},
		k:      [3]Op{c.stored(v, 0.04166664555668831), c.stored(v, -0.0013887368841096759), c.stored(v, 2.4438553737127222e-05)},
		eighth: c.storedWord(v, 1<<29), quarter: c.storedWord(v, 1<<30), low30: c.storedWord(v, 1<<30-1),
		unit: c.stored(v, 1.4629180792671596e-09), one: c.stored(v, 1), half: c.stored(v, 0.5), signs: c.storedWord(v, 1<<31),
	}
}

// stored returns a vector of one repeated number in memory.
func (c *room) stored(v isa, f float32) Op { return c.storedWord(v, math.Float32bits(f)) }

// storedWord is stored for a word.
func (c *room) storedWord(v isa, bits uint32) Op {
	name := fmt.Sprintf("wide%08x", bits)
	if !c.tables[name] {
		c.tables[name] = true
		c.table(name, slices.Repeat([]uint32{bits}, 16)...)
	}
	return NewDataAddr(Symbol{Name: name, Static: true}, 0)
}

// of returns cos and sin of 2π·b/2³²; it uses b up.
func (w *wave) of(t reg.VecVirtual) (cos, sin reg.VecVirtual) {
	c, v := w.c, w.v
	f, z, s, k, d := v.vec(), v.vec(), v.vec(), v.vec(), v.vec()
	c.VPADDD(w.eighth, t, t)
	c.VANDPS(w.low30, t, f)
	c.VPSUBD(w.eighth, f, f)
	c.VCVTDQ2PS(f, f)
	c.VMULPS(w.unit, f, f)
	c.VMULPS(f, f, z)
	c.VMULPS(w.s[2], z, s)
	c.VADDPS(w.s[1], s, s)
	c.horner(z, s, w.s[0])
	c.VMULPS(f, z, d)
	c.VMULPS(d, s, s)
	c.VADDPS(f, s, s)
	c.VMULPS(w.k[2], z, k)
	c.VADDPS(w.k[1], k, k)
	c.horner(z, k, w.k[0])
	c.VMULPS(z, z, d)
	c.VMULPS(d, k, k)
	c.VMULPS(w.half, z, z)
	c.VSUBPS(z, k, k)
	c.VADDPS(w.one, k, k)
	cos, sin = v.vec(), v.vec()
	c.VPSLLD(Imm(1), t, d)
	odd := v.signs(d)
	v.choose(odd, s, k, cos)
	v.choose(odd, k, s, sin)
	c.VPADDD(w.quarter, t, d)
	c.VANDPS(w.signs, d, d)
	c.VXORPS(d, cos, cos)
	c.VANDPS(w.signs, t, t)
	c.VXORPS(t, sin, sin)
	return cos, sin
}

// maskKernel writes the comparison with a probability.
func maskKernel(c *room, v isa) {
	name := "mask" + v.suffix()
	c.function(name, "func(u []float32, keep, value float32)", name+" is maskGeneric.")
	u, n := c.base("u"), c.length("u")
	keep, value := c.scalar(v, "keep"), c.scalar(v, "value")
	sixteens(c.Context, v, n, []reg.GPVirtual{u}, func(masks []reg.Register) {
		for j, m := range masks {
			x := v.vec()
			v.load(Mem{Base: u, Disp: j * v.bytes()}, m, x)
			v.oneIfLess(x, keep, value, x)
			v.store(x, m, Mem{Base: u, Disp: j * v.bytes()})
		}
	})
	c.RET()
}
