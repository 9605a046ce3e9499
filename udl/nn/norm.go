package nn

import (
	"fmt"

	"github.com/udl-go/lab/compute"
)

// NormConfig holds the settings of batch and layer normalization.
type NormConfig struct {
	Momentum float64 // weight of a batch in the running statistics; default 0.1
	Eps      float64 // added to the variance; default 1e-5
}

// norm holds the parameters of a normalization: y = γ·x̂ + β.
type norm struct {
	gamma, beta *Param
	eps         float64
}

func newNorm(op string, d int, c NormConfig) norm {
	mustBePositive(op, d)
	if c.Eps == 0 {
		c.Eps = 1e-5
	}
	if !(c.Eps >= 0) || !(c.Momentum >= 0 && c.Momentum <= 1) {
		panic(&Error{Op: op, Msg: fmt.Sprintf("Eps %g is negative or Momentum %g not in [0, 1]", c.Eps, c.Momentum)})
	}
	n := norm{&Param{Name: "weight", Value: compute.New(d)}, &Param{Name: "bias", Value: compute.New(d)}, c.Eps}
	n.gamma.Value.Fill(1)
	return n
}

// mustFitNorm panics unless x has the columns of the layer.
func (n *norm) mustFitNorm(op string, x *Var) {
	if d := n.gamma.Value.Len(); x.cols() != d {
		fail(op, fmt.Sprintf("the input has %d columns, the layer takes %d", x.cols(), d), x)
	}
}

// batchNorm normalizes columns.
type batchNorm struct {
	norm
	mean, variance *Param
	momentum       float64
}

// NewBatchNorm returns the layer γ·(x−μ)/√(σ²+Eps) + β for d columns. In training
// μ and σ² are the mean and the biased variance of each column over the batch,
// which needs two rows, and move the running ones, by which the layer normalizes
// otherwise. Parameters as torch's: "weight" γ, "bias" β, "running_mean" and
// "running_var".
//
// Ioffe and Szegedy, Batch normalization (2015).
func NewBatchNorm(d int, c NormConfig) Layer {
	b := &batchNorm{norm: newNorm("NewBatchNorm", d, c), momentum: c.Momentum}
	if c.Momentum == 0 {
		b.momentum = 0.1
	}
	b.mean = &Param{Name: "running_mean", Value: compute.New(d), Buffer: true}
	b.variance = &Param{Name: "running_var", Value: compute.New(d), Buffer: true}
	b.variance.Value.Fill(1)
	return b
}

func (b *batchNorm) Params() []*Param { return []*Param{b.gamma, b.beta, b.mean, b.variance} }

func (b *batchNorm) Forward(x *Var) *Var {
	t := x.live("BatchNorm")
	b.mustFitNorm("BatchNorm", x)
	gamma, beta := t.Param(b.gamma), t.Param(b.beta)
	mean, variance := t.Param(b.mean), t.Param(b.variance)
	if t.Training {
		if x.rows() < 2 {
			fail("BatchNorm", "in training a batch needs two rows to have a variance", x)
		}
		mean, variance = t.like(mean), t.like(variance)
	}
	k := compute.BatchNorm{Gamma: gamma.val, Beta: beta.val, Mean: mean.val, Var: variance.val, Eps: b.eps}
	if t.Training {
		k.Stats(t.Pool, x.val)
		k.Track(x.rows(), b.momentum, b.mean.Value, b.variance.Value)
	}
	v := t.like(x)
	k.Forward(t.Pool, v.val, x.val)
	v.arg.train, v.arg.eps = t.Training, b.eps
	v.arg.saved[0], v.arg.saved[1] = mean, variance
	return v.record(batchNormOp{}, x, gamma, beta)
}

type batchNormOp struct{}

func (batchNormOp) vjp(v, dy *Var) {
	t, x, gamma, beta := v.tape, v.in[0], v.in[1], v.in[2]
	if !t.replay {
		batchNormGrad(v, dy)
		return
	}
	k := compute.BatchNorm{
		Gamma: gamma.val, Beta: beta.val, Mean: v.arg.saved[0].val, Var: v.arg.saved[1].val, Eps: v.arg.eps,
	}
	dx, to := t.target(x, dy)
	dg, toGamma := t.target(gamma, nil)
	db, toBeta := t.target(beta, nil)
	if v.arg.train {
		k.Backward(t.Pool, to, toGamma, toBeta, x.val, dy.val)
	} else {
		k.BackwardEval(t.Pool, to, toGamma, toBeta, x.val, dy.val)
	}
	accumulateAll(v, dx, dg, db)
}

// target returns a variable for the gradient of x, with its tensor, or nils if
// nobody wants it. It is dy where that may be overwritten.
func (t *Tape) target(x, dy *Var) (*Var, *compute.Tensor) {
	if !x.want {
		return nil, nil
	}
	if dy != nil && t.spent(dy) {
		return dy, dy.val
	}
	g := t.like(x)
	return g, g.val
}

// accumulateAll adds gradients, of which some may be nil, to those of v's
// operands.
func accumulateAll(v *Var, grads ...*Var) {
	for i, g := range grads {
		if g != nil {
			v.in[i].accumulate(g)
		}
	}
}

// batchNormGrad is the derivative in operations on variables.
func batchNormGrad(v, dy *Var) {
	x, gamma, beta := v.in[0], v.in[1], v.in[2]
	c := 1 / float64(x.rows())
	mean, variance := v.arg.saved[0], v.arg.saved[1]
	if v.arg.train {
		mean = x.ColSums().Scale(c)
		variance = x.Sub(mean).Square().ColSums().Scale(c)
	}
	inv := variance.AddScalar(v.arg.eps).Sqrt().Reciprocal()
	hat := x.Sub(mean).Mul(inv)
	if gamma.want {
		gamma.accumulate(dy.Mul(hat).sumTo(gamma))
	}
	if beta.want {
		beta.accumulate(dy.sumTo(beta))
	}
	if !x.want {
		return
	}
	g := dy.Mul(gamma)
	if v.arg.train {
		g = g.Sub(g.ColSums().Scale(c)).Sub(hat.Mul(g.Mul(hat).ColSums().Scale(c)))
	}
	x.accumulate(g.Mul(inv))
}
