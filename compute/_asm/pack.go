package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// transposeLines writes the packing of one vector of lines whose numbers are
// neighbors: dst[k][i] = line i, place k. A whole vector of places at a time
// while there is one, then four at a time.
func transposeLines(c *room, v isa, name string) {
	c.function(name, "func(p *panel)", fmt.Sprintf("%s packs %d lines whose numbers are neighbors.", name, v.lanes()))
	p := c.fields("p")
	dst, ld, src, k := p.load("dst"), p.load("ld"), p.load("src"), p.load("k")
	eachQuads(c, v, p, src, nil, k, c.GP64(), func(y reg.VecVirtual) {
		c.VMOVUPS(y, Mem{Base: dst})
		c.ADDQ(ld, dst)
	})
	c.RET()
}

// eachQuads writes the loop over k places: emit gets the vectors of the lines'
// numbers, place by place; the same places from next on are prefetched unless it
// is nil.
func eachQuads(c *room, v isa, p fields, src, next, k, line reg.GPVirtual, emit func(y reg.VecVirtual)) {
	c.Label("whole")
	c.CMPQ(k, Imm(uint64(v.lanes())))
	c.JLT(LabelRef("quads"))
	transposeQuads(c, v, p, src, line, next, v.lanes()/4, emit)
	c.ADDQ(Imm(uint64(v.bytes())), src)
	if next != nil {
		c.ADDQ(Imm(uint64(v.bytes())), next)
	}
	c.SUBQ(Imm(uint64(v.lanes())), k)
	c.JMP(LabelRef("whole"))

	c.Label("quads")
	c.CMPQ(k, Imm(4))
	c.JLT(LabelRef("done"))
	transposeQuads(c, v, p, src, line, nil, 1, emit)
	c.ADDQ(Imm(16), src)
	c.SUBQ(Imm(4), k)
	c.JMP(LabelRef("quads"))
	c.Label("done")
}

// transposeQuads emits 4·quads places. Part l of register r takes four places of
// line r+4l; a transposition of 4×4 inside the parts puts the lines side by side.
func transposeQuads(c *room, v isa, p fields, src, line, next reg.GPVirtual, quads int, emit func(y reg.VecVirtual)) {
	x := make([][4]reg.VecVirtual, quads)
	for r := range 4 {
		for l := range v.lanes() / 4 {
			c.Load(p.component("lines").Index(r+4*l), line)
			if next != nil {
				c.PREFETCHT0(Mem{Base: next, Index: line, Scale: 1})
			}
			for q := range quads {
				from := Mem{Base: src, Index: line, Scale: 1, Disp: 16 * q}
				if l == 0 {
					x[q][r] = v.vec()
					c.VMOVUPS(from, half(x[q][r]))
				} else {
					v.insert(l, from, x[q][r])
				}
			}
		}
	}
	for q := range quads {
		for _, y := range transpose4(v, x[q]) {
			emit(y)
		}
	}
}

// half returns the low 128 bits of a register.
func half(x reg.VecVirtual) reg.Register { return x.AsX() }

// transpose4 transposes 4×4 numbers inside each 128 bits.
func transpose4(v isa, x [4]reg.VecVirtual) [4]reg.VecVirtual {
	lo01, hi01, lo23, hi23 := v.vec(), v.vec(), v.vec(), v.vec()
	v.context().VUNPCKLPS(x[1], x[0], lo01)
	v.context().VUNPCKHPS(x[1], x[0], hi01)
	v.context().VUNPCKLPS(x[3], x[2], lo23)
	v.context().VUNPCKHPS(x[3], x[2], hi23)
	v.context().VUNPCKLPD(lo23, lo01, x[0])
	v.context().VUNPCKHPD(lo23, lo01, x[1])
	v.context().VUNPCKLPD(hi23, hi01, x[2])
	v.context().VUNPCKHPD(hi23, hi01, x[3])
	return x
}

// copyLines writes the packing of one or two vectors of lines that lie side by
// side: dst[k][i] = place k, line i.
func copyLines(c *room, v isa, name string, vectors int) {
	c.function(name, "func(p *panel)", fmt.Sprintf("%s packs up to %d lines that lie side by side.", name, vectors*v.lanes()))
	p := c.fields("p")
	dst, ld, src, k, step := p.load("dst"), p.load("ld"), p.load("src"), p.load("k"), p.load("step")
	masks := v.maskFields(p)
	c.Label("loop")
	for j := range vectors {
		x := v.vec()
		v.load(Mem{Base: src, Disp: j * v.bytes()}, masks[j], x)
		c.VMOVUPS(x, Mem{Base: dst, Disp: j * v.bytes()})
	}
	c.ADDQ(step, src)
	c.ADDQ(ld, dst)
	c.DECQ(k)
	c.JNZ(LabelRef("loop"))
	c.RET()
}
