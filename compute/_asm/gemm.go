package main

import (
	"fmt"
	"math"

	"github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func gemm(c *room) {
	wide, narrow := avx512{c.Context}, avx2{c.Context}
	micro(c, wide, "tileHalf", 14, shape{half: true})
	micro(c, wide, "tileOne", 14, shape{whole: 1})
	micro(c, wide, "tileOneHalf", 14, shape{whole: 1, half: true})
	micro(c, wide, "tileTwo", 14, shape{whole: 2})
	micro(c, wide, "tileEight", 3, shape{whole: 8})
	micro(c, narrow, "tileOne", 6, shape{whole: 1})
	micro(c, narrow, "tileTwo", 6, shape{whole: 2})
	micro(c, narrow, "tileEight", 1, shape{whole: 8})
	for _, v := range []isa{wide, narrow} {
		transposeLines(c, v, "transpose"+v.suffix())
		copyLines(c, v, "copyOne"+v.suffix(), 1)
		copyLines(c, v, "copyTwo"+v.suffix(), 2)
		dotLines(c, v)
		sparse(c, v)
	}
}

// shape is the columns of a tile: whole vectors and perhaps half a vector, whose
// operations cost half as much.
type shape struct {
	whole int
	half  bool
}

// vectors returns the number of vectors, the half one included.
func (s shape) vectors() int {
	if s.half {
		return s.whole + 1
	}
	return s.whole
}

// part returns vector j of a tile as what its operations work on.
func (s shape) part(j int, x reg.VecVirtual) reg.Register {
	if j == s.whole {
		return x.AsY()
	}
	return x
}

// load loads vector j of a row where a mask says.
func (s shape) load(v isa, j int, m Mem, mask reg.Register, x reg.VecVirtual) {
	if j < s.whole {
		v.load(m, mask, x)
	} else {
		v.context().VMOVUPS_Z(m, mask, x.AsY())
	}
}

// store stores vector j of a row where a mask says, everywhere for nil.
func (s shape) store(v isa, j int, x reg.VecVirtual, mask reg.Register, m Mem) {
	switch {
	case j < s.whole:
		v.store(x, mask, m)
	case mask == nil:
		v.context().VMOVUPS(x.AsY(), m)
	default:
		v.context().VMOVUPS(x.AsY(), mask, m)
	}
}

// columns returns the number of columns.
func (s shape) columns(v isa) int {
	if s.half {
		return s.whole*v.lanes() + v.lanes()/2
	}
	return s.whole * v.lanes()
}

// micro writes the micro-kernel: a tile of C of up to maxRows rows. There is one
// loop per number of rows.
func micro(c *room, v isa, name string, maxRows int, s shape) {
	name += v.suffix()
	c.function(name, "func(t *tile)", fmt.Sprintf("%s computes a tile of up to %d rows and %d columns.", name, maxRows, s.columns(v)))
	t := c.fields("t")
	rows := t.load("rows")
	for r := maxRows; r > 1; r-- {
		c.CMPQ(rows, Imm(uint64(r)))
		c.JEQ(LabelRef(fmt.Sprintf("rows%d", r)))
	}
	for r := 1; r <= maxRows; r++ {
		c.Label(fmt.Sprintf("rows%d", r))
		microRows(c, v, t, r, s)
	}
}

