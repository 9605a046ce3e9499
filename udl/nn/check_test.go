package nn

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

// check compares the value of y(params), its gradients by Backward and by Grad,
// and the gradients of a random linear function of its gradients, with the
// mirror: values to 3e-6 and derivatives, by central differences in float64, to
// tol, both relative to the largest one or 1.
func check(t *testing.T, tol float64, params []*Param, training bool, y func(*Tape) *Var) {
	t.Helper()
	tape := NewTape(TapeConfig{Training: training, RNG: compute.NewRNG(7)})
	out := y(tape)
	near(t, "value", widen(out.Value().Data), (&mirror{}).value(out), 3e-6)
	loss := out.Mul(direction(tape, out, 1)).Sum()
	checkGradients(t, "first derivative", tol, tape, params, loss)

	tape = NewTape(TapeConfig{Training: training, RNG: compute.NewRNG(7)})
	out = y(tape)
	loss = out.Mul(direction(tape, out, 1)).Sum()
	var xs []*Var
	for _, p := range params {
		if v := tape.Param(p); v.needs {
			xs = append(xs, v)
		}
	}
	var second *Var
	for i, g := range tape.Grad(loss, xs...) {
		s := g.Mul(direction(tape, g, uint64(i)+2)).Sum()
		if second != nil {
			s = second.Add(s)
		}
		second = s
	}
	if second.needs {
		checkGradients(t, "second derivative", 3*tol, tape, params, second)
	}
}

// direction returns fixed random weights for the elements of x.
func direction(tape *Tape, x *Var, seed uint64) *Var {
	return tape.Const(filled(seed, x.Shape()...))
}

// checkGradients compares the gradients of a loss in both modes with differences
// of the mirror.
func checkGradients(t *testing.T, what string, tol float64, tape *Tape, params []*Param, loss *Var) {
	t.Helper()
	var xs []*Var
	var want [][]float64
	for _, p := range params {
		v := tape.Param(p)
		if !v.needs {
			continue
		}
		x := widen(p.Value.Data)
		m := &mirror{leaves: map[*Var][]float64{v: x}}
		g := make([]float64, len(x))
		for i, c := range x {
			const h = 1e-4
			x[i] = c + h
			up := m.value(loss)[0]
			x[i] = c - h
			g[i] = (up - m.value(loss)[0]) / (2 * h)
			x[i] = c
		}
		xs, want = append(xs, v), append(want, g)
	}
	for i, g := range tape.Grad(loss, xs...) {
		require.Equal(t, xs[i].Shape(), g.Shape())
		near(t, what+" by Grad of "+xs[i].param.Name, widen(g.Value().Data), want[i], tol)
	}
	for range 2 { // a second pass gives the same
		tape.Backward(loss)
		for i, x := range xs {
			got := make([]float64, len(want[i]))
			if x.param.Grad != nil {
				require.Equal(t, x.Shape(), x.param.Grad.Shape)
				got = widen(x.param.Grad.Data)
			}
			near(t, what+" by Backward of "+x.param.Name, got, want[i], tol)
		}
	}
}

// near compares numbers relative to the largest one, or 1.
func near(t *testing.T, what string, got, want []float64, tol float64) {
	t.Helper()
	require.Len(t, got, len(want), what)
	scale := 1.0
	for _, c := range want {
		scale = math.Max(scale, math.Abs(c))
	}
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= tol*scale) {
			t.Fatalf("%s: element %d is %g, want %g (tolerance %g)\ngot  %v\nwant %v", what, i, got[i], want[i], tol*scale, got, want)
		}
	}
}

// param returns a parameter of normal numbers.
func param(name string, seed uint64, shape ...int) *Param {
	return &Param{Name: name, Value: filled(seed, shape...)}
}

// positive returns a parameter of numbers from 1/2 up.
func positive(name string, seed uint64, shape ...int) *Param {
	p := param(name, seed, shape...)
	for i, c := range p.Value.Data {
		p.Value.Data[i] = 0.5 + c*c
	}
	return p
}
