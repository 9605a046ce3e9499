package main

import (
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Predicates of VCMPPS, without a signal for NaN.
const (
	isLess       = 17 // false for NaN
	isLessEqual  = 18 // false for NaN
	isGreater    = 30 // false for NaN
	isEqual      = 0  // false for NaN
	isEqualOrNaN = 8
	isNaN        = 3
	isAboveOrNaN = 22 // not less or equal

)

// isaMath is what the elementary functions need of an isa.
type isaMath interface {
	// compare returns the lanes where x op y.
	compare(op uint64, x, y reg.VecVirtual) reg.Register
	// choose sets z to yes in the lanes of a mask and to no in the others.
	choose(mask reg.Register, yes, no, z reg.VecVirtual)
	// signs returns the lanes whose highest bit is set.
	signs(x reg.VecVirtual) reg.Register
	// either returns the lanes of two masks, in the second.
	either(x, y reg.Register)
	// noLanes returns an empty mask.
	noLanes() reg.Register
	// jumpIfNone jumps where a mask is empty.
	jumpIfNone(mask reg.Register, label string)
	// scale multiplies p by 2ⁿ, rounding once, where n are the low bits of t.
	scale(k constants, t, n, p reg.VecVirtual)
	// fromUint converts words to float32.
	fromUint(k constants, x reg.VecVirtual)
	// halves returns the lower and the upper half of x.
	halves(x reg.VecVirtual) (lo, hi reg.VecVirtual)
}

func (v avx512) compare(op uint64, x, y reg.VecVirtual) reg.Register {
	k := v.c.K()
	v.c.VCMPPS(Imm(op), y, x, k)
	return k
}

func (v avx512) choose(mask reg.Register, yes, no, z reg.VecVirtual) {
	v.c.VBLENDMPS(yes, no, mask, z)
}

func (v avx512) signs(x reg.VecVirtual) reg.Register {
	k := v.c.K()
	v.c.VPMOVD2M(x, k)
	return k
}

func (v avx512) either(x, y reg.Register) { v.c.KORW(x, y, y) }

func (v avx512) noLanes() reg.Register {
	k := v.c.K()
	v.c.KXORW(k, k, k)
	return k
}

func (v avx512) jumpIfNone(mask reg.Register, label string) {
	v.c.KORTESTW(mask, mask)
	v.c.JZ(LabelRef(label))
}

func (v avx512) scale(_ constants, _, n, p reg.VecVirtual) { v.c.VSCALEFPS(n, p, p) }

func (v avx512) fromUint(_ constants, x reg.VecVirtual) { v.c.VCVTUDQ2PS(x, x) }

func (v avx512) halves(x reg.VecVirtual) (lo, hi reg.VecVirtual) {
	hi = v.c.YMM()
	v.c.VEXTRACTF64X4(Imm(1), x, hi)
	return x.AsY().(reg.VecVirtual), hi
}

func (v avx2) compare(op uint64, x, y reg.VecVirtual) reg.Register {
	m := v.vec()
	v.c.VCMPPS(Imm(op), y, x, m)
	return m
}

func (v avx2) choose(mask reg.Register, yes, no, z reg.VecVirtual) {
	v.c.VBLENDVPS(mask, yes, no, z)
}

func (avx2) signs(x reg.VecVirtual) reg.Register { return x }

func (v avx2) either(x, y reg.Register) { v.c.VORPS(x, y, y) }

func (v avx2) noLanes() reg.Register {
	m := v.vec()
	v.zero(m)
	return m
}

func (v avx2) jumpIfNone(mask reg.Register, label string) {
	bits := v.c.GP32()
	v.c.VMOVMSKPS(mask, bits)
	v.c.TESTL(bits, bits)
	v.c.JZ(LabelRef(label))
}

func (v avx2) scale(k constants, t, _, p reg.VecVirtual) {
	half, one := v.vec(), k.word(0x3F800000)
	v.c.VPSUBD(k.word(0x4B400000), t, t)
	v.c.VPSRAD(Imm(1), t, half)
	v.c.VPSUBD(half, t, t)
	for _, n := range []reg.VecVirtual{half, t} {
		v.c.VPSLLD(Imm(23), n, n)
		v.c.VPADDD(one, n, n)
		v.c.VMULPS(n, p, p)
	}
}

func (v avx2) fromUint(k constants, x reg.VecVirtual) {
	hi := v.vec()
	v.c.VPSRLD(Imm(16), x, hi)
	v.c.VCVTDQ2PS(hi, hi)
	v.c.VMULPS(k.float(1<<16), hi, hi)
	v.c.VPAND(k.word(0xFFFF), x, x)
	v.c.VCVTDQ2PS(x, x)
	v.c.VADDPS(hi, x, x)
}

func (v avx2) halves(x reg.VecVirtual) (lo, hi reg.VecVirtual) {
	hi = v.c.XMM()
	v.c.VEXTRACTF128(Imm(1), x, hi)
	return x.AsX().(reg.VecVirtual), hi
}
