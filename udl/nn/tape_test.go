package nn

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

// filled returns a tensor of normal numbers.
func filled(seed uint64, shape ...int) *compute.Tensor {
	x := compute.New(shape...)
	compute.NewRNG(seed).Normal(nil, x.Data, 0, 1)
	return x
}

// The derivatives of x³ are 3x², 6x and 6, exactly for small integers.
func TestDerivativesOfACube(t *testing.T) {
	tape := NewTape(TapeConfig{})
	x := tape.Leaf(compute.FromSlice([]float32{-2, 1, 3}, 3))
	y := x.Mul(x).Mul(x)
	d1 := tape.Grad(y, x)[0]
	d2 := tape.Grad(d1, x)[0]
	d3 := tape.Grad(d2, x)[0]
	d4 := tape.Grad(d3, x)[0]
	require.Equal(t, []float32{-8, 1, 27}, y.Value().Data)
	require.Equal(t, []float32{12, 3, 27}, d1.Value().Data)
	require.Equal(t, []float32{-12, 6, 18}, d2.Value().Data)
	require.Equal(t, []float32{6, 6, 6}, d3.Value().Data)
	require.Equal(t, []float32{0, 0, 0}, d4.Value().Data)
}

// A parameter has one variable; its gradient sums over all its uses and is gone
// after a reset.
func TestParametersAreOne(t *testing.T) {
	tape := NewTape(TapeConfig{})
	p, unused := param("p", 1, 2), param("unused", 1, 2)
	x := tape.Param(p)
	require.Same(t, x, tape.Param(p))
	tape.Param(unused)
	unused.Grad = compute.New(2) // of another time
	tape.Backward(x.Sum().Add(tape.Param(p).Scale(2).Sum()))
	require.Equal(t, []float32{3, 3}, p.Grad.Data)
	require.Nil(t, unused.Grad)
	other := NewTape(TapeConfig{NoGrad: true}) // of an evaluation meanwhile
	other.Param(p)
	other.Reset()
	require.NotNil(t, p.Grad)
	tape.Grad(tape.Param(p).Sum(), tape.Param(p))
	tape.Reset()
	require.Nil(t, p.Grad)
}

// The gradients of two parameters are two tensors, even where they are equal.
func TestGradientsAreNotShared(t *testing.T) {
	tape := NewTape(TapeConfig{})
	p, q := param("p", 1, 2, 2), param("q", 2, 2, 2)
	tape.Backward(tape.Param(p).Add(tape.Param(q)).Sum())
	require.NotSame(t, &p.Grad.Data[0], &q.Grad.Data[0])
	tape.Backward(tape.Param(p).Reshape(4).Sum().Add(tape.Param(q).Sum()))
	p.Grad.Data[0] = 7
	require.Equal(t, []float32{1, 1, 1, 1}, q.Grad.Data)
}

// Frozen parameters and buffers are constants; nothing is computed for them.
func TestFrozenParameters(t *testing.T) {
	r := compute.NewRNG(1)
	critic := NewSequential(NewDense(r, 3, 4, DenseConfig{Activation: compute.Tanh}), NewDense(r, 4, 1, DenseConfig{}))
	generator := NewDense(r, 2, 3, DenseConfig{})
	Freeze(critic.Params(), true)
	tape := NewTape(TapeConfig{})
	tape.Backward(critic.Forward(generator.Forward(tape.Const(filled(1, 5, 2)))).Mean().Neg())
	require.NotNil(t, generator.Weight.Grad)
	for _, p := range critic.Params() {
		require.Nil(t, p.Grad)
	}
	Freeze(critic.Params(), false)
	require.False(t, critic.Params()[0].Frozen)
}

// An updater that has no rule for a parameter leaves it alone.
func TestUpdaterWithoutRule(t *testing.T) {
	d := NewDense(compute.NewRNG(1), 3, 2, DenseConfig{})
	before := append([]float32(nil), d.Weight.Value.Data...)
	tape := NewTape(TapeConfig{})
	sgd := &compute.Update{Rule: compute.SGD, Rate: 1}
	tape.BackwardUpdate(d.Forward(tape.Const(filled(1, 4, 3))).Sum(), updaterFunc(func(p *Param) *compute.Update {
		if p == d.Weight {
			return nil
		}
		return sgd
	}))
	require.Equal(t, before, d.Weight.Value.Data)
	require.Equal(t, []float32{-4, -4}, d.Bias.Value.Data)
}

