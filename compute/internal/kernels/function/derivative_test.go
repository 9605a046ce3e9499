package function

import (
	"math"
	"testing"
)

// slopes are the derivatives in float64.
var slopes = map[ID]func(x float64) float64{
	Identity:   func(float64) float64 { return 1 },
	ReLU:       func(x float64) float64 { return step(x) },
	ELU:        func(x float64) float64 { return math.Exp(math.Min(x, 0)) },
	Sigmoid:    func(x float64) float64 { return logistic(x) * logistic(-x) },
	Tanh:       func(x float64) float64 { return 1 / math.Pow(math.Cosh(x), 2) },
	Softplus:   logistic,
	GELU:       geluSlope,
	SiLU:       func(x float64) float64 { return logistic(x) * (1 + x*logistic(-x)) },
	Exp:        math.Exp,
	Log:        func(x float64) float64 { return 1 / x },
	Sqrt:       func(x float64) float64 { return 0.5 / math.Sqrt(x) },
	Square:     func(x float64) float64 { return 2 * x },
	Abs:        func(x float64) float64 { return 2*step(x) - 1 },
	Reciprocal: func(x float64) float64 { return -1 / (x * x) },
	Sign:       func(float64) float64 { return 0 },
}

// step is 1 for positive numbers, else 0.
func step(x float64) float64 {
	if x > 0 {
		return 1
	}
	return 0
}

// geluSlope is the derivative of GELU.
func geluSlope(x float64) float64 {
	u := geluAngle(x)
	return logistic(u) + x*logistic(u)*logistic(-u)*2*math.Sqrt(2/math.Pi)*(1+3*0.044715*x*x)
}

// TestDerivativesAreWithinTheirBound allows an error of 5e-7·max(1, |f'|), of
// which a part comes from the rounding of the output that some are taken from.
func TestDerivativesAreWithinTheirBound(t *testing.T) {
	x := inputs()
	v, y, ones := make([]float32, len(x)), make([]float32, len(x)), make([]float32, len(x))
	for i := range ones {
		ones[i] = 1
	}
	for f, slope := range slopes {
		Apply(f, v, x)
		if f.FromInput() {
			copy(v, x)
		}
		Grad(f, y, v, ones)
		worst, at := 0.0, float32(0)
		for i, a := range x {
			out := float64(v[i]) // an output that over- or underflows has lost the slope
			tiny := !f.FromInput() && (math.Abs(out) < 1e-37 || math.Abs(out) > 1e37) && (f == Sqrt || f == Reciprocal || f == Exp)
			want := slope(float64(a))
			if a == 0 || a != a || tiny || want != want || math.IsInf(float64(a), 0) || math.Abs(want) > 1e38 {
				continue
			}
			d := math.Abs(float64(y[i])-want) / math.Max(1, math.Abs(want))
			if d > worst {
				worst, at = d, a
			}
			if !(d <= 5e-7) {
				t.Fatalf("%s'(%g) = %g, want %g", names[f], a, y[i], want)
			}
		}
		t.Logf("%s': the worst error is %.2g, at %g", names[f], worst, at)
	}
}

func TestDerivativesAtTheEnds(t *testing.T) {
	inf := float32(math.Inf(1))
	for _, c := range []struct {
		f       ID
		x, want float32
	}{
		{ReLU, inf, 1},
		{ReLU, -inf, 0},
		{ReLU, 0, 0},
		{ELU, inf, 1},
		{ELU, -inf, 0},
		{ELU, 0, 1},
		{Sigmoid, inf, 0},
		{Sigmoid, -inf, 0},
		{Tanh, inf, 0},
		{Tanh, -inf, 0},
		{Softplus, inf, 1},
		{Softplus, -inf, 0},
		{GELU, inf, 1},
		{GELU, -inf, 0},
		{GELU, 0, 0.5},
		{GELU, 1e30, 1},
		{SiLU, inf, 1},
		{SiLU, -inf, 0},
		{SiLU, 0, 0.5},
		{SiLU, 1e30, 1},
		{Exp, -inf, 0},
		{Exp, inf, inf},
		{Log, inf, 0},
		{Log, 0, inf},
		{Sqrt, 0, inf},
		{Sqrt, inf, 0},
		{Abs, 0, 0},
		{Abs, -inf, -1},
		{Reciprocal, inf, 0},
		{Sign, 5, 0},
		{Identity, inf, 1},
	} {
		v, y, one := []float32{c.x}, make([]float32, 1), []float32{1}
		if !c.f.FromInput() {
			Apply(c.f, v, v)
		}
		if Grad(c.f, y, v, one); y[0] != c.want {
			t.Errorf("%s'(%g) = %g, want %g", names[c.f], c.x, y[0], c.want)
		}
	}
}
