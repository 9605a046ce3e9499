package optimize

import (
	"fmt"
	"math"
	"testing"

	"github.com/udl-go/lab/compute/internal/impl"
	"github.com/udl-go/lab/compute/internal/impl/impltest"
)

// ramp returns n numbers of both signs and many sizes, not below 0 if so wanted.
func ramp(n int, seed float64, positive bool) []float32 {
	x := make([]float32, n)
	for i := range x {
		v := math.Sin(float64(i)*1.7+seed) * math.Exp2(float64(i%31)-20)
		if positive {
			v = math.Abs(v)
		}
		x[i] = float32(v)
	}
	return x
}

// steps are steps of all kinds with constants that round.
func steps() []Step {
	k := [size]float32{0.7, 0.013, 0.1, 0.3, 0.99, 0.01, 3.7, 1e-8, 0.999}
	return []Step{{Plain, k}, {Momentum, k}, {Nesterov, k}, {RMS, k}, {Adam, k}}
}

// state is the arguments of a step inside longer slices.
type state [4][]float32

func newState(n int) state {
	return state{ramp(n, 1, false), ramp(n, 2, false), ramp(n, 3, false), ramp(n, 4, true)}
}

func TestStepsEqualTheirLoops(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		for _, s := range steps() {
			for n := range 131 {
				got, want := newState(n+40), newState(n+40)
				s.Apply(got[0][3:n+3], got[1][3:n+3], got[2][3:n+3], got[3][3:n+3])
				restore := impl.Use(impl.Scalar)
				s.Apply(want[0][3:n+3], want[1][3:n+3], want[2][3:n+3], want[3][3:n+3])
				restore()
				for k, name := range []string{"w", "g", "m", "v"} {
					for i, x := range want[k] {
						if math.Float32bits(got[k][i]) != math.Float32bits(x) {
							t.Fatalf("kind %d, %d weights: %s[%d] is %g, want %g", s.Kind, n, name, i, got[k][i], x)
						}
					}
				}
			}
		}
	})
}

// mirror is a step in float64.
func mirror(s *Step, w, g, m, v float64) (w2, m2, v2 float64) {
	k := func(at int) float64 { return float64(s.K[at]) }
	d := k(Scale)*g + k(Decay)*w
	switch s.Kind {
	case Momentum:
		m = k(Mu)*m + d
		return w - k(Rate)*m, m, v
	case Nesterov:
		m = k(Mu)*m + d
		return w - k(Rate)*(d+k(Mu)*m), m, v
	case RMS:
		v = k(Beta)*v + k(Rest)*d*d
		return w - k(Rate)*d/(math.Sqrt(v)+k(Eps)), m, v
	case Adam:
		m += k(Mu) * (d - m)
		v = k(Beta)*v + k(Rest)*d*d
		return k(Keep)*w - k(Rate)*m/(k(Root)*math.Sqrt(v)+k(Eps)), m, v
	}
	return w - k(Rate)*d, m, v
}

func TestStepsAreTheFormulas(t *testing.T) {
	for _, s := range steps() {
		const n = 200
		x, y := newState(n), newState(n)
		s.Apply(x[0], x[1], x[2], x[3])
		for i := range n {
			a := [4]float64{float64(y[0][i]), float64(y[1][i]), float64(y[2][i]), float64(y[3][i])}
			w, m, v := mirror(&s, a[0], a[1], a[2], a[3])
			scale := 1 + math.Abs(a[0]) + math.Abs(a[1]) + math.Abs(a[2])
			for k, want := range []float64{w, m, v} {
				got := float64(x[[]int{0, 2, 3}[k]][i])
				if math.Abs(got-want) > 1e-6*(scale+math.Abs(want)) {
					t.Errorf("kind %d, element %d: result %d is %g, want %g", s.Kind, i, k, got, want)
				}
			}
		}
	}
}

func BenchmarkSteps(b *testing.B) {
	bytes := []int{12, 20, 20, 20, 28} // read and written a weight
	for _, n := range []int{4096, 2_800_000} {
		a := newState(n)
		for i := range a[1] {
			a[1][i] = 0.1*float32(i%7) - 0.25 // no denormal numbers
		}
		for i, s := range steps() {
			for _, l := range impl.Levels() {
				b.Run(fmt.Sprintf("kind=%d/n=%d/%v", i, n, l), func(b *testing.B) {
					defer impl.Use(l)()
					for b.Loop() {
						s.Apply(a[0], a[1], a[2], a[3])
					}
					b.ReportMetric(float64(bytes[i]*n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GB/s")
				})
			}
		}
	}
}
