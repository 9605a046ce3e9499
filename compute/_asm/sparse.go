package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// chainVectors is the greatest width of a row of chains.
const chainVectors = 8

// sparse writes the product whose left factor is mostly zeros.
func sparse(c *room, v isa) {
	chains(c, v)
	finite(c, v)
	if w, wide := v.(avx512); wide {
		compress(c, w)
	}
}

// chains writes the sums over lists of places, for each width.
func chains(c *room, v isa) {
	name := "chains" + v.suffix()
	c.function(name, "func(t *chain)", fmt.Sprintf("%s computes rows of up to %d columns from lists of places.", name, chainVectors*v.lanes()))
	t := c.fields("t")
	vectors := t.load("vectors")
	for n := chainVectors; n > 1; n-- {
		c.CMPQ(vectors, Imm(uint64(n)))
		c.JEQ(LabelRef(fmt.Sprintf("vectors%d", n)))
	}
	for n := 1; n <= chainVectors; n++ {
		c.Label(fmt.Sprintf("vectors%d", n))
		chainRows(c, v, t, n)
	}
}

// chainRows writes the loop over rows for a width.
func chainRows(c *room, v isa, t fields, vectors int) {
	label := func(s string) string { return fmt.Sprintf("%s%d", s, vectors) }
	b, ld := t.load("b"), t.load("ld")
	index, value, list := t.load("index"), t.load("value"), t.load("list")
	counts, rows := t.load("counts"), t.load("rows")
	cp, sum, i, n, at := t.load("c"), t.load("sum"), c.GP64(), c.GP64(), c.GP64()
	acc := make([]reg.VecVirtual, vectors)
	for j := range acc {
		acc[j] = v.vec()
	}

	c.Label(label("row"))
	for j := range acc {
		if j*v.bytes()%64 == 0 {
			c.PREFETCHT0(Mem{Base: cp, Disp: j * v.bytes()})
		}
		v.zero(acc[j])
	}
	c.CMPQ(t.at("first"), Imm(0))
	c.JNE(LabelRef(label("begun")))
	for j := range acc {
		c.VMOVUPS(Mem{Base: sum, Disp: j * v.bytes()}, acc[j])
	}
	c.Label(label("begun"))
	c.XORQ(i, i)
	c.MOVQ(Mem{Base: counts}, n)
	c.TESTQ(n, n)
	c.JZ(LabelRef(label("sum")))
	c.Label(label("loop"))
	x := v.vec()
	c.MOVL(Mem{Base: index, Index: i, Scale: 4}, at.As32())
	c.IMULQ(ld, at)
	c.VBROADCASTSS(Mem{Base: value, Index: i, Scale: 4}, x)
	for j := range acc {
		c.VFMADD231PS(Mem{Base: b, Index: at, Scale: 1, Disp: j * v.bytes()}, x, acc[j])
	}
	c.INCQ(i)
	c.CMPQ(i, n)
	c.JNE(LabelRef(label("loop")))

	c.Label(label("sum"))
	c.CMPQ(t.at("last"), Imm(0))
	c.JNE(LabelRef(label("last")))
	for j := range acc {
		c.VMOVUPS(acc[j], Mem{Base: sum, Disp: j * v.bytes()})
	}
	c.JMP(LabelRef(label("next")))
	c.Label(label("last"))
	storeChain(c, v, t, acc, cp, label)
	c.Label(label("next"))
	c.ADDQ(U32(uint32(vectors*v.bytes())), sum)
	c.ADDQ(list, index)
	c.ADDQ(list, value)
	c.ADDQ(Imm(8), counts)
	step := t.load("ci")
	c.ADDQ(step, cp)
	c.DECQ(rows)
	c.JNZ(LabelRef(label("row")))
	c.RET()
}

// storeChain writes a row of C = alpha·acc + beta·C to the columns in use.
func storeChain(c *room, v isa, t fields, acc []reg.VecVirtual, cp reg.GPVirtual, label func(string) string) {
	alpha, beta, bits, masks := v.vec(), v.vec(), c.GP32(), t.load("masks")
	c.VBROADCASTSS(t.at("alpha"), alpha)
	for j := range acc {
		c.VMULPS(acc[j], alpha, acc[j])
	}
	c.MOVL(t.at("beta"), bits)
	c.ADDL(bits, bits) // beta is 0 or −0
	c.JEQ(LabelRef(label("store")))
	c.VBROADCASTSS(t.at("beta"), beta)
	for j := range acc {
		old := v.vec()
		v.load(Mem{Base: cp, Disp: j * v.bytes()}, maskWords(v, Mem{Base: masks, Disp: j * v.bytes()}), old)
		c.VFMADD231PS(old, beta, acc[j])
	}
	c.Label(label("store"))
	for j := range acc {
		v.store(acc[j], maskWords(v, Mem{Base: masks, Disp: j * v.bytes()}), Mem{Base: cp, Disp: j * v.bytes()})
	}
}

