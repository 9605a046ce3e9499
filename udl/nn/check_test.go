package nn

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

// check compares the value of y(params), its gradients by Backward and by Grad,
// and the gradients of a random linear function of its gradients, with the
// mirror: values to 3e-6 and derivatives, by central differences of values in
// float64, to tol and the second ones to 3·tol, relative to the largest or 1.
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
	var along [][]float64
	for i, g := range tape.Grad(loss, xs...) {
		d := direction(tape, g, uint64(i)+2)
		along = append(along, widen(d.val.Data))
		s := g.Mul(d).Sum()
		if second != nil {
			s = second.Add(s)
		}
		second = s
	}
	want := secondDifferences(loss, xs, along)
	if second.needs {
		compareGradients(t, "second derivative", 3*tol, tape, xs, second, want)
		return
	}
	for _, w := range want {
		near(t, "second derivative", make([]float64, len(w)), w, 3*tol)
	}
}

// secondDifferences returns the derivatives for xs of the derivative of loss along
// a direction, from values of the loss alone.
func secondDifferences(loss *Var, xs []*Var, along [][]float64) [][]float64 {
	const h = 2e-4
	m := &mirror{leaves: map[*Var][]float64{}}
	for _, x := range xs {
		m.leaves[x] = widen(x.val.Data)
	}
	at := func(k, i int, a, b float64) float64 { // loss at x + a·e_i + b·along
		for l, x := range xs {
			for j, c := range x.val.Data {
				m.leaves[x][j] = float64(c) + b*along[l][j]
			}
		}
		m.leaves[xs[k]][i] += a
		return m.value(loss)[0]
	}
	want := make([][]float64, len(xs))
	for k, x := range xs {
		want[k] = make([]float64, x.val.Len())
		for i := range want[k] {
			want[k][i] = (at(k, i, h, h) - at(k, i, h, -h) - at(k, i, -h, h) + at(k, i, -h, -h)) / (4 * h * h)
		}
	}
	return want
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
	compareGradients(t, what, tol, tape, xs, loss, want)
}

// compareGradients compares the gradients of a loss by Grad and by Backward.
func compareGradients(t *testing.T, what string, tol float64, tape *Tape, xs []*Var, loss *Var, want [][]float64) {
	t.Helper()
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
