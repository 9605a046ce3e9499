package function

import (
	"math"
	"testing"
)

// ulps returns the distance of got from want in units of the last place of want,
// denormal numbers included.
func ulps(got float32, want float64) float64 {
	if math.IsInf(want, 0) || math.Abs(want) > math.MaxFloat32 {
		if math.Abs(want) >= math.Ldexp(1, 128)-math.Ldexp(1, 103) { // rounds to Inf
			want = math.Copysign(math.Inf(1), want)
		}
		if float64(got) == want {
			return 0
		}
	}
	if want == 0 {
		if got == 0 {
			return 0
		}
		return math.Inf(1)
	}
	unit := math.Ldexp(1, max(math.Ilogb(want), -126)-23)
	return math.Abs(float64(got)-want) / unit
}

// logistic is the logistic function in float64.
func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// geluAngle is the argument of the logistic function in GELU.
func geluAngle(x float64) float64 {
	return 2 * math.Sqrt(2/math.Pi) * (x + 0.044715*x*x*x)
}

// truth are the functions in float64, with the bound of the error in units in the
// last place from a number on, and of the absolute error below it.
var truth = map[ID]struct {
	f     func(x float64) float64
	ulps  float64
	from  float64
	below float64
}{
	Identity:   {func(x float64) float64 { return x }, 0, math.Inf(-1), 0},
	ReLU:       {func(x float64) float64 { return math.Max(x, 0) }, 0, math.Inf(-1), 0},
	ELU:        {func(x float64) float64 { return math.Max(x, 0) + math.Expm1(math.Min(x, 0)) }, 1.5, math.Inf(-1), 0},
	Sigmoid:    {logistic, 2.5, -87.3, 5e-39},
	Tanh:       {math.Tanh, 2.5, math.Inf(-1), 0},
	Softplus:   {func(x float64) float64 { return math.Max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }, 3, math.Inf(-1), 0},
	GELU:       {func(x float64) float64 { return x * logistic(geluAngle(x)) }, 3.5, -1, 6e-8},
	SiLU:       {func(x float64) float64 { return x * logistic(x) }, 3, -87, 4e-37},
	Exp:        {math.Exp, 1.5, math.Inf(-1), 0},
	Log:        {math.Log, 1, math.Inf(-1), 0},
	Sqrt:       {math.Sqrt, 0.5, math.Inf(-1), 0},
	Square:     {func(x float64) float64 { return x * x }, 0.5, math.Inf(-1), 0},
	Abs:        {math.Abs, 0, math.Inf(-1), 0},
	Reciprocal: {func(x float64) float64 { return 1 / x }, 0.5, math.Inf(-1), 0},
	Sign: {func(x float64) float64 {
		if x == 0 || x != x {
			return x
		}
		return math.Copysign(1, x)
	}, 0, math.Inf(-1), 0},
}

// The implementations give the same bits, so it is enough to look at one.
func TestFunctionsAreWithinTheirBounds(t *testing.T) {
	x := inputs()
	y := make([]float32, len(x))
	for f, w := range truth {
		Apply(f, y, x)
		worst, at := 0.0, float32(0)
		for i, v := range x {
			want := w.f(float64(v))
			switch {
			case (f == SiLU || f == GELU) && math.IsInf(float64(v), -1):
				if y[i] != 0 {
					t.Errorf("%s(-Inf) = %g, want 0", names[f], y[i])
				}
			case want != want:
				if y[i] == y[i] {
					t.Errorf("%s(%g) = %g, want NaN", names[f], v, y[i])
				}
			case float64(v) < w.from:
				if d := math.Abs(float64(y[i]) - want); !(d <= w.below) {
					t.Errorf("%s(%g) = %g, want %g", names[f], v, y[i], want)
				}
			default:
				if u := ulps(y[i], want); !(u <= worst) {
					worst, at = u, v
					if !(u <= w.ulps) {
						t.Errorf("%s(%g) = %g, want %g: %.2f units in the last place", names[f], v, y[i], want, u)
					}
				}
			}
		}
		t.Logf("%s: the worst error is %.3f units in the last place, at %g", names[f], worst, at)
	}
}