// microRows writes the micro-kernel for a number of rows.
func microRows(c *room, v isa, t fields, rows int, s shape) {
	label := func(s string) string { return fmt.Sprintf("%s%d", s, rows) }
	k := t.load("k")
	cp, ci := t.load("c"), t.load("ci")
	for r := range rows { // the tile of C comes while the sums are made
		c.PREFETCHT0(Mem{Base: cp})
		if s.columns(v) > 16 {
			c.PREFETCHT0(Mem{Base: cp, Disp: 4*min(32, s.columns(v)) - 4})
		}
		if r < rows-1 {
			c.ADDQ(ci, cp)
		}
	}
	acc := make([][]reg.VecVirtual, rows)
	for r := range acc {
		acc[r] = make([]reg.VecVirtual, s.vectors())
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
	if rows*s.vectors() > 2*maxVectors {
		panic("gemm: too many sums")
	}
	multiplyAdd(c, v, s, b, row, acc)
	c.PREFETCHT0(Mem{Base: ahead})
	c.ADDQ(step, ahead)
	c.ADDQ(bk, b)
	row.advance(ak)
	c.DECQ(k)
	c.JNZ(LabelRef(label("loop")))

	storeTile(c, v, t, s, acc, label)
	c.RET()
}

// maxVectors is half the number of sums that a tile has at most.
const maxVectors = 14

// multiplyAdd writes the products of one k.
func multiplyAdd(c *room, v isa, s shape, b reg.GPVirtual, row *rowPointers, acc [][]reg.VecVirtual) {
	if s.vectors() > 2 { // too wide to keep a row of B
		x := make([]reg.VecVirtual, len(acc))
		for r := range x {
			x[r] = v.vec()
			c.VBROADCASTSS(row.at(r), x[r])
		}
		for j := range s.vectors() {
			var y Op = Mem{Base: b, Disp: j * v.bytes()}
			if len(acc) > 1 {
				w := v.vec()
				c.VMOVUPS(y, w)
				y = w
			}
			for r := range x {
				c.VFMADD231PS(y, x[r], acc[r][j])
			}
		}
		return
	}
	y := make([]reg.VecVirtual, s.vectors())
	for j := range y {
		y[j] = v.vec()
		c.VMOVUPS(Mem{Base: b, Disp: j * v.bytes()}, s.part(j, y[j]))
	}
	for r := range acc {
		x := v.vec()
		c.VBROADCASTSS(row.at(r), s.part(0, x))
		for j := range y {
			c.VFMADD231PS(s.part(j, y[j]), s.part(j, x), s.part(j, acc[r][j]))
		}
	}
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
func storeTile(c *room, v isa, t fields, s shape, acc [][]reg.VecVirtual, label func(string) string) {
	bits := c.GP32()
	c.MOVL(t.at("alpha"), bits)
	c.CMPL(bits, U32(math.Float32bits(1)))
	c.JEQ(LabelRef(label("scaled")))
	alpha := v.vec()
	c.VBROADCASTSS(t.at("alpha"), alpha)
	for r := range acc {
		for j := range acc[r] {
			c.VMULPS(s.part(j, acc[r][j]), s.part(j, alpha), s.part(j, acc[r][j]))
		}
	}
	c.Label(label("scaled"))
	full := uint32(1)<<min(32, s.columns(v)) - 1 // of eight vectors all are in use
	c.CMPL(t.at("cols"), I32(int32(full)))
	c.JNE(LabelRef(label("part")))
	storeRows(c, v, t, s, acc, make([]reg.Register, s.vectors()), label)
	c.RET()
	c.Label(label("part"))
	if s.vectors() <= 2 {
		storeRows(c, v, t, s, acc, v.maskFields(t)[:s.vectors()], func(s string) string { return label("part" + s) })
	}
}

// storeRows writes acc + beta·C to the lanes of the masks, all for nil.
func storeRows(c *room, v isa, t fields, s shape, acc [][]reg.VecVirtual, m []reg.Register, label func(string) string) {
	cp, ci := t.load("c"), t.load("ci")
	beta, bits := v.vec(), c.GP32()
	c.MOVL(t.at("beta"), bits)
	c.ADDL(bits, bits) // beta is 0 or −0
	c.JEQ(LabelRef(label("store")))
	c.VBROADCASTSS(t.at("beta"), beta)
	for r := range acc {
		for j := range acc[r] {
			old, at := v.vec(), Mem{Base: cp, Disp: j * v.bytes()}
			if m[j] == nil {
				c.VFMADD231PS(at, s.part(j, beta), s.part(j, acc[r][j]))
				continue
			}
			s.load(v, j, at, m[j], old)
			c.VFMADD231PS(s.part(j, old), s.part(j, beta), s.part(j, acc[r][j]))
		}
		c.ADDQ(ci, cp)
	}
	c.Load(t.component("c"), cp)
	c.Label(label("store"))
	for r := range acc {
		for j := range acc[r] {
			s.store(v, j, acc[r][j], m[j], Mem{Base: cp, Disp: j * v.bytes()})
		}
		c.ADDQ(ci, cp)
	}
}
