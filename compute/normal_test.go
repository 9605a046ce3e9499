package compute

import (
	"math"
	"slices"
	"testing"
)

// normals returns n standard normal numbers, in ascending order.
func normals(n int) []float32 {
	x := make([]float32, n)
	NewRNG(21).Normal(nil, x, 0, 1)
	slices.Sort(x)
	return x
}

// phi is the distribution function of a standard normal number.
func phi(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// The test of Kolmogorov and Smirnov: a correct generator exceeds the bound once
// in a million seeds.
func TestNormalHasTheDistribution(t *testing.T) {
	n := 1 << 20
	if testing.Short() {
		n = 1 << 17
	}
	x, worst := normals(n), 0.0
	for i, v := range x {
		p := phi(float64(v))
		worst = max(worst, p-float64(i)/float64(n), float64(i+1)/float64(n)-p)
	}
	d := worst * math.Sqrt(float64(n))
	if limit := math.Sqrt(math.Log(2e6) / 2); d > limit {
		t.Errorf("the distribution function is off by %.2f/√n, more than %.2f", d, limit)
	}
}

// Chi-square of 512 cells of equal probability, and the counts in the tails: each
// test of a correct generator fails once in a million seeds or less.
func TestNormalHasTheCellsAndTails(t *testing.T) {
	n := 1 << 21
	if testing.Short() {
		n = 1 << 18
	}
	x := normals(n)
	const cells = 512
	chi, count, next := 0.0, 0, 1
	for i, v := range x {
		for next < cells && phi(float64(v)) >= float64(next)/cells {
			chi += squareOf(float64(count)-float64(n)/cells) / (float64(n) / cells)
			count = 0
			next++
		}
		count++
		if i == n-1 {
			chi += squareOf(float64(count)-float64(n)/cells) / (float64(n) / cells)
		}
	}
	if z := (chi - (cells - 1)) / math.Sqrt(2*(cells-1)); math.Abs(z) > zLimit {
		t.Errorf("chi² of %d cells is %.1f standard deviations off", cells, z)
	}
	for _, bound := range []float64{2, 3, 4} {
		p, k := phi(-bound), 0
		for _, side := range []bool{false, true} {
			k = 0
			for _, v := range x {
				if side && float64(v) > bound || !side && float64(v) < -bound {
					k++
				}
			}
			mean := p * float64(n)
			// Beside the normal approximation, room for the skew of small counts.
			if math.Abs(float64(k)-mean) > zLimit*math.Sqrt(mean)+6 {
				t.Errorf("%d of %d numbers beyond %g, expected %.1f", k, n, bound, mean)
			}
		}
	}
	if most := math.Abs(float64(x[n-1])); most > 6.7638 || most < 4 {
		t.Errorf("the largest number is %g", most)
	}
}

// squareOf returns x².
func squareOf(x float64) float64 { return x * x }

// A pair of Box and Muller shares its radius: neither the products nor those of
// the squares may show it, nor may neighbors of different pairs.
func TestNormalsAreIndependent(t *testing.T) {
	x := make([]float32, 1<<19)
	NewRNG(22).Normal(nil, x, 0, 1)
	for lag := 1; lag <= 4; lag++ {
		products, squares := make([]float32, len(x)/8), make([]float32, len(x)/8)
		for i := range products {
			a, b := float64(x[8*i]), float64(x[8*i+lag])
			products[i] = float32(a * b)
			squares[i] = float32((a*a - 1) * (b*b - 1))
		}
		checkMean(t, "product of neighbors", products, 0, 1)
		checkMean(t, "product of the squares of neighbors", squares, 0, 2)
	}
}

func TestDropoutMaskKeepsTheMean(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		x := make([]float32, 1<<16)
		for _, keep := range []float32{0.1, 0.5, 0.8, 1} {
			r := NewRNG(23)
			r.DropoutMask(nil, x, keep)
			for i, v := range x {
				if v != 0 && v != 1/keep {
					t.Fatalf("keep %g: element %d is %g", keep, i, v)
				}
			}
			if keep == 1 {
				if Sum(x) != float64(len(x)) {
					t.Errorf("keep 1 drops %g of %d", float64(len(x))-Sum(x), len(x))
				}
				continue
			}
			checkMean(t, "mask", x, 1, math.Sqrt(float64((1-keep)/keep)))
			if r.State()[2] != uint64(len(x)) {
				t.Errorf("position %d after %d elements", r.State()[2], len(x))
			}
		}
	})
}

func TestDropoutMaskRefusesProbabilities(t *testing.T) {
	for _, keep := range []float32{0, -1, 1.5, float32(math.NaN())} {
		mustPanic(t, "DropoutMask", func() { NewRNG(1).DropoutMask(nil, make([]float32, 3), keep) })
	}
}
