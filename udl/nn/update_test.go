package nn

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

// adam keeps the moments of each parameter.
type adam struct {
	separate bool // Backward, then the updates
	rule     compute.Update
	m, v     map[*Param]*compute.Tensor
}

func newAdam(rate float64) *adam {
	return &adam{
		rule: compute.Update{Rule: compute.Adam, Rate: rate, Beta1: 0.9, Beta2: 0.999, Eps: 1e-8},
		m:    map[*Param]*compute.Tensor{}, v: map[*Param]*compute.Tensor{},
	}
}

func (a *adam) Update(p *Param) (rule *compute.Update, m, v *compute.Tensor) {
	if a.m[p] == nil {
		a.m[p], a.v[p] = compute.New(p.Value.Shape...), compute.New(p.Value.Shape...)
	}
	return &a.rule, a.m[p], a.v[p]
}

// train makes one step on the loss of a tape.
func (a *adam) train(t *Tape, loss *Var, s stepper) {
	if a.separate {
		t.Backward(loss)
		a.separately(s.params())
	} else {
		t.BackwardUpdate(loss, a)
	}
}

// separately updates all parameters after Backward.
func (a *adam) separately(params []*Param) {
	for _, p := range params {
		if p.Grad != nil {
			rule, m, v := a.Update(p)
			rule.Apply(nil, p.Value, p.Grad, m, v)
		}
	}
}

// A net with everything that BackwardUpdate treats in its own way: tied weights,
// a weight that is used twice, a parameter as the input of a product.
type mixed struct {
	code   *Param
	in     *Dense
	tied   *Dense
	frozen *Dense
	twice  *Dense
	last   *Dense
}

func newMixed() *mixed {
	r := compute.NewRNG(3)
	m := &mixed{
		code: &Param{Name: "code", Value: filled(4, 5, 6)},
		in:   NewDense(r, 6, 7, DenseConfig{Activation: compute.Tanh}),
		last: NewDense(r, 6, 3, DenseConfig{Activation: compute.GELU, NoBias: true}),
	}
	m.tied = NewTied(r, m.in, DenseConfig{Activation: compute.Sigmoid})
	m.frozen = NewDense(r, 6, 6, DenseConfig{Activation: compute.ELU})
	Freeze(m.frozen.Params(), true)
	m.twice = NewDense(r, 6, 6, DenseConfig{Activation: compute.ReLU})
	return m
}

func (m *mixed) Params() []*Param {
	all := []*Param{m.code}
	for _, l := range []Layer{m.in, m.tied, m.frozen, m.twice, m.last} {
		all = append(all, l.Params()...)
	}
	return all
}

func (m *mixed) loss(t *Tape) *Var {
	h := m.tied.Forward(m.in.Forward(t.Param(m.code)))
	h = m.twice.Forward(m.frozen.Forward(m.twice.Forward(h)))
	return m.last.Forward(h).Square().Mean()
}

// An update inside the backward pass gives the bits of Backward and an update.
func TestBackwardUpdateEqualsBackwardAndUpdate(t *testing.T) {
	a, b := newMixed(), newMixed()
	oa, ob := newAdam(0.01), newAdam(0.01)
	ta, tb := NewTape(TapeConfig{}), NewTape(TapeConfig{})
	frozen := append([]float32(nil), a.frozen.Weight.Value.Data...)
	for step := 1; step <= 5; step++ {
		oa.rule.Step, ob.rule.Step = step, step
		ta.Reset()
		ta.Backward(a.loss(ta))
		oa.separately(a.Params())
		tb.Reset()
		tb.BackwardUpdate(b.loss(tb), ob)
		pb := b.Params()
		for i, p := range a.Params() {
			require.Equal(t, p.Value.Data, pb[i].Value.Data, "step %d, parameter %d", step, i)
			require.Nil(t, pb[i].Grad)
		}
	}
	require.Equal(t, frozen, a.frozen.Weight.Value.Data)
	require.NotEqual(t, newMixed().code.Value.Data, a.code.Value.Data)
}

// The same for the models of the other tests.
func TestBackwardUpdateOfModels(t *testing.T) {
	for name, model := range steppers() {
		a, b := model(), model()
		ua, ub := newAdam(1e-3), newAdam(1e-3)
		ua.separate = true
		ta := NewTape(TapeConfig{Training: true})
		tb := NewTape(TapeConfig{Training: true, Pool: compute.NewPool(2)})
		for range 3 {
			require.Equal(t, a.step(ta, ua), b.step(tb, ub), name)
		}
		pb := b.params()
		for i, p := range a.params() {
			require.Equal(t, p.Value.Data, pb[i].Value.Data, "%s, parameter %d", name, i)
		}
	}
}

// A weight whose numbers another operation reads through a view is not changed
// before the gradients that need them are there.
func TestBackwardUpdateWaitsForViews(t *testing.T) {
	sgd := &compute.Update{Rule: compute.SGD, Rate: 0.1}
	for name, view := range map[string]func(*Var) *Var{
		"Detach": (*Var).Detach,
		"Reshape without gradient": func(w *Var) *Var {
			w.tape.NoGrad = true
			defer func() { w.tape.NoGrad = false }()
			return w.Reshape(4, 4)
		},
	} {
		step := func(train func(*Tape, *Var, []*Param)) (all []float32) {
			params := []*Param{param("w", 1, 4, 4), param("q", 2, 3, 4)}
			tape := NewTape(TapeConfig{})
			w := tape.Param(params[0])
			h := tape.Param(params[1]).Scale(1).MatMul(view(w)).Tanh()
			train(tape, h.MatMul(w).Square().Sum(), params)
			return append(append(all, params[0].Value.Data...), params[1].Value.Data...)
		}
		want := step(func(t *Tape, loss *Var, params []*Param) {
			t.Backward(loss)
			for _, p := range params {
				sgd.Apply(nil, p.Value, p.Grad, nil, nil)
			}
		})
		got := step(func(t *Tape, loss *Var, _ []*Param) {
			t.BackwardUpdate(loss, updaterFunc(func(*Param) *compute.Update { return sgd }))
		})
		require.Equal(t, want, got, name)
	}
}
