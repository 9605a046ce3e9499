package compute

import (
	"math"
	"testing"
)

func TestSquaredNormIsTheSum(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, n := range []int{0, 1, 2047, 2048, 2049, 700_000} {
			x, want := random(1, n), 0.0
			for _, v := range x.Data {
				want += float64(v) * float64(v)
			}
			eachWorkers(t, func(p *Pool) []float32 {
				got := SquaredNorm(p, x)
				if math.Abs(got-want) > 1e-12*want {
					t.Errorf("%d numbers: %g, want %g", n, got, want)
				}
				return float32s(got)
			})
		}
	})
}

func TestClipNormLimitsTheNormOfAll(t *testing.T) {
	x, y := random(1, 30, 40), random(2, 50)
	want := math.Sqrt(SquaredNorm(nil, x) + SquaredNorm(nil, y))
	before := x.Clone()
	if got := ClipNorm(nil, 2*want, x, y); got != want {
		t.Errorf("norm %g, want %g", got, want)
	}
	sameBits(t, "a norm below the limit", x.Data, before.Data)
	if got := ClipNorm(nil, 1.5, x, y); got != want {
		t.Errorf("norm %g, want %g", got, want)
	}
	if got := math.Sqrt(SquaredNorm(nil, x) + SquaredNorm(nil, y)); math.Abs(got-1.5) > 1e-5 {
		t.Errorf("clipped norm %g", got)
	}
	if r := x.Data[7] / before.Data[7]; math.Abs(float64(r)*want-1.5) > 1e-5 {
		t.Errorf("factor %g", r)
	}
	y.Data[3] = float32(math.Inf(1))
	clipped := x.Clone()
	if got := ClipNorm(nil, 1, x, y); !math.IsInf(got, 1) {
		t.Errorf("norm %g", got)
	}
	sameBits(t, "a norm that is not finite", x.Data, clipped.Data)
}

func TestLerpMovesToward(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		x, y := random(1, 400, 777), random(2, 400, 777)
		eachWorkers(t, func(p *Pool) []float32 {
			z := x.Clone()
			Lerp(p, z, y, 0.25)
			for i, v := range z.Data {
				if want := 0.75*float64(x.Data[i]) + 0.25*float64(y.Data[i]); math.Abs(float64(v)-want) > 1e-6 {
					t.Fatalf("element %d is %g, want %g", i, v, want)
				}
			}
			return z.Data
		})
		z := x.Clone()
		Lerp(nil, z, y, 0)
		sameBits(t, "no step", z.Data, x.Data)
	})
	mustPanic(t, "Lerp", func() { Lerp(nil, New(2), New(3), 1) })
}

func TestNormsAllocateNothing(t *testing.T) {
	p, x, y := NewPool(2), random(1, 300, 1000), random(2, 300, 1000)
	all := []*Tensor{x, y}
	allocatesNothing(t, "norms", func() {
		SquaredNorm(p, x)
		Lerp(p, x, y, 0.5)
		ClipNorm(p, 1, all...)
	})
}
