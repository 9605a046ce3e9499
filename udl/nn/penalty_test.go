package nn

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

// critics of 4 features; layer normalization and products have second
// derivatives of their own.
func critics() map[string]Layer {
	r := compute.NewRNG(5)
	return map[string]Layer{
		"tanh":     NewSequential(NewDense(r, 4, 5, DenseConfig{Activation: compute.Tanh}), NewDense(r, 5, 1, DenseConfig{})),
		"softplus": NewSequential(NewDense(r, 4, 5, DenseConfig{Activation: compute.Softplus}), NewDense(r, 5, 1, DenseConfig{})),
		"leaky":    NewSequential(NewDense(r, 4, 5, DenseConfig{}), NewLeakyReLU(0.2), NewDense(r, 5, 1, DenseConfig{})),
		"norm": NewSequential(NewDense(r, 4, 6, DenseConfig{Activation: compute.SiLU}), NewLayerNorm(6, NormConfig{}),
			NewDense(r, 6, 6, DenseConfig{Activation: compute.ELU}), NewDense(r, 6, 1, DenseConfig{})),
		"spectral": NewSequential(NewSpectralNorm(r, NewDense(r, 4, 5, DenseConfig{Activation: compute.Sigmoid}), 1), NewDense(r, 5, 1, DenseConfig{})),
	}
}

// The gradient of a WGAN-GP loss for the critic's parameters, second order
// included, is that of differences.
func TestGradientPenalty(t *testing.T) {
	for name, critic := range critics() {
		t.Run(name, func(t *testing.T) {
			realX, fake := filled(1, 6, 4), filled(2, 6, 4)
			loss := func(tape *Tape) *Var {
				x, y := tape.Const(realX), tape.Const(fake)
				w := Wasserstein(critic.Forward(y), critic.Forward(x))
				return w.Add(GradientPenalty(critic, x, y).Scale(10))
			}
			tape := NewTape(TapeConfig{RNG: compute.NewRNG(7)}) // evaluation: u and v of the spectral norm stay
			checkGradients(t, "critic", 1e-4, tape, trainable(critic.Params()), loss(tape))
		})
	}
}

// For a linear critic the penalty is (‖w‖−1)² wherever the points are.
func TestGradientPenaltyOfALinearCritic(t *testing.T) {
	d := NewDense(compute.NewRNG(1), 2, 1, DenseConfig{})
	copy(d.Weight.Value.Data, []float32{3, 4})
	tape := NewTape(TapeConfig{})
	p := GradientPenalty(d, tape.Const(filled(1, 7, 2)), tape.Const(filled(2, 7, 2)))
	require.InDelta(t, 16, p.Item(), 1e-5)
	tape.Backward(p)
	near(t, "gradient", widen(d.Weight.Grad.Data), []float64{2 * 4 * 0.6, 2 * 4 * 0.8}, 1e-5)
	require.Nil(t, d.Bias.Grad)
}

// The points lie between real and fake, uniformly: for the critic x², whose slope
// is 2x, real 5 and fake 3, the penalty is the mean of u² for u uniform in (5, 9).
func TestGradientPenaltyIsTakenBetween(t *testing.T) {
	tape := NewTape(TapeConfig{RNG: compute.NewRNG(1)})
	p := GradientPenalty(NewActivation(compute.Square), tape.Full(5, 4000, 1), tape.Full(3, 4000, 1))
	require.InDelta(t, 49+16.0/12, p.Item(), 5*16/math.Sqrt(4000)) // five standard deviations
}

// jacobianNorm is the mean over rows of the squared norm of ∂h/∂x, by
// differences.
func jacobianNorm(encoder func(*Tape, *Var) *Var, x *compute.Tensor) float64 {
	tape := NewTape(TapeConfig{})
	in := tape.Leaf(x)
	h := encoder(tape, in)
	point, sum := widen(x.Data), 0.0
	m := &mirror{leaves: map[*Var][]float64{in: point}}
	for i, c := range point {
		point[i] = c + 1e-4
		up := append([]float64(nil), m.value(h)...)
		point[i] = c - 1e-4
		down := m.value(h)
		point[i] = c
		for k := range up {
			sum += (up[k] - down[k]) * (up[k] - down[k]) / 4e-8
		}
	}
	return sum / float64(x.Rows())
}

func TestContractivePenalty(t *testing.T) {
	r := compute.NewRNG(1)
	dense := NewDense(r, 4, 3, DenseConfig{Activation: compute.Sigmoid})
	tied := NewTied(r, dense, DenseConfig{Activation: compute.Tanh})
	linear := NewDense(r, 4, 3, DenseConfig{})
	deep := NewSequential(NewDense(r, 4, 6, DenseConfig{Activation: compute.Tanh}), NewDense(r, 6, 3, DenseConfig{Activation: compute.Sigmoid}))
	for i, c := range []struct {
		encoder Layer
		cols    int
	}{{dense, 4}, {tied, 3}, {linear, 4}, {deep, 4}} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			x := filled(9, 5, c.cols)
			tape := NewTape(TapeConfig{})
			in := tape.Leaf(x)
			p := ContractivePenalty(c.encoder.Forward(in), in, 0)
			want := jacobianNorm(func(_ *Tape, v *Var) *Var { return c.encoder.Forward(v) }, x)
			require.InEpsilon(t, want, p.Item(), 1e-5)
			params := append([]*Param{dense.Weight}, c.encoder.Params()...)
			checkGradients(t, "encoder", 1e-4, tape, params, p)
		})
	}
}

// Random projections have the exact penalty as their mean, and the formula of
// one layer is what general passes give.
func TestContractivePenaltyByProjections(t *testing.T) {
	r := compute.NewRNG(1)
	d := NewDense(r, 4, 3, DenseConfig{Activation: compute.Sigmoid})
	tape := NewTape(TapeConfig{RNG: compute.NewRNG(3)})
	x := filled(9, 5, 4)
	in := tape.Leaf(x)
	exact := ContractivePenalty(d.Forward(in), in, 0).Item()
	through := tape.Leaf(x)
	h := d.Forward(through.Scale(1)) // not one layer of the leaf
	require.InEpsilon(t, exact, ContractivePenalty(h, through, 0).Item(), 1e-5)
	const count = 800
	require.InEpsilon(t, exact, ContractivePenalty(h, through, count).Item(), 0.1)
}
