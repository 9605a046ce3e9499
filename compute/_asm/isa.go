package main

import (
	"github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// isa is what AVX2 and AVX-512 say differently. A nil mask means all lanes.
type isa interface {
	context() *build.Context
	suffix() string
	lanes() int // of float32
	bytes() int
	vec() reg.VecVirtual
	zero(x reg.VecVirtual)

	// maskFields returns the lanes in use of two vectors, from the fields lanes
	// and cols of a struct.
	maskFields(t fields) []reg.Register
	// maskCount returns the lanes of 16 numbers of which the first n are in use.
	maskCount(n reg.GPVirtual) []reg.Register
	// maskPair returns the lanes of two vectors of which the first n are in use.
	maskPair(n reg.GPVirtual) []reg.Register
	load(m Mem, mask reg.Register, x reg.VecVirtual)
	store(x reg.VecVirtual, mask reg.Register, m Mem)
	// keep clears the lanes that are not in use.
	keep(mask reg.Register, x reg.VecVirtual)

	// insert loads 128 bits into a part of x.
	insert(part int, m Mem, x reg.VecVirtual)
	// oneIfLess sets s to 1 where u < p, else to 0.
	oneIfLess(u, p, one, s reg.VecVirtual)
	// xor3 sets z to x ^ z ^ k, with a word k in memory.
	xor3(x reg.VecVirtual, k Mem, z reg.VecVirtual)
	isaMath
	// pair sets the odd words of x to the even words of y.
	pair(y, x reg.VecVirtual)
	// doubles returns the two halves of x as float64.
	doubles(x reg.VecVirtual) [2]reg.VecVirtual
}

type avx512 struct{ c *build.Context }

func (v avx512) context() *build.Context { return v.c }
func (avx512) suffix() string            { return "AVX512" }
func (avx512) lanes() int                { return 16 }
func (avx512) bytes() int                { return 64 }
func (v avx512) vec() reg.VecVirtual     { return v.c.ZMM() }
func (v avx512) zero(x reg.VecVirtual)   { v.c.VPXORD(x, x, x) }

func (v avx512) maskFields(t fields) []reg.Register {
	bits, k1, k2 := v.c.GP32(), v.c.K(), v.c.K()
	v.c.MOVL(t.at("cols"), bits)
	v.c.KMOVW(bits, k1)
	v.c.SHRL(Imm(16), bits)
	v.c.KMOVW(bits, k2)
	return []reg.Register{k1, k2}
}

func (v avx512) maskCount(n reg.GPVirtual) []reg.Register {
	bits, k := v.c.GP32(), v.c.K()
	v.c.MOVQ(n, reg.RCX)
	v.c.MOVL(I32(-1), bits)
	v.c.SHLL(reg.CL, bits)
	v.c.NOTL(bits)
	v.c.KMOVW(bits, k)
	return []reg.Register{k}
}

func (v avx512) maskPair(n reg.GPVirtual) []reg.Register {
	k := v.maskCount(n)
	bits, k2 := v.c.GP32(), v.c.K()
	v.c.MOVL(I32(-1), bits)
	v.c.SHLL(reg.CL, bits)
	v.c.NOTL(bits)
	v.c.SHRL(Imm(16), bits)
	v.c.KMOVW(bits, k2)
	return append(k, k2)
}

func (v avx512) load(m Mem, mask reg.Register, x reg.VecVirtual) {
	if mask == nil {
		v.c.VMOVUPS(m, x)
	} else {
		v.c.VMOVUPS_Z(m, mask, x)
	}
}

func (v avx512) store(x reg.VecVirtual, mask reg.Register, m Mem) {
	if mask == nil {
		v.c.VMOVUPS(x, m)
	} else {
		v.c.VMOVUPS(x, mask, m)
	}
}

func (v avx512) keep(mask reg.Register, x reg.VecVirtual) {
	if mask != nil {
		v.c.VMOVAPS_Z(x, mask, x)
	}
}

func (v avx512) insert(part int, m Mem, x reg.VecVirtual) {
	v.c.VINSERTF32X4(Imm(uint64(part)), m, x, x)
}

func (v avx512) oneIfLess(u, p, one, s reg.VecVirtual) {
	k := v.c.K()
	v.c.VCMPPS(Imm(lessThan), p, u, k)
	v.c.VMOVAPS_Z(one, k, s)
}

func (v avx512) xor3(x reg.VecVirtual, k Mem, z reg.VecVirtual) {
	v.c.VPTERNLOGD_BCST(Imm(0x96), k, x, z)
}

func (v avx512) pair(y, x reg.VecVirtual) {
	bits, k := v.c.GP32(), v.c.K()
	v.c.MOVL(U32(0xAAAA), bits)
	v.c.KMOVW(bits, k)
	v.c.VMOVSLDUP(y, k, x)
}

func (v avx512) doubles(x reg.VecVirtual) [2]reg.VecVirtual {
	lo, hi, h := v.vec(), v.vec(), v.c.YMM()
	v.c.VCVTPS2PD(x.AsY(), lo)
	v.c.VEXTRACTF32X8(Imm(1), x, h)
	v.c.VCVTPS2PD(h, hi)
	return [2]reg.VecVirtual{lo, hi}
}

type avx2 struct{ c *build.Context }

func (v avx2) context() *build.Context { return v.c }
func (avx2) suffix() string            { return "AVX2" }
func (avx2) lanes() int                { return 8 }
func (avx2) bytes() int                { return 32 }
func (v avx2) vec() reg.VecVirtual     { return v.c.YMM() }
func (v avx2) zero(x reg.VecVirtual)   { v.c.VXORPS(x, x, x) }

// masksAt returns the masks of 16 lanes at an address.
func (v avx2) masksAt(p Mem) []reg.Register {
	m1, m2 := v.c.YMM(), v.c.YMM()
	v.c.VMOVUPS(p, m1)
	v.c.VMOVUPS(p.Offset(32), m2)
	return []reg.Register{m1, m2}
}

func (v avx2) maskFields(t fields) []reg.Register {
	return v.masksAt(Mem{Base: t.load("lanes")})
}

func (v avx2) maskCount(n reg.GPVirtual) []reg.Register {
	p, back := v.c.GP64(), v.c.GP64()
	v.c.LEAQ(NewDataAddr(Symbol{Name: maskTable, Static: true}, 64), p)
	v.c.MOVQ(n, back)
	v.c.NEGQ(back)
	return v.masksAt(Mem{Base: p, Index: back, Scale: 4})
}

func (v avx2) maskPair(n reg.GPVirtual) []reg.Register { return v.maskCount(n) }

func (v avx2) load(m Mem, mask reg.Register, x reg.VecVirtual) {
	if mask == nil {
		v.c.VMOVUPS(m, x)
	} else {
		v.c.VMASKMOVPS(m, mask, x)
	}
}

func (v avx2) store(x reg.VecVirtual, mask reg.Register, m Mem) {
	if mask == nil {
		v.c.VMOVUPS(x, m)
	} else {
		v.c.VMASKMOVPS(x, mask, m)
	}
}

func (v avx2) keep(mask reg.Register, x reg.VecVirtual) {
	if mask != nil {
		v.c.VANDPS(mask, x, x)
	}
}

func (v avx2) insert(part int, m Mem, x reg.VecVirtual) {
	v.c.VINSERTF128(Imm(uint64(part)), m, x, x)
}

func (v avx2) oneIfLess(u, p, one, s reg.VecVirtual) {
	v.c.VCMPPS(Imm(lessThan), p, u, s)
	v.c.VANDPS(one, s, s)
}

func (v avx2) xor3(x reg.VecVirtual, k Mem, z reg.VecVirtual) {
	w := v.vec()
	v.c.VPBROADCASTD(k, w)
	v.c.VPXOR(x, z, z)
	v.c.VPXOR(w, z, z)
}

func (v avx2) pair(y, x reg.VecVirtual) {
	w := v.vec()
	v.c.VPSLLQ(Imm(32), y, w)
	v.c.VPBLENDD(Imm(0xAA), w, x, x)
}

func (v avx2) doubles(x reg.VecVirtual) [2]reg.VecVirtual {
	lo, hi, h := v.vec(), v.vec(), v.c.XMM()
	v.c.VCVTPS2PD(x.AsX(), lo)
	v.c.VEXTRACTF128(Imm(1), x, h)
	v.c.VCVTPS2PD(h, hi)
	return [2]reg.VecVirtual{lo, hi}
}

// lessThan is the predicate of VCMPPS that is false for NaN, without a signal.
const lessThan = 17
