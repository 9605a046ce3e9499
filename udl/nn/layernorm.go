package nn

import "github.com/udl-go/lab/compute"

// layerNorm normalizes rows.
type layerNorm struct{ norm }

// NewLayerNorm returns the layer γ·(x−μ)/√(σ²+Eps) + β for d columns, where μ and
// σ² are the mean and the biased variance of each row. Rows do not depend on each
// other, in training or out of it. Parameters as torch's: "weight" γ and "bias"
// β. c.Momentum is not used.
//
// Ba, Kiros and Hinton, Layer normalization (2016).
func NewLayerNorm(d int, c NormConfig) Layer { return &layerNorm{newNorm("NewLayerNorm", d, c)} }

func (l *layerNorm) Params() []*Param { return []*Param{l.gamma, l.beta} }

func (l *layerNorm) Forward(x *Var) *Var {
	t := x.live("LayerNorm")
	l.mustFitNorm("LayerNorm", x)
	gamma, beta := t.Param(l.gamma), t.Param(l.beta)
	mean, inv := t.matrix(x.rows(), 1), t.matrix(x.rows(), 1)
	k := compute.LayerNorm{Gamma: gamma.val, Beta: beta.val, Mean: mean.val, InvStd: inv.val, Eps: l.eps}
	v := t.like(x)
	k.Forward(t.Pool, v.val, x.val)
	v.arg.eps = l.eps
	v.arg.saved[0], v.arg.saved[1] = mean, inv
	return v.record(layerNormOp{}, x, gamma, beta)
}

type layerNormOp struct{}

func (layerNormOp) vjp(v, dy *Var) {
	t, x, gamma, beta := v.tape, v.in[0], v.in[1], v.in[2]
	if !t.replay {
		layerNormGrad(v, dy)
		return
	}
	k := compute.LayerNorm{
		Gamma: gamma.val, Beta: beta.val, Mean: v.arg.saved[0].val, InvStd: v.arg.saved[1].val, Eps: v.arg.eps,
	}
	dx, to := t.target(x, dy)
	dg, toGamma := t.target(gamma, nil)
	db, toBeta := t.target(beta, nil)
	k.Backward(t.Pool, to, toGamma, toBeta, x.val, dy.val)
	accumulateAll(v, dx, dg, db)
}

// layerNormGrad is the derivative in operations on variables.
func layerNormGrad(v, dy *Var) {
	x, gamma, beta := v.in[0], v.in[1], v.in[2]
	c := 1 / float64(x.cols())
	off := x.Sub(x.RowSums().Scale(c))
	inv := off.Square().RowSums().Scale(c).AddScalar(v.arg.eps).Sqrt().Reciprocal()
	hat := off.Mul(inv)
	if gamma.want {
		gamma.accumulate(dy.Mul(hat).sumTo(gamma))
	}
	if beta.want {
		beta.accumulate(dy.sumTo(beta))
	}
	if x.want {
		g := dy.Mul(gamma)
		g = g.Sub(g.RowSums().Scale(c)).Sub(hat.Mul(g.Mul(hat).RowSums().Scale(c)))
		x.accumulate(g.Mul(inv))
	}
}
