package nn

import "github.com/udl-go/lab/compute"

// GaussianNLL returns the negative log-likelihood of x under normal
// distributions of means μ and log variances l, without its constant ½ log 2π:
// per element ½(l + (x−μ)²·exp(−l)).
func GaussianNLL(x, mu, logVar *Var, r Reduction) *Var {
	t := x.live("GaussianNLL", mu, logVar)
	mustMatch("GaussianNLL", x, mu, logVar)
	saved0, d0 := t.room(mu)
	saved1, d1 := t.room(logVar)
	v := t.reduce(compute.GaussianNLL(t.Pool, d0, d1, x.val, mu.val, logVar.val), r.factor(x))
	v.arg.saved[0], v.arg.saved[1] = saved0, saved1
	return v.record(nllOp{}, x, mu, logVar)
}

type nllOp struct{}

func (nllOp) vjp(v, dy *Var) {
	x, mu, l, c := v.in[0], v.in[1], v.in[2], v.arg.a
	if x.want {
		x.accumulate(x.Sub(mu).Mul(l.Neg().Exp()).Mul(dy.times(c)))
	}
	if mu.want {
		g := v.fused(0, c, dy)
		if g == nil {
			g = mu.Sub(x).Mul(l.Neg().Exp()).Mul(dy.times(c))
		}
		mu.accumulate(g)
	}
	if l.want {
		g := v.fused(1, c, dy)
		if g == nil {
			g = x.Sub(mu).Square().Mul(l.Neg().Exp()).Neg().AddScalar(1).Mul(dy.times(c / 2))
		}
		l.accumulate(g)
	}
}

// KLUnitGaussian returns the Kullback-Leibler divergence of normal distributions
// of means μ and log variances l from the unit Gaussian: per element
// ½(μ² + exp(l) − 1 − l). A variational autoencoder takes it with BatchMean.
func KLUnitGaussian(mu, logVar *Var, r Reduction) *Var {
	t := mu.live("KLUnitGaussian", logVar)
	mustMatch("KLUnitGaussian", mu, logVar)
	saved0, d0 := t.room(mu)
	saved1, d1 := t.room(logVar)
	v := t.reduce(compute.GaussianKL(t.Pool, d0, d1, mu.val, logVar.val), r.factor(mu))
	v.arg.saved[0], v.arg.saved[1] = saved0, saved1
	return v.record(klOp{}, mu, logVar)
}

type klOp struct{}

func (klOp) vjp(v, dy *Var) {
	mu, l, c := v.in[0], v.in[1], v.arg.a
	if mu.want {
		g := v.fused(0, c, dy)
		if g == nil {
			g = mu.Mul(dy.times(c))
		}
		mu.accumulate(g)
	}
	if l.want {
		g := v.fused(1, c, dy)
		if g == nil {
			g = l.Exp().AddScalar(-1).Mul(dy.times(c / 2))
		}
		l.accumulate(g)
	}
}

// CrossEntropy returns the cross-entropy of the softmax of each row of logits z
// with its label, log Σ_j exp(z_ij) − z_i,label(i). Mean and BatchMean are both
// the mean over the rows. The labels are kept, not copied, until the tape is
// reset.
func CrossEntropy(logits *Var, labels []int, r Reduction) *Var {
	t := logits.live("CrossEntropy")
	mustIndex("CrossEntropy", "label", logits, labels, logits.cols())
	if len(labels) != logits.rows() {
		fail("CrossEntropy", "there is not one label per row", logits)
	}
	c := 1.0
	if r != Sum {
		c = 1 / float64(logits.rows())
	}
	saved, d := t.room(logits)
	v := t.reduce(compute.CrossEntropy(t.Pool, d, logits.val, labels), c)
	v.arg.saved[0], v.arg.index = saved, labels
	return v.record(crossOp{}, logits)
}

type crossOp struct{}

func (crossOp) vjp(v, dy *Var) {
	z, c := v.in[0], v.arg.a
	g := v.fused(0, c, dy)
	if g == nil {
		target := v.tape.like(z)
		target.val.Fill(0)
		for i, l := range v.arg.index {
			target.val.Row(i)[l] = 1
		}
		g = z.Softmax().Sub(target).Mul(dy.times(c))
	}
	z.accumulate(g)
}