// Without gradients nothing is recorded and values are the same.
func TestNoGrad(t *testing.T) {
	d := NewDense(compute.NewRNG(1), 3, 2, DenseConfig{Activation: compute.Tanh})
	x := filled(1, 4, 3)
	tape := NewTape(TapeConfig{})
	want := append([]float32(nil), d.Forward(tape.Const(x)).Value().Data...)
	tape.Reset()
	tape.NoGrad = true
	y := d.Forward(tape.Const(x))
	require.Equal(t, want, y.Value().Data)
	require.Nil(t, y.op)
	require.Same(t, tape, y.Tape())
	require.Panics(t, func() { tape.Backward(y.Sum()) })
}

// Operations leave their operands alone, in both modes.
func TestOperandsAreUnchanged(t *testing.T) {
	for name, op := range unary {
		tape := NewTape(TapeConfig{Training: true})
		p := param("x", 9, 5, 4)
		x := tape.Param(p)
		y := x.Scale(1)
		z := op(y)
		loss := z.Sum()
		before, value := append([]float32(nil), y.val.Data...), append([]float32(nil), z.val.Data...)
		tape.Backward(loss)
		require.Equal(t, filled(9, 5, 4).Data, p.Value.Data, name)
		require.Equal(t, before, y.val.Data, name)
		require.Equal(t, value, z.val.Data, name)
	}
}

// Dropout keeps the mean, and drops nothing in evaluation.
func TestDropout(t *testing.T) {
	tape := NewTape(TapeConfig{Training: true, RNG: compute.NewRNG(2)})
	x := tape.Full(1, 100, 100)
	y := x.Dropout(0.25)
	zeros := 0
	for _, c := range y.Value().Data {
		if c == 0 {
			zeros++
		} else {
			require.InDelta(t, 4.0/3, c, 1e-6)
		}
	}
	require.InDelta(t, 2500, zeros, 5*44) // five standard deviations
	require.NotEqual(t, y.Value().Data, x.Dropout(0.25).Value().Data)
	tape.Training = false
	require.Same(t, x, x.Dropout(0.25))
}

// Samples of SampleNormal have the mean and variance asked for.
func TestSampleNormal(t *testing.T) {
	tape := NewTape(TapeConfig{RNG: compute.NewRNG(2)})
	y := SampleNormal(tape.Full(3, 200, 100), tape.Full(0.7, 200, 100))
	mean := y.Mean()
	require.InDelta(t, 3, mean.Item(), 0.06)
	require.InDelta(t, 2.01375, y.Sub(mean).Square().Mean().Item(), 0.12)
}

// What nobody asks for is not computed: neither gradients of weights where Grad
// is for the input, nor that of the input where Backward is for the weights.
func TestUnwantedGradientsCostNothing(t *testing.T) {
	r := compute.NewRNG(1)
	net := NewSequential(NewDense(r, 4, 4, DenseConfig{}), NewDense(r, 4, 4, DenseConfig{}), NewDense(r, 4, 1, DenseConfig{}))
	made := func(x func(*Tape) *Var, run func(*Tape, *Var, *Var)) int {
		tape := NewTape(TapeConfig{})
		in := x(tape)
		loss := net.Forward(in).Sum()
		before := tape.now.n
		run(tape, loss, in)
		return tape.now.n - before
	}
	constant := func(t *Tape) *Var { return t.Const(filled(1, 3, 4)) }
	leaf := func(t *Tape) *Var { return t.Leaf(filled(1, 3, 4)) }
	backward := func(t *Tape, loss, _ *Var) { t.Backward(loss) }
	// The seed, its repetition and, for each layer, one product for dx; for
	// Backward instead dw, db and dx, but no dx of the first layer.
	require.Equal(t, 2+3, made(leaf, func(t *Tape, loss, x *Var) { t.Grad(loss, x) }))
	require.Equal(t, 2+3*3-1, made(constant, backward))
	require.Equal(t, 2+3*3-1, made(leaf, backward))
	Freeze(net.Params()[:4], true)
	require.Equal(t, 2+2, made(leaf, backward))
}

// A gradient in the middle may be asked for; what lies before it is not passed.
func TestGradOfAnIntermediate(t *testing.T) {
	tape := NewTape(TapeConfig{})
	x := tape.Leaf(compute.FromSlice([]float32{1, 2}, 2))
	y := x.Square()
	z := y.Scale(3).Sum()
	g := tape.Grad(z, y, x)
	require.Equal(t, []float32{3, 3}, g[0].Value().Data)
	require.Equal(t, []float32{6, 12}, g[1].Value().Data)
	require.Equal(t, []float32{1}, tape.Grad(z, z)[0].Value().Data)
	require.Equal(t, []float32{0, 0}, tape.Grad(z, tape.Leaf(compute.New(2)))[0].Value().Data)
}
