package nn

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

// trainable returns the parameters that are no buffers.
func trainable(params []*Param) (kept []*Param) {
	for _, p := range params {
		if !p.Buffer {
			kept = append(kept, p)
		}
	}
	return kept
}

// checkLayer checks the derivatives of a layer for its parameters and its input.
func checkLayer(t *testing.T, l Layer, x *Param, training bool, tol float64) {
	t.Helper()
	check(t, tol, append(trainable(l.Params()), x), training, func(tape *Tape) *Var { return l.Forward(tape.Param(x)) })
}

func TestDense(t *testing.T) {
	r := compute.NewRNG(1)
	for f := compute.Identity; f <= compute.Sign; f++ {
		if f == compute.Log || f == compute.Sqrt || f == compute.Reciprocal {
			continue // not for numbers of any sign
		}
		for _, bare := range []bool{false, true} {
			t.Run(fmt.Sprint(f, bare), func(t *testing.T) {
				d := NewDense(r, 4, 3, DenseConfig{Activation: f, BiasInit: Normal, NoBias: bare})
				checkLayer(t, d, param("x", 2, 5, 4), true, tolerance)
				tied := NewTied(r, d, DenseConfig{Activation: f, BiasInit: Normal, NoBias: bare})
				x := param("x", 3, 5, 4)
				check(t, tolerance, append(append(d.Params(), tied.Params()...), x), true, func(tape *Tape) *Var {
					return tied.Forward(d.Forward(tape.Param(x)))
				})
			})
		}
	}
}

// The layers of the table take 5×4.
func layers(r *compute.RNG) map[string]Layer {
	return map[string]Layer{
		"batch norm":    NewBatchNorm(4, NormConfig{}),
		"layer norm":    NewLayerNorm(4, NormConfig{}),
		"spectral norm": NewSpectralNorm(r, NewDense(r, 4, 3, DenseConfig{Activation: compute.Tanh}), 1),
		"dropout":       NewDropout(0.3),
		"noise":         NewNoise(0.3),
		"activation":    NewActivation(compute.SiLU),
		"leaky":         NewLeakyReLU(0.1),
		"softmax":       NewSoftmax(),
		"residual":      NewResidual(NewDense(r, 4, 4, DenseConfig{Activation: compute.Sigmoid})),
		"skip":          NewSkip(NewDense(r, 4, 2, DenseConfig{Activation: compute.Sigmoid})),
		"sequential": NewSequential(
			NewDense(r, 4, 6, DenseConfig{Activation: compute.ELU}), NewLayerNorm(6, NormConfig{}),
			NewResidual(NewSequential(NewDense(r, 6, 3, DenseConfig{}), NewActivation(compute.GELU), NewDense(r, 3, 6, DenseConfig{}))),
			NewBatchNorm(6, NormConfig{}), NewDropout(0.2), NewDense(r, 6, 2, DenseConfig{Activation: compute.Softplus}),
		),
	}
}

func TestLayers(t *testing.T) {
	for _, training := range []bool{true, false} {
		for name, l := range layers(compute.NewRNG(1)) {
			t.Run(fmt.Sprint(name, training), func(t *testing.T) {
				for i, p := range l.Params() { // away from zeros and ones
					if !p.Buffer {
						p.Value.CopyFrom(filled(uint64(i), p.Value.Shape...))
					}
				}
				checkLayer(t, l, param("x", 2, 5, 4), training, 2*tolerance)
			})
		}
	}
}

func TestEmbedding(t *testing.T) {
	e := NewEmbedding(compute.NewRNG(1), 5, 3, DefaultInit)
	x := compute.FromSlice([]float32{4, 0, 2, 2, 1, 4}, 3, 2)
	check(t, tolerance, e.Params(), true, func(tape *Tape) *Var { return e.Forward(tape.Const(x)).Tanh() })
	tape := NewTape(TapeConfig{})
	y := e.Forward(tape.Const(x))
	require.Equal(t, []int{3, 6}, y.Shape())
	require.Equal(t, e.Params()[0].Value.Row(4), y.Value().Row(0)[:3])
	for _, wrong := range []float32{-1, 5, 0.5} {
		require.Panics(t, func() { e.Forward(tape.Const(compute.FromSlice([]float32{wrong}, 1, 1))) })
	}
}

func TestParameterNamesAreThoseOfTorch(t *testing.T) {
	r := compute.NewRNG(1)
	net := NewSequential(
		NewDense(r, 4, 3, DenseConfig{}), NewActivation(compute.ReLU), NewBatchNorm(3, NormConfig{}),
		NewResidual(NewSequential(NewDense(r, 3, 3, DenseConfig{NoBias: true}), NewLayerNorm(3, NormConfig{}))),
		NewSpectralNorm(r, NewDense(r, 3, 2, DenseConfig{}), 1), NewEmbedding(r, 4, 2, Zeros),
	)
	Prefix("encoder.", net.Params())
	var names []string
	for _, p := range net.Params() {
		names = append(names, p.Name)
	}
	require.Equal(t, []string{
		"encoder.0.weight", "encoder.0.bias",
		"encoder.2.weight", "encoder.2.bias", "encoder.2.running_mean", "encoder.2.running_var",
		"encoder.3.0.weight", "encoder.3.1.weight", "encoder.3.1.bias",
		"encoder.4.bias", "encoder.4.weight_orig", "encoder.4.weight_u", "encoder.4.weight_v",
		"encoder.5.weight",
	}, names)
}

// A layer that appears twice has its parameters once.
func TestSharedLayers(t *testing.T) {
	d := NewDense(compute.NewRNG(1), 3, 3, DenseConfig{Activation: compute.Tanh})
	net := NewSequential(d, d)
	require.Len(t, net.Params(), 2)
	require.Equal(t, "0.weight", d.Weight.Name)
	checkLayer(t, net, param("x", 2, 4, 3), true, tolerance)
}

// Running statistics approach those of the data, and evaluation uses them.
func TestBatchNormRuns(t *testing.T) {
	b := NewBatchNorm(2, NormConfig{Momentum: 0.5})
	tape := NewTape(TapeConfig{Training: true})
	x := compute.FromSlice([]float32{1, 10, 3, 30}, 2, 2)
	for range 40 {
		tape.Reset()
		b.Forward(tape.Const(x))
	}
	p := b.Params()
	near(t, "running mean", widen(p[2].Value.Data), []float64{2, 20}, 1e-6)
	near(t, "running variance", widen(p[3].Value.Data), []float64{2, 200}, 1e-6) // unbiased
	tape.Reset()
	tape.Training = false
	y := b.Forward(tape.Const(x)).Value()
	near(t, "evaluation", widen(y.Data), []float64{-0.70711, -0.70711, 0.70711, 0.70711}, 1e-4)
	tape.Training = true
	require.Panics(t, func() { b.Forward(tape.Const(compute.New(1, 2))) })
}

// Power iterations find the largest singular value, so the layer has norm 1.
func TestSpectralNormIsOne(t *testing.T) {
	r := compute.NewRNG(1)
	d := NewDense(r, 3, 3, DenseConfig{NoBias: true})
	d.Weight.Value.CopyFrom(compute.FromSlice([]float32{0, -5, 0, 2, 0, 0, 0, 0, 1}, 3, 3))
	s := NewSpectralNorm(r, d, 20)
	tape := NewTape(TapeConfig{Training: true})
	y := s.Forward(tape.Const(compute.FromSlice([]float32{1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3)))
	near(t, "weight over norm", widen(y.Value().Data), []float64{0, -1, 0, 0.4, 0, 0, 0, 0, 0.2}, 1e-5)
}
