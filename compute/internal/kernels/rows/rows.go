package rows

import "math"

// Max returns the largest number of x, −Inf if there is none and NaN if one is
// NaN.
func Max(x []float32) float32 { return maximum(x) }

// ExpSum sets dst to exp(x−shift) and returns the sum.
func ExpSum(dst, x []float32, shift float32) float64 { return expSum(dst[:len(x)], x, shift) }

// SumExp returns the sum of exp(x−shift).
func SumExp(x []float32, shift float32) float64 { return sumExp(x, shift) }

// Softmax sets each row of dst, of cols numbers, to the softmax of that of x, which
// has as many.
func Softmax(dst, x []float32, cols int) {
	if len(x) > 0 {
		softmax(dst[:len(x)], x, cols)
	}
}

// Sum returns the sum of x.
func Sum(x []float32) float64 { return total(x) }

// Shift sets dst to (x−a)−b.
func Shift(dst, x []float32, a, b float32) { shift(dst[:len(x)], x, a, b) }

// Log returns the natural logarithm of a positive normal number, with the same
// bits on every machine, which math.Log does not promise. It is the series of
// 2·atanh(f/(2+f)) for x = 2ᵉ·(1+f) of [√½, √2]; its error is some 1e-16.
func Log(x float64) float64 {
	if !(x <= math.MaxFloat64) {
		return x
	}
	bits := math.Float64bits(x)
	m, e := math.Float64frombits(bits&(1<<52-1)|1022<<52), int(bits>>52)-1022
	if m < math.Sqrt2/2 {
		m, e = 2*m, e-1
	}
	s := (m - 1) / (m + 1)
	z := float64(s * s)
	p := float64(z*(1.0/21)) + 1.0/19
	p = float64(z*p) + 1.0/17
	p = float64(z*p) + 1.0/15
	p = float64(z*p) + 1.0/13
	p = float64(z*p) + 1.0/11
	p = float64(z*p) + 1.0/9
	p = float64(z*p) + 1.0/7
	p = float64(z*p) + 1.0/5
	p = float64(z*p) + 1.0/3
	return float64(float64(e)*math.Ln2) + (2*s + float64(2*float64(float64(s*z)*p)))
}