// maskWords returns the lanes in use, from a word −1 or 0 for each.
func maskWords(v isa, m Mem) reg.Register {
	x := v.vec()
	v.context().VMOVUPS(m, x)
	if _, wide := v.(avx512); !wide {
		return x
	}
	k := v.context().K()
	v.context().VPMOVD2M(x, k)
	return k
}

// finite writes a check for numbers that are infinite or NaN.
func finite(c *room, v isa) {
	name := "finite" + v.suffix()
	c.function(name, "func(x []float32, lanes *[16]float32)", name+" adds 0·x to the lanes, 16 numbers at a time.")
	x, n, lanes := c.base("x"), c.length("x"), c.pointer("lanes")
	zero := v.vec()
	v.zero(zero)
	acc := make([]reg.VecVirtual, 16/v.lanes()*2)
	for j := range acc {
		acc[j] = v.vec()
		v.zero(acc[j])
	}
	c.Label("pair")
	c.CMPQ(n, Imm(32))
	c.JLT(LabelRef("one"))
	for j := range acc {
		c.VFMADD231PS(Mem{Base: x, Disp: j * v.bytes()}, zero, acc[j])
	}
	c.ADDQ(Imm(128), x)
	c.SUBQ(Imm(32), n)
	c.JMP(LabelRef("pair"))
	c.Label("one")
	c.CMPQ(n, Imm(16))
	c.JLT(LabelRef("done"))
	for j := range acc[:len(acc)/2] {
		c.VFMADD231PS(Mem{Base: x, Disp: j * v.bytes()}, zero, acc[j])
	}
	c.Label("done")
	for j := range acc[:len(acc)/2] {
		c.VADDPS(acc[j], acc[j+len(acc)/2], acc[j])
		c.VMOVUPS(acc[j], Mem{Base: lanes, Disp: j * v.bytes()})
	}
	c.RET()
}

// compress writes the lists of the places of rows that are not zero.
func compress(c *room, v avx512) {
	name := "compress" + v.suffix()
	c.function(name, "func(t *sieve)", name+" lists the numbers of rows that are not zero; up to 15 more of each list are written.")
	t := c.fields("t")
	src, pitch, rows := t.load("src"), t.load("pitch"), t.load("rows")
	index, value, list, counts := t.load("index"), t.load("value"), t.load("list"), t.load("counts")
	words := make([]uint32, 16)
	for i := range words {
		words[i] = uint32(i)
	}
	c.table("places", words...)
	place, first, sixteen, zero := v.vec(), v.vec(), v.vec(), v.vec()
	c.VMOVUPS(NewDataAddr(Symbol{Name: "places", Static: true}, 0), first)
	g, found, n, row := c.GP32(), c.GP64(), c.GP64(), c.GP64()
	c.MOVL(U32(16), g)
	c.VPBROADCASTD(g, sixteen)
	v.zero(zero)

	c.Label("row")
	c.VMOVAPS(first, place)
	c.MOVQ(src, row)
	c.Load(t.component("k"), n)
	c.XORQ(found, found)
	sixteens(c.Context, v, n, []reg.GPVirtual{row}, func(masks []reg.Register) {
		x, k, count := v.vec(), c.K(), c.GP32()
		v.load(Mem{Base: row}, masks[0], x)
		c.VCMPPS(Imm(notEqual), zero, x, k)
		numbers, places := v.vec(), v.vec()
		c.VCOMPRESSPS_Z(x, k, numbers)
		c.VPCOMPRESSD_Z(place, k, places)
		c.VMOVUPS(numbers, Mem{Base: value, Index: found, Scale: 4})
		c.VMOVUPS(places, Mem{Base: index, Index: found, Scale: 4})
		c.KMOVW(k, count)
		c.POPCNTL(count, count)
		c.ADDQ(count.As64(), found)
		c.VPADDD(sixteen, place, place)
	})
	c.MOVQ(found, Mem{Base: counts})
	c.ADDQ(Imm(8), counts)
	c.ADDQ(pitch, src)
	c.ADDQ(list, index)
	c.ADDQ(list, value)
	c.DECQ(rows)
	c.JNZ(LabelRef("row"))
	c.RET()
}

// notEqual is the predicate of VCMPPS that is true for NaN, without a signal.
const notEqual = 4
