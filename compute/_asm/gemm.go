package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func gemm(c *room) {
	for vectors, name := range []string{1: "tileOne", 2: "tileTwo"} {
		if vectors > 0 {
			micro(c, avx512{c.Context}, name+"AVX512", 14, vectors)
			micro(c, avx2{c.Context}, name+"AVX2", 6, vectors)
		}
	}
	for _, v := range []isa{avx512{c.Context}, avx2{c.Context}} {
		transposeLines(c, v, "transpose"+v.suffix())
		copyLines(c, v, "copyOne"+v.suffix(), 1)
		copyLines(c, v, "copyTwo"+v.suffix(), 2)
		sparse(c, v)
	}
}

// micro writes the micro-kernel: a tile of C of up to maxRows rows and one or two
// vectors of columns. There is one loop per number of rows.
func micro(c *room, v isa, name string, maxRows, vectors int) {
	c.function(name, "func(t *tile)", fmt.Sprintf("%s computes a tile of up to %d rows and %d columns.", name, maxRows, vectors*v.lanes()))
	t := c.fields("t")
	rows := t.load("rows")
	for r := maxRows; r > 1; r-- {
		c.CMPQ(rows, Imm(uint64(r)))
		c.JEQ(LabelRef(fmt.Sprintf("rows%d", r)))
	}
	for r := 1; r <= maxRows; r++ {
		c.Label(fmt.Sprintf("rows%d", r))
		microRows(c, v, t, r, vectors)
	}
}

// microRows writes the micro-kernel for a number of rows.
func microRows(c *room, v isa, t fields, rows, vectors int) {
	label := func(s string) string { return fmt.Sprintf("%s%d", s, rows) }
	k := t.load("k")
	cp, ci := t.load("c"), t.load("ci")
	for r := range rows { // the tile of C comes while the sums are made
		c.PREFETCHT0(Mem{Base: cp})
		if vectors == 2 {
			c.PREFETCHT0(Mem{Base: cp, Disp: 2*v.bytes() - 4})
		}
		if r < rows-1 {
			c.ADDQ(ci, cp)
		}
	}
	acc := make([][]reg.VecVirtual, rows)
	for r := range acc {
		acc[r] = make([]reg.VecVirtual, vectors)
		for j := range acc[r] {
			acc[r][j] = v.vec()
			v.zero(acc[r][j])
		}
	}
	a, b := t.load("a"), t.load("b")
	ak, bk := t.load("ak"), t.load("bk")
	row := rowAddresses(c.Context, a, t.load("ai"), rows)
	ahead, step := t.load("ahead"), t.load("step")

	c.Label(label("loop"))
	y := make([]reg.VecVirtual, vectors)
	for j := range y {
		y[j] = v.vec()
		c.VMOVUPS(Mem{Base: b, Disp: j * v.bytes()}, y[j])
	}
	for r := range rows {
		x := v.vec()
		c.VBROADCASTSS(row.at(r), x)
		for j := range y {
			c.VFMADD231PS(y[j], x, acc[r][j])
		}
	}
	c.PREFETCHT0(Mem{Base: ahead})
	c.ADDQ(step, ahead)
	c.ADDQ(bk, b)
	row.advance(ak)
	c.DECQ(k)
	c.JNZ(LabelRef(label("loop")))

	storeTile(c, v, t, acc, label)
	c.RET()
}

// rowPointers address row r of a strided matrix without a register per row.
type rowPointers struct {
	c     *build.Context
	base  []reg.GPVirtual // rows 0, 7, …
	index [7]reg.GPVirtual
	scale [7]uint8
}

// rowAddresses prepares addresses of rows rows that are stride bytes apart:
// rows 1 to 6 after a base are 1, 2 and 4 times one and 1 and 2 times three
// strides away, and 5 strides.
func rowAddresses(c *build.Context, a, stride reg.GPVirtual, rows int) *rowPointers {
	p := &rowPointers{c: c, base: []reg.GPVirtual{a}}
	use := func(r int, index reg.GPVirtual, scale uint8) { p.index[r], p.scale[r] = index, scale }
	use(1, stride, 1)
	use(2, stride, 2)
	use(4, stride, 4)
	if rows > 3 {
		three := c.GP64()
		c.LEAQ(Mem{Base: stride, Index: stride, Scale: 2}, three)
		use(3, three, 1)
		use(6, three, 2)
	}
	if rows > 5 {
		five := c.GP64()
		c.LEAQ(Mem{Base: stride, Index: stride, Scale: 4}, five)
		use(5, five, 1)
	}
	if rows > 7 {
		seven := c.GP64()
		c.LEAQ(Mem{Base: a, Index: p.index[6], Scale: 2}, seven)
		c.ADDQ(stride, seven)
		p.base = append(p.base, seven)
	}
	return p
}

// at returns the address of row r.
func (p *rowPointers) at(r int) Mem {
	m := Mem{Base: p.base[r/7]}
	if r %= 7; r > 0 {
		m.Index, m.Scale = p.index[r], p.scale[r]
	}
	return m
}

// advance moves all rows on by a number of bytes.
func (p *rowPointers) advance(by reg.GPVirtual) {
	for _, b := range p.base {
		p.c.ADDQ(by, b)
	}
}

// storeTile writes C = alpha·acc + beta·C to the columns in use.
func storeTile(c *room, v isa, t fields, acc [][]reg.VecVirtual, label func(string) string) {
	cp, ci := t.load("c"), t.load("ci")
	alpha, beta, bits := v.vec(), v.vec(), c.GP32()
	c.VBROADCASTSS(t.at("alpha"), alpha)
	for r := range acc {
		for j := range acc[r] {
			c.VMULPS(acc[r][j], alpha, acc[r][j])
		}
	}
	m := v.maskFields(t)
	c.MOVL(t.at("beta"), bits)
	c.ADDL(bits, bits) // beta is 0 or −0
	c.JEQ(LabelRef(label("store")))
	c.VBROADCASTSS(t.at("beta"), beta)
	for r := range acc {
		for j := range acc[r] {
			old := v.vec()
			v.load(Mem{Base: cp, Disp: j * v.bytes()}, m[j], old)
			c.VFMADD231PS(old, beta, acc[r][j])
		}
		c.ADDQ(ci, cp)
	}
	c.Load(t.component("c"), cp)
	c.Label(label("store"))
	for r := range acc {
		for j := range acc[r] {
			v.store(acc[r][j], m[j], Mem{Base: cp, Disp: j * v.bytes()})
		}
		c.ADDQ(ci, cp)
	}
}
