package compute

import (
	"fmt"
	"math"
	"testing"
)

// everyFunction lists the functions with their truth in float64.
var everyFunction = []struct {
	f     Function
	truth func(x float64) float64
}{
	{Identity, func(x float64) float64 { return x }},
	{ReLU, func(x float64) float64 { return math.Max(x, 0) }},
	{ELU, func(x float64) float64 { return math.Max(x, 0) + math.Expm1(math.Min(x, 0)) }},
	{Sigmoid, func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }},
	{Tanh, math.Tanh},
	{Softplus, func(x float64) float64 { return math.Max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }},
	{GELU, func(x float64) float64 {
		return x / 2 * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(x+0.044715*x*x*x)))
	}},
	{SiLU, func(x float64) float64 { return x / (1 + math.Exp(-x)) }},
	{Exp, math.Exp},
	{Log, math.Log},
	{Sqrt, math.Sqrt},
	{Square, func(x float64) float64 { return x * x }},
	{Abs, math.Abs},
	{Reciprocal, func(x float64) float64 { return 1 / x }},
	{Sign, func(x float64) float64 {
		if x == 0 {
			return 0
		}
		return math.Copysign(1, x)
	}},
}

func TestFunctionsHaveNames(t *testing.T) {
	seen := map[string]bool{}
	for i, c := range everyFunction {
		if int(c.f) != i || seen[c.f.String()] {
			t.Errorf("function %d is number %d, %s", i, c.f, c.f)
		}
		seen[c.f.String()] = true
	}
	if Tanh.String() != "Tanh" || Sign.String() != "Sign" || Function(99).String() != "Function(99)" {
		t.Errorf("names %s, %s, %s", Tanh, Sign, Function(99))
	}
}

func TestMapIsTheFunction(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, c := range everyFunction {
			for _, d := range []int{0, 1, 7, 16, 33, 500} {
				x, y := random(1, 3, d), New(3, d)
				if c.f == Log || c.f == Sqrt {
					Map(nil, Exp, x, x)
				}
				before := x.Clone()
				Map(nil, c.f, y, x)
				sameBits(t, "the argument", x.Data, before.Data)
				for i, v := range x.Data {
					if want := c.truth(float64(v)); math.Abs(float64(y.Data[i])-want) > 4e-7*math.Max(math.Abs(want), 0.1) {
						t.Fatalf("%s(%g) = %g, want %g", c.f, v, y.Data[i], want)
					}
				}
				Map(nil, c.f, x, x)
				sameBits(t, c.f.String()+" in place", x.Data, y.Data)
			}
		}
	})
}

// The derivative is compared with a difference quotient of the truth.
func TestMapGradIsTheDerivative(t *testing.T) {
	const h = 1e-5
	eachImpl(t, func(t *testing.T) {
		for _, c := range everyFunction {
			x, dy := random(1, 7, 37), random(2, 7, 37)
			if c.f == Log || c.f == Sqrt || c.f == Reciprocal {
				Map(nil, Exp, x, x)
			}
			y, got := New(7, 37), New(7, 37)
			Map(nil, c.f, y, x)
			in, out := x, y
			if !c.f.NeedsInput() {
				in = nil
			}
			if !c.f.NeedsOutput() {
				out = nil
			}
			MapGrad(nil, c.f, got, in, out, dy)
			for i, v := range x.Data {
				slope := (c.truth(float64(v)+h) - c.truth(float64(v)-h)) / (2 * h)
				want := slope * float64(dy.Data[i])
				if math.Abs(float64(v)) > 2*h && math.Abs(float64(got.Data[i])-want) > 3e-6*math.Max(1, math.Abs(want)) {
					t.Fatalf("%s'(%g)·%g = %g, want %g", c.f, v, dy.Data[i], got.Data[i], want)
				}
			}
			MapGrad(nil, c.f, dy, in, out, dy)
			sameBits(t, c.f.String()+"' in the place of dy", dy.Data, got.Data)
		}
	})
}

func TestMapDoesNotDependOnTheNumberOfWorkers(t *testing.T) {
	x, dy := random(1, 303, 707), random(2, 303, 707)
	want, wantGrad, got := New(303, 707), New(303, 707), New(303, 707)
	for _, c := range everyFunction {
		Map(nil, c.f, want, x)
		MapGrad(nil, c.f, wantGrad, x, want, dy)
		for _, workers := range []int{1, 2, 7} {
			p := NewPool(workers)
			Map(p, c.f, got, x)
			sameNumbers(t, fmt.Sprint(c.f, " of ", workers), got.Data, want.Data)
			MapGrad(p, c.f, got, x, want, dy)
			sameNumbers(t, fmt.Sprint(c.f, "' of ", workers), got.Data, wantGrad.Data)
		}
	}
}

// sameNumbers is sameBits but for NaN, which may differ in its bits.
func sameNumbers(t *testing.T, what string, x, y []float32) {
	t.Helper()
	for i := range x {
		if math.Float32bits(x[i]) != math.Float32bits(y[i]) && !(x[i] != x[i] && y[i] != y[i]) {
			t.Fatalf("%s: element %d is %g, want %g", what, i, x[i], y[i])
		}
	}
}

func TestMapKeepsNaN(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		x := FromSlice(constant(40, float32(math.NaN())), 40)
		for _, c := range everyFunction {
			y := New(40)
			Map(nil, c.f, y, x)
			for i, v := range y.Data {
				if v == v {
					t.Fatalf("%s(NaN) = %g, element %d", c.f, v, i)
				}
			}
		}
	})
}

func TestMapAllocatesNothing(t *testing.T) {
	p := NewPool(2)
	x, y := random(1, 300, 700), New(300, 700)
	if n := testing.AllocsPerRun(20, func() {
		Map(p, Tanh, y, x)
		MapGrad(p, Tanh, y, nil, y, x)
		Map(nil, Exp, y, x)
	}); n != 0 && !raceEnabled {
		t.Errorf("%g allocations a round", n)
	}
}

func TestMapRefuses(t *testing.T) {
	x, y := New(2, 3), New(3, 2)
	mustPanic(t, "Map", func() { Map(nil, Exp, y, x) })
	mustPanic(t, "Map", func() { Map(nil, Function(200), x, x) })
	mustPanic(t, "MapGrad", func() { MapGrad(nil, Exp, x, x, y, x) })
	mustPanic(t, "MapGrad", func() { MapGrad(nil, Exp, x, x, nil, x) })
	mustPanic(t, "MapGrad", func() { MapGrad(nil, GELU, x, nil, x, x) })
	z := New(10)
	mustPanic(t, "Map", func() { Map(nil, Exp, FromSlice(z.Data[1:7], 6), FromSlice(z.Data[:6], 6)) })
	if text := mustPanic(t, "Map", func() { Map(nil, Exp, y, x) }); text != "compute: Map of 3×2, 2×3: the shapes differ" {
		t.Errorf("the error says %q", text)
	}
}
