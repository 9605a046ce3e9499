package nn

import "github.com/udl-go/lab/compute"

// Hinge returns the hinge loss of scores s with targets t of ±1, per element
// max(0, 1 − t·s).
func Hinge(score, target *Var, r Reduction) *Var {
	t := score.live("Hinge", target)
	mustMatch("Hinge", score, target)
	saved, d := t.room(score)
	v := t.reduce(compute.Hinge(t.Pool, d, score.val, target.val), r.factor(score))
	v.arg.saved[0] = saved
	return v.record(hingeOp{}, score, target)
}

type hingeOp struct{}

// The loss is made of straight pieces: its slope is a constant.
func (hingeOp) vjp(v, dy *Var) {
	s, target, c := v.in[0], v.in[1], v.arg.a
	if s.want {
		g := v.fused(0, c, dy)
		if g == nil {
			g = hingeSlope(s, target).Mul(target).Mul(dy.times(-c))
		}
		s.accumulate(g)
	}
	if target.want {
		target.accumulate(hingeSlope(s, target).Mul(s).Mul(dy.times(-c)))
	}
}

// hingeSlope returns 1 where t·s < 1, else 0, as a constant.
func hingeSlope(s, target *Var) *Var {
	v := s.tape.like(s)
	for i, x := range s.val.Data {
		v.val.Data[i] = 0
		if x*target.val.Data[i] < 1 {
			v.val.Data[i] = 1
		}
	}
	return v
}

// Wasserstein returns the loss of a critic, mean(fake) − mean(real): the negative
// of its estimate of the distance between the two distributions. The generator's
// loss is −mean(fake).
func Wasserstein(fake, real *Var) *Var { return fake.Mean().Sub(real.Mean()) }

// GradientPenalty returns the penalty of a WGAN-GP critic D, the mean over rows
// of (‖∇D(x̂)‖ − 1)² at points x̂ = ε·real + (1−ε)·fake between samples, with ε
// uniform for each row, from the tape's generator. It carries gradients to the
// critic's parameters, not to the samples. The critic must treat each row by
// itself: layer normalization does, batch normalization does not.
//
// Gulrajani et al., Improved training of Wasserstein GANs (2017).
func GradientPenalty(critic Layer, real, fake *Var) *Var {
	t := real.live("GradientPenalty", fake)
	mustMatch("GradientPenalty", real, fake)
	e := t.Uniform(real.rows(), 1)
	from, to := fake.Detach(), real.Detach()
	x := t.leaf(from.Add(to.Sub(from).Mul(e)))
	g := t.Grad(critic.Forward(x), x)[0]
	norm := g.Square().RowSums().AddScalar(tinyNorm).Sqrt()
	return norm.AddScalar(-1).Square().Mean()
}

// tinyNorm keeps the derivative of a norm finite at 0.
const tinyNorm = 1e-12

// leaf makes a fresh constant a variable that gradients may be asked for.
func (t *Tape) leaf(x *Var) *Var {
	x.needs = !t.NoGrad
	return x
}

// ContractivePenalty returns the mean over rows of ‖∂h/∂x‖², the squared
// Frobenius norm of the Jacobian of a code h of x, where x was made by
// [Tape.Leaf]. It carries gradients to the parameters between x and h.
//
// If h is one dense layer of x the penalty is Σ_j f'(z_j)²·Σ_i w_ij², exact and as
// cheap as a product. Otherwise projections decides: 0 takes one backward pass
// per feature of h and is exact; a positive number takes as many random
// directions v of ±1, whose ‖vᵀ·∂h/∂x‖² has the penalty as its mean. Rows must not
// depend on each other.
//
// Rifai et al., Contractive auto-encoders (2011); Hutchinson, A stochastic
// estimator of the trace (1990).
func ContractivePenalty(h, x *Var, projections int) *Var {
	t := h.live("ContractivePenalty", x)
	if _, ok := h.op.(denseOp); ok && h.in[0] == x {
		return densePenalty(h)
	}
	n, k := h.rows(), h.cols()
	if n*k == 0 {
		fail("ContractivePenalty", "the code is empty", h, x)
	}
	passes := projections
	if projections <= 0 {
		passes = k
	}
	var sum *Var
	for j := range passes {
		var y *Var
		if projections <= 0 {
			y = h.Columns(j, j+1)
		} else {
			signs := t.Uniform(h.val.Shape...).AddScalar(-0.5).Map(compute.Sign)
			y = h.Mul(signs)
		}
		s := t.Grad(y, x)[0].Square().Sum()
		if sum != nil {
			s = sum.Add(s)
		}
		sum = s
	}
	c := 1 / float64(n)
	if projections > 0 {
		c /= float64(projections)
	}
	return sum.Scale(c)
}

// densePenalty is ContractivePenalty of h = f(x·w + b).
func densePenalty(h *Var) *Var {
	w := h.in[1]
	var squares *Var // of the weights, summed for each feature of h
	if h.arg.tb {
		squares = w.Square().RowSums()
	} else {
		squares = w.Square().ColSums().Reshape(h.cols(), 1)
	}
	if h.arg.f == compute.Identity {
		return squares.Sum()
	}
	return derivative(h.arg.f, nil, h).Square().MatMul(squares).Mean()
}
