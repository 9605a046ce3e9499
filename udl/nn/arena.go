package nn

import "math/bits"

// arena keeps blocks of float32 for reuse. Blocks come in four sizes an octave,
// so that a batch a little smaller than the one before uses the same blocks.
type arena struct {
	free [4 * 64][][]float32
}

// minBlock is the length of the smallest block: a cache line.
const minBlock = 16

// class returns the number of the smallest class whose blocks hold n numbers,
// and the length of its blocks.
func class(n int) (number, length int) {
	if n <= minBlock {
		return 0, minBlock
	}
	e := bits.Len(uint(n-1)) - 1 // 2^e < n ≤ 2^(e+1), e ≥ 4
	sub := (n - 1) >> (e - 2) & 3
	return 4*(e-3) + sub, (5 + sub) << (e - 2)
}

// get returns a block for n numbers, whatever they are; its capacity may be
// larger.
func (a *arena) get(n int) []float32 {
	c, length := class(n)
	f := a.free[c]
	if len(f) == 0 {
		return make([]float32, n, length)
	}
	b := f[len(f)-1]
	a.free[c] = f[:len(f)-1]
	return b[:n]
}

// put takes a block of get back.
func (a *arena) put(b []float32) {
	c, _ := class(cap(b))
	a.free[c] = append(a.free[c], b)
}
