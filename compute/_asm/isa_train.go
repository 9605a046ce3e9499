package main

import (
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// choices are the operations of isa that choose lanes by a comparison.
type choices interface {
	// ifNegative copies the lanes of y to z where the sign of x is set.
	ifNegative(x, y, z reg.VecVirtual)
	// when clears the lanes of z where x and y don't compare as said.
	when(predicate uint64, x, y, z reg.VecVirtual)
}

// The predicates of VCMPPS, without a signal.
const (
	unequalOrdered = 12 // false for NaN
	above          = 30 // false for NaN
)

func (v avx512) ifNegative(x, y, z reg.VecVirtual) {
	k := v.c.K()
	v.c.VPMOVD2M(x, k)
	v.c.VMOVAPS(y, k, z)
}

func (v avx512) when(predicate uint64, x, y, z reg.VecVirtual) {
	k := v.c.K()
	v.c.VCMPPS(Imm(predicate), y, x, k)
	v.c.VMOVAPS_Z(z, k, z)
}

func (v avx2) ifNegative(x, y, z reg.VecVirtual) { v.c.VBLENDVPS(x, y, z, z) }

func (v avx2) when(predicate uint64, x, y, z reg.VecVirtual) {
	k := v.vec()
	v.c.VCMPPS(Imm(predicate), y, x, k)
	v.c.VANDPS(k, z, z)
}
