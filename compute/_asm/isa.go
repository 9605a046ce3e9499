package main

import (
	"github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// isa is what AVX2 and AVX-512 say differently.
type isa interface {
	suffix() string
	lanes() int
	bytes() int
	vec() reg.VecVirtual
	zero(x reg.VecVirtual)
	masks(t fields) [2]reg.Register // the lanes in use of a tile's two vectors
	load(m Mem, mask reg.Register, x reg.VecVirtual)
	insert(part int, m Mem, x reg.VecVirtual) // 128 bits
	context() *build.Context
	store(x reg.VecVirtual, mask reg.Register, m Mem)
}

type avx512 struct{ c *build.Context }

func (avx512) suffix() string          { return "AVX512" }
func (avx512) lanes() int              { return 16 }
func (avx512) bytes() int              { return 64 }
func (v avx512) vec() reg.VecVirtual   { return v.c.ZMM() }
func (v avx512) zero(x reg.VecVirtual) { v.c.VPXORD(x, x, x) }

func (v avx512) masks(t fields) [2]reg.Register {
	bits, k1, k2 := v.c.GP32(), v.c.K(), v.c.K()
	v.c.MOVL(t.at("cols"), bits)
	v.c.KMOVW(bits, k1)
	v.c.SHRL(Imm(16), bits)
	v.c.KMOVW(bits, k2)
	return [2]reg.Register{k1, k2}
}

func (v avx512) load(m Mem, mask reg.Register, x reg.VecVirtual) { v.c.VMOVUPS_Z(m, mask, x) }

func (v avx512) store(x reg.VecVirtual, mask reg.Register, m Mem) { v.c.VMOVUPS(x, mask, m) }

type avx2 struct{ c *build.Context }

func (avx2) suffix() string          { return "AVX2" }
func (avx2) lanes() int              { return 8 }
func (avx2) bytes() int              { return 32 }
func (v avx2) vec() reg.VecVirtual   { return v.c.YMM() }
func (v avx2) zero(x reg.VecVirtual) { v.c.VXORPS(x, x, x) }

func (v avx2) masks(t fields) [2]reg.Register {
	p, m1, m2 := t.load("lanes"), v.c.YMM(), v.c.YMM()
	v.c.VMOVUPS(Mem{Base: p}, m1)
	v.c.VMOVUPS(Mem{Base: p, Disp: 32}, m2)
	return [2]reg.Register{m1, m2}
}

func (v avx2) load(m Mem, mask reg.Register, x reg.VecVirtual) { v.c.VMASKMOVPS(m, mask, x) }

func (v avx2) store(x reg.VecVirtual, mask reg.Register, m Mem) { v.c.VMASKMOVPS(x, mask, m) }

func (v avx512) insert(part int, m Mem, x reg.VecVirtual) {
	v.c.VINSERTF32X4(Imm(uint64(part)), m, x, x)
}

func (v avx2) insert(part int, m Mem, x reg.VecVirtual) {
	v.c.VINSERTF128(Imm(uint64(part)), m, x, x)
}

func (v avx512) context() *build.Context { return v.c }

func (v avx2) context() *build.Context { return v.c }
