package logistic

import (
	"fmt"
	"math"
	"testing"

	"github.com/udl-go/lab/compute/internal/impl"
	"github.com/udl-go/lab/compute/internal/impl/impltest"
)

// inputs are all kinds of numbers: special ones, the ends of the range, and a
// dense walk through the middle.
func inputs() []float32 {
	x := []float32{
		0, float32(math.Copysign(0, -1)), 1e-45, -1e-45, 86.99, 87, 87.01, 88.9, 500, 3e38,
		-86.99, -87, -87.01, -88.9, -500, -3e38, float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()),
	}
	for v := float32(-100); v < 100; v += 0.00437 {
		x = append(x, v)
	}
	for v := float32(1e-30); v < 100; v *= 1.37 {
		x = append(x, v, -v)
	}
	return x
}

// results runs every kernel on copies of the arguments.
func results(x, bias, u []float32) map[string][]float32 {
	clone := func(y []float32) []float32 { return append([]float32(nil), y...) }
	r := map[string][]float32{
		"Sigmoid": clone(x), "SigmoidSample": clone(x), "SigmoidSample's samples": clone(x),
		"SampleLogits": clone(x), "SampleLogits in place": clone(x), "Less": clone(x), "Less in place": clone(x),
	}
	Sigmoid(r["Sigmoid"], bias)
	SigmoidSample(r["SigmoidSample"], bias, u, r["SigmoidSample's samples"])
	SampleLogits(clone(x), bias, u, r["SampleLogits"])
	SampleLogits(r["SampleLogits in place"], bias, u, r["SampleLogits in place"])
	Less(u, r["Sigmoid"], r["Less"])
	copy(r["Less in place"], r["Sigmoid"])
	Less(u, r["Less in place"], r["Less in place"])
	sum := SoftplusSum(x, bias)
	r["SoftplusSum"] = []float32{float32(sum), float32(sum - float64(float32(sum)))}
	return r
}

func TestAllImplementationsGiveTheSameBits(t *testing.T) {
	all := inputs()
	u := make([]float32, len(all))
	bias := make([]float32, len(all))
	for i := range u {
		u[i] = float32(i*7919%len(u)) / float32(len(u))
		bias[i] = float32(i%13) - 6
	}
	check := func(t *testing.T, from, n int, bias []float32) {
		t.Helper()
		if bias != nil {
			bias = bias[from : from+n]
		}
		got := results(all[from:from+n], bias, u[from:from+n])
		restore := impl.Use(impl.Scalar)
		want := results(all[from:from+n], bias, u[from:from+n])
		restore()
		for name, w := range want {
			for i, g := range got[name] {
				if math.Float32bits(g) != math.Float32bits(w[i]) && !(g != g && w[i] != w[i]) {
					t.Fatalf("%s: %d elements from %d: element %d is %g, in Go %g", name, n, from, i, g, w[i])
				}
			}
		}
		for i := range want["SampleLogits"] {
			s := want["SampleLogits"][i]
			if s != want["SigmoidSample's samples"][i] || s != want["Less"][i] || s != want["Less in place"][i] || s != want["SampleLogits in place"][i] {
				t.Fatalf("element %d: the ways of sampling differ", i)
			}
		}
	}
	impltest.Each(t, func(t *testing.T) {
		check(t, 0, len(all), nil)
		check(t, 0, len(all), bias)
		for n := range 70 { // every tail, twice over
			check(t, 0, n, nil)
			check(t, 3+n, n, bias)
		}
	})
}

func TestKernelsStayInsideTheirSlices(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for n := range 40 {
			x, s := make([]float32, n+32), make([]float32, n+32)
			for i := n; i < n+32; i++ {
				x[i], s[i] = -5, -5
			}
			u := make([]float32, n+32)
			Sigmoid(x[:n], u)
			SigmoidSample(x[:n], nil, u, s)
			SampleLogits(x[:n], nil, u, s)
			Less(u, x[:n], s)
			for i := n; i < n+32; i++ {
				if x[i] != -5 || s[i] != -5 {
					t.Fatalf("%d elements: element %d was written", n, i)
				}
			}
		}
	})
}

func TestSoftplusSumIsTheSum(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for _, n := range []int{0, 1, 15, 16, 17, 33, 500, 1024, 3000} {
			x, want := make([]float32, n), 0.0
			for i := range x {
				x[i] = float32(i%29) - 14
				want += math.Log1p(math.Exp(float64(x[i]) + 0.5))
			}
			bias := make([]float32, n)
			for i := range bias {
				bias[i] = 0.5
			}
			if got := SoftplusSum(x, bias); math.Abs(got-want) > 2e-7*want {
				t.Errorf("%d terms: %g, want %g", n, got, want)
			}
		}
	})
}

func BenchmarkPasses(b *testing.B) {
	const n = 512
	x, u, s := make([]float32, n), make([]float32, n), make([]float32, n)
	for name, f := range map[string]func(){
		"Sigmoid":       func() { Sigmoid(x, u) },
		"SigmoidSample": func() { SigmoidSample(x, u, u, s) },
		"SampleLogits":  func() { SampleLogits(x, u, u, s) },
		"SoftplusSum":   func() { SoftplusSum(x, u) },
	} {
		for _, l := range impl.Levels() {
			b.Run(fmt.Sprint(name, "/", l), func(b *testing.B) {
				defer impl.Use(l)()
				for b.Loop() {
					f()
				}
				b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/n, "ns/element")
			})
		}
	}
}
