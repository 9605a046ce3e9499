package nn

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

// goldenTensor is a tensor in a golden file.
type goldenTensor struct {
	Shape  []int
	Values []float32
}

func (g goldenTensor) tensor() *compute.Tensor { return compute.FromSlice(g.Values, g.Shape...) }

// goldenCase is a step of a net by another tool.
type goldenCase struct {
	Name                     string
	Before, After, Gradients map[string]goldenTensor
	X, Output, Target        goldenTensor
	Labels                   []int
	Loss, NLL, KL            float64
	Train                    bool
}

// goldens reads testdata/nets.json.
func goldens(t *testing.T) map[string]goldenCase {
	t.Helper()
	var file struct {
		Tool, Version, Command string
		Seed                   int
		Cases                  []goldenCase
	}
	b, err := os.ReadFile("testdata/nets.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &file))
	t.Logf("%s %s: %s, seed %d", file.Tool, file.Version, file.Command, file.Seed)
	all := map[string]goldenCase{}
	for _, c := range file.Cases {
		all[c.Name] = c
	}
	return all
}

// stored returns a tensor the way files hold it.
func stored(p *Param, x *compute.Tensor) []float64 {
	if !p.Transposed {
		return widen(x.Data)
	}
	y := make([]float32, x.Len())
	transpose(y, x.Data, x.Rows(), x.Cols())
	return widen(y)
}

// set gives params the values of a golden state.
func set(t *testing.T, params []*Param, state map[string]goldenTensor) {
	t.Helper()
	require.Len(t, params, len(state))
	for _, p := range params {
		g, ok := state[p.Name]
		require.True(t, ok, p.Name)
		if p.Transposed {
			transpose(p.Value.Data, g.Values, g.Shape[0], g.Shape[1])
		} else {
			require.Equal(t, p.Value.Shape, g.Shape, p.Name)
			copy(p.Value.Data, g.Values)
		}
	}
}

// compare makes the step of a case and compares everything that it has.
func (c goldenCase) compare(t *testing.T, net Layer, loss func(x, y *Var) *Var) {
	t.Helper()
	const tol = 2e-6
	params := net.Params()
	set(t, params, c.Before)
	tape := NewTape(TapeConfig{Training: c.Train})
	x := tape.Leaf(c.X.tensor())
	y := net.Forward(x)
	near(t, c.Name+": output", widen(y.Value().Data), widen(c.Output.Values), tol)
	for _, p := range params {
		near(t, c.Name+": state "+p.Name, stored(p, p.Value), widen(c.After[p.Name].Values), tol)
	}
	l := loss(x, y)
	near(t, c.Name+": loss", []float64{l.Item()}, []float64{c.Loss}, tol)
	tape.Backward(l)
	for _, p := range params {
		want, ok := c.Gradients[p.Name]
		if !ok {
			continue
		}
		got := make([]float64, len(want.Values))
		if p.Grad != nil {
			got = stored(p, p.Grad)
		}
		near(t, c.Name+": gradient of "+p.Name, got, widen(want.Values), tol)
	}
}

func TestNetsAgainstTorch(t *testing.T) {
	all, r := goldens(t), compute.NewRNG(1)
	dense := func(in, out int, f compute.Function) Layer { return NewDense(r, in, out, DenseConfig{Activation: f}) }
	target := func(c goldenCase, f func(x, y *Var, r Reduction) *Var) func(x, y *Var) *Var {
		return func(_, y *Var) *Var { return f(y, y.Tape().Const(c.Target.tensor()), Mean) }
	}
	c := all["bce"]
	c.compare(t, NewSequential(dense(5, 7, compute.Sigmoid), dense(7, 4, compute.Tanh), dense(4, 3, compute.Identity)), target(c, BCEWithLogits))
	c = all["cross entropy"]
	c.compare(t, NewSequential(dense(5, 8, compute.ReLU), dense(8, 6, compute.SiLU), dense(6, 3, compute.Identity)),
		func(_, y *Var) *Var { return CrossEntropy(y, c.Labels, Mean) })
	for _, name := range []string{"batch norm", "batch norm again", "batch norm in evaluation"} {
		c = all[name]
		c.compare(t, NewSequential(dense(5, 6, compute.Identity), then{NewBatchNorm(6, NormConfig{}), compute.ELU}, dense(6, 3, compute.Identity)), target(c, MSE))
	}
	c = all["layer norm"]
	c.compare(t, NewSequential(dense(5, 6, compute.GELU), then{NewLayerNorm(6, NormConfig{}), compute.Softplus}, dense(6, 3, compute.Identity)), target(c, L1))
	c = all["spectral norm"]
	c.compare(t, NewSequential(NewSpectralNorm(r, NewDense(r, 5, 3, DenseConfig{Activation: compute.Tanh}), 1)), target(c, MSE))
	c = all["gradient penalty"]
	critic := NewSequential(then{leaky{dense(5, 8, compute.Identity)}, compute.Identity}, NewLayerNorm(8, NormConfig{}), dense(8, 6, compute.SiLU), dense(6, 1, compute.Identity))
	c.compare(t, critic, func(x, _ *Var) *Var { return GradientPenalty(critic, x, x) })
}

// then applies a function after a layer, without a number of its own.
type then struct {
	Layer
	f compute.Function
}

func (a then) Forward(x *Var) *Var { return a.Layer.Forward(x).Map(a.f) }

// leaky applies a leaky ReLU after a layer.
type leaky struct{ Layer }

func (l leaky) Forward(x *Var) *Var { return l.Layer.Forward(x).LeakyReLU(0.2) }

func TestGaussianLossesAgainstTorch(t *testing.T) {
	c := goldens(t)["gaussian"]
	tape := NewTape(TapeConfig{})
	x, mu, logVar := tape.Const(c.Target.tensor()), tape.Const(c.X.tensor()), tape.Const(c.Output.tensor())
	require.InEpsilon(t, c.NLL, GaussianNLL(x, mu, logVar, Sum).Item(), 1e-6)
	require.InEpsilon(t, c.KL, KLUnitGaussian(mu, logVar, Sum).Item(), 1e-6)
}
