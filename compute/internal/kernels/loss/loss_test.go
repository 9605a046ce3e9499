package loss

import (
	"fmt"
	"math"
	"testing"

	"github.com/udl-go/lab/compute/internal/impl"
	"github.com/udl-go/lab/compute/internal/impl/impltest"
)

// special are numbers at which something happens.
func special() []float32 {
	inf := float32(math.Inf(1))
	return []float32{
		0, float32(math.Copysign(0, -1)), 1, -1, 50, -50, 100, -100, 87, -87, 87.01, -87.01, 1e-45, -1e-45,
		1e-6, 3e38, -3e38, inf, -inf, float32(math.NaN()), 0.35, -0.35,
	}
}

// mixed returns n numbers, special ones among them from the given place on.
func mixed(n, from int) []float32 {
	x, s := make([]float32, n), special()
	for i := range x {
		x[i] = float32(5 * math.Sin(float64((i+from)*(from+3))))
		if i%3 == 2 {
			x[i] = s[(i/3+from)%len(s)]
		}
	}
	return x
}

// losses calls every function with arguments x, y and z and outputs a and b, and
// returns its value.
var losses = []struct {
	name  string
	value func(a, b, x, y, z []float32) float64
}{
	{"BCE", func(a, _, x, y, _ []float32) float64 { return BCE(a, x, y) }},
	{"Squared", func(a, _, x, y, _ []float32) float64 { return Squared(a, x, y) }},
	{"Absolute", func(a, _, x, y, _ []float32) float64 { return Absolute(a, x, y) }},
	{"Hinge", func(a, _, x, y, _ []float32) float64 { return Hinge(a, x, y) }},
	{"KL", func(a, b, x, y, _ []float32) float64 { return KL(a, b, x, y) }},
	{"NLL", NLL},
}

// equal reports whether x and y have the same bits or are both NaN.
func equal(x, y float64) bool {
	return math.Float64bits(x) == math.Float64bits(y) || x != x && y != y
}

func TestLossesEqualTheirLoops(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for _, l := range losses {
			for n := range 131 {
				for from := range 3 {
					x, y, z := mixed(n, from), mixed(n, from+1), mixed(n, from+5)
					if from == 0 { // finite sums
						x, y, z = finite(x), finite(y), finite(z)
					}
					a, b, c, d := mixed(n+20, 1), mixed(n+20, 2), mixed(n+20, 1), mixed(n+20, 2)
					got := l.value(a[:n], b[:n], x, y, z)
					restore := impl.Use(impl.Scalar)
					want := l.value(c[:n], d[:n], x, y, z)
					restore()
					if !equal(got, want) {
						t.Fatalf("%s of %d: %v, want %v", l.name, n, got, want)
					}
					for i := range c {
						if !equal(float64(a[i]), float64(c[i])) || !equal(float64(b[i]), float64(d[i])) {
							t.Fatalf("%s of %d: gradients %d are %g and %g, want %g and %g", l.name, n, i, a[i], b[i], c[i], d[i])
						}
					}
				}
			}
		}
	})
}

// finite replaces what has no finite loss.
func finite(x []float32) []float32 {
	for i, v := range x {
		if !(v > -1e4 && v < 1e4) {
			x[i] = 0.5
		}
	}
	return x
}

func TestLossesWorkInPlace(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for _, l := range losses {
			const n = 83
			x, y, z := mixed(n, 0), mixed(n, 1), mixed(n, 5)
			a, b := make([]float32, n), make([]float32, n)
			want := l.value(a, b, x, y, z)
			c, d := mixed(n, 0), mixed(n, 1)
			if got := l.value(c, d, c, d, z); !equal(got, want) {
				t.Errorf("%s in place: %v, want %v", l.name, got, want)
			}
			for i := range c {
				if !equal(float64(c[i]), float64(a[i])) {
					t.Fatalf("%s in place: gradient %d is %g, want %g", l.name, i, c[i], a[i])
				}
			}
		}
	})
}

// check fails unless got is want up to tol, relative above 1.
func check(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: %.9g, want %.9g", what, got, want)
	}
}

func TestTermsAreTheFormulas(t *testing.T) {
	for _, z := range finite(mixed(600, 2)) {
		x, l := float32(0.3), float64(min(max(z, -80), 80))
		zz, xx := float64(z), float64(x)
		v, d := bce(z, x)
		check(t, fmt.Sprint("BCE at ", z), float64(v), math.Max(zz, 0)-xx*zz+math.Log1p(math.Exp(-math.Abs(zz))), 3e-7)
		check(t, fmt.Sprint("BCE's gradient at ", z), float64(d), 1/(1+math.Exp(-zz))-xx, 2e-7)
		check(t, fmt.Sprint("expm1 of ", l), float64(expm1(float32(l))), math.Expm1(l), 3e-7)
		check(t, fmt.Sprint("exp of ", l), float64(exp(float32(l)))/math.Exp(l), 1, 3e-7)
		var a, b [1]float32
		in := func(x float32) []float32 { return []float32{x} }
		value := KL(a[:], b[:], in(1.5), in(float32(l)))
		check(t, fmt.Sprint("KL at ", l), value, (2.25+math.Expm1(l)-l)/2, 4e-7)
		value = NLL(a[:], b[:], in(0.7), in(1.5), in(float32(l)))
		check(t, fmt.Sprint("NLL at ", l), value, (l+0.64*math.Exp(-l))/2, 6e-7)
	}
}

// exp(l)−1−l must not lose its digits where it is nearly 0.
func TestKLKeepsSmallNumbers(t *testing.T) {
	var a, b [1]float32
	for _, l := range []float64{1e-2, -1e-2, 1e-3, -1e-3} {
		f := float32(l)
		got, want := KL(a[:], b[:], []float32{0}, []float32{f}), (math.Expm1(float64(f))-float64(f))/2
		if math.Abs(got/want-1) > 2e-4 {
			t.Errorf("KL at %g: %g, want %g", l, got, want)
		}
		if g := math.Expm1(float64(f)) / 2; math.Abs(float64(b[0])/g-1) > 2e-7 {
			t.Errorf("gradient at %g: %g, want %g", l, b[0], g)
		}
	}
}

func BenchmarkLosses(b *testing.B) {
	const n = 4096
	x, y, z := make([]float32, n), make([]float32, n), make([]float32, n)
	for i := range x {
		x[i], y[i], z[i] = float32(3*math.Sin(float64(i))), float32(math.Cos(float64(3*i))), float32(math.Sin(float64(7*i)))
	}
	d, e := make([]float32, n), make([]float32, n)
	bytes := []int{12, 12, 12, 12, 16, 20} // read and written an element
	for i, l := range losses {
		for _, level := range impl.Levels() {
			b.Run(fmt.Sprint(l.name, "/", level), func(b *testing.B) {
				defer impl.Use(level)()
				for b.Loop() {
					l.value(d, e, x, y, z)
				}
				b.ReportMetric(float64(bytes[i]*n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GB/s")
				b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/n, "ns/element")
			})
		}
	}
}
