package compute

import "slices"

// sumChunk is the number of elements that make one term of a sum over a tensor.
// It is fixed, and the terms are added in order, so that sums do not depend on
// the number of workers.
const sumChunk = 2048

// lightGrain is the least number of elements that are worth another worker to a
// pass of a few operations; where exponentials are taken, it is a quarter.
const lightGrain = 1 << 17

// terms holds one term per chunk, between uses for the next one.
type terms []float64

// reset makes room for n terms.
func (t *terms) reset(n int) { *t = slices.Grow((*t)[:0], n)[:n] }

// sum adds the terms in order.
func (t terms) sum() float64 {
	s := 0.0
	for _, x := range t {
		s += x
	}
	return s
}

// numbers is scratch, between uses for the next one.
type numbers []float32

// reset makes room for n numbers.
func (s *numbers) reset(n int) { *s = slices.Grow((*s)[:0], n)[:n] }

// chunks returns the number of chunks of n elements.
func chunks(n int) int { return (n + sumChunk - 1) / sumChunk }

// chunk returns chunk i of x, and nil if x is nil.
func chunk(x []float32, i int) []float32 {
	if x == nil {
		return nil
	}
	return x[i*sumChunk : min((i+1)*sumChunk, len(x))]
}
