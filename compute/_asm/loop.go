package main

import (
	"fmt"
	"math"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// maskTable is a table of 16 words −1 and 16 words 0, for the tails in AVX2.
const maskTable = "masks"

// table writes a read-only table of 32-bit words.
func (c *room) table(name string, words ...uint32) {
	c.StaticGlobal(name)
	c.DataAttributes(attr.RODATA | attr.NOPTR)
	for i, w := range words {
		c.AddDatum(4*i, U32(w))
	}
}

// masks writes the mask table.
func (c *room) masks() {
	words := make([]uint32, 32)
	for i := range 16 {
		words[i] = math.MaxUint32
	}
	c.table(maskTable, words...)
}

// sixteens writes a loop over n numbers, 16 at a time: body gets a mask for each
// vector, nil but in the last round. The pointers move on by as much as 16
// float32.
func sixteens(c *build.Context, v isa, n reg.GPVirtual, pointers []reg.GPVirtual, body func(masks []reg.Register)) {
	c.Label("loop")
	c.CMPQ(n, Imm(16))
	c.JLT(LabelRef("tail"))
	body(make([]reg.Register, 16/v.lanes()))
	for _, p := range pointers {
		c.ADDQ(Imm(64), p)
	}
	c.SUBQ(Imm(16), n)
	c.JMP(LabelRef("loop"))
	c.Label("tail")
	c.TESTQ(n, n)
	c.JZ(LabelRef("done"))
	body(v.maskCount(n))
	c.Label("done")
}

// base loads the pointer of a slice.
func (c *room) base(param string) reg.GPVirtual {
	return c.Load(c.Param(param).Base(), c.GP64()).(reg.GPVirtual)
}

// length loads the length of a slice.
func (c *room) length(param string) reg.GPVirtual {
	return c.Load(c.Param(param).Len(), c.GP64()).(reg.GPVirtual)
}

// pointer loads a pointer.
func (c *room) pointer(param string) reg.GPVirtual {
	return c.Load(c.Param(param), c.GP64()).(reg.GPVirtual)
}

// constants are vectors of one repeated number. All are loaded before the loop of
// a function.
type constants struct {
	c *room
	v isa
}

// vec returns a register full of the bits of an integer or a float32.
func (k constants) vec(bits uint32) reg.VecVirtual {
	g, x := k.c.GP32(), k.v.vec()
	k.c.MOVL(U32(bits), g)
	k.c.VMOVD(g, x.AsX())
	k.c.VPBROADCASTD(x.AsX(), x)
	return x
}

// word returns the same as an operand: in memory in AVX2, which has only 16
// registers.
func (k constants) word(bits uint32) Op {
	if k.v.lanes() == 16 {
		return k.vec(bits)
	}
	name := fmt.Sprintf("all%08x", bits)
	if !k.c.tables[name] {
		k.c.tables[name] = true
		k.c.table(name, bits, bits, bits, bits, bits, bits, bits, bits)
	}
	return NewDataAddr(Symbol{Name: name, Static: true}, 0)
}

// float is word for a float32.
func (k constants) float(f float32) Op { return k.word(math.Float32bits(f)) }

// floatVec is vec for a float32.
func (k constants) floatVec(f float32) reg.VecVirtual { return k.vec(math.Float32bits(f)) }
