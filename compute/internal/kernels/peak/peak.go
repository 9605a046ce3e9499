// Package peak does multiply-adds in registers alone, to measure what a core can
// do at best:
//
//	for range n { for i := range sums { sums[i] += x * x } }
//
// with as many independent sums as hide the latency of one.
package peak

// FMA does n rounds, at least one, and returns the number of floating-point
// operations, two for each multiply-add.
func FMA(n int) (flops float64) { return float64(max(n, 1)) * fma(max(n, 1)) }

// fmaGeneric does n rounds and returns the operations of one.
func fmaGeneric(n int) float64 {
	var a, b, c, d, e, f, g, h float32
	x := float32(0)
	for range n {
		a += x * x
		b += x * x
		c += x * x
		d += x * x
		e += x * x
		f += x * x
		g += x * x
		h += x * x
	}
	sink(a + b + c + d + e + f + g + h)
	return 16
}

// sink keeps the compiler from dropping a result.
//
//go:noinline
func sink(float32) {}
