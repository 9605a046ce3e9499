package compute

import (
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/loss"
)

// BCEWithLogits returns Σ log(1+exp(z)) − x·z, the binary cross-entropy of the
// probabilities σ(z) with the targets x in [0, 1]; d, unless it is nil, becomes
// the gradient σ(z) − x. It is right for logits of any size. d may be logits.
//
// All losses of this package want tensors of one shape, set the gradient in the
// same pass, add in float64 and give the same bits on all machines and for every
// number of workers. They allocate nothing and panic with an [*Error] when the
// shapes differ. A mean is left to the caller, who scales value and gradient.
func BCEWithLogits(p *Pool, d, logits, target *Tensor) float64 {
	return runLoss(p, "BCEWithLogits", lossBCE, d, nil, logits, target, nil)
}

// SquaredError returns Σ (x−y)²; d, unless it is nil, becomes x − y, which is
// half the gradient in x. d may be x or y.
func SquaredError(p *Pool, d, x, y *Tensor) float64 {
	return runLoss(p, "SquaredError", lossSquared, d, nil, x, y, nil)
}

// AbsoluteError returns Σ |x−y|; d, unless it is nil, becomes the gradient in x,
// the sign of x − y with 0 for 0. d may be x or y.
func AbsoluteError(p *Pool, d, x, y *Tensor) float64 {
	return runLoss(p, "AbsoluteError", lossAbsolute, d, nil, x, y, nil)
}

// Hinge returns Σ max(0, 1 − t·s) for scores s and targets t of ±1; d, unless it
// is nil, becomes the gradient in s: −t where the loss is positive, else 0. d may
// be score or target.
func Hinge(p *Pool, d, score, target *Tensor) float64 {
	return runLoss(p, "Hinge", lossHinge, d, nil, score, target, nil)
}

// GaussianKL returns ½ Σ μ² + exp(l) − 1 − l, the divergence of normal
// distributions with means μ and log variances l from the unit Gaussian. dmu and
// dlogvar, unless they are nil, become the gradients μ and (exp(l) − 1)/2; they
// may be mu and logvar. Log variances beyond ±87 count as ±87 in exp.
func GaussianKL(p *Pool, dmu, dlogvar, mu, logvar *Tensor) float64 {
	return runLoss(p, "GaussianKL", lossKL, dmu, dlogvar, mu, logvar, nil)
}

// GaussianNLL returns ½ Σ l + (x−μ)²·exp(−l), the negative log-likelihood of x
// without its constant ½ log 2π per element, for means μ and log variances l.
// dmu and dlogvar, unless they are nil, become the gradients (μ−x)·exp(−l) and
// ½(1 − (x−μ)²·exp(−l)); they may be mu and logvar. Log variances beyond ±87
// count as ±87 in exp.
func GaussianNLL(p *Pool, dmu, dlogvar, x, mu, logvar *Tensor) float64 {
	return runLoss(p, "GaussianNLL", lossNLL, dmu, dlogvar, x, mu, logvar)
}

// The kinds of losses.
const (
	lossBCE = iota
	lossSquared
	lossAbsolute
	lossHinge
	lossKL
	lossNLL
)

// lossGrain returns the least number of chunks that are worth another worker.
func lossGrain(kind int) int {
	if kind == lossBCE || kind >= lossKL {
		return lightGrain / 4 / sumChunk
	}
	return lightGrain / sumChunk
}

// lossRun is a loss as a loop over chunks.
type lossRun struct {
	kind    int
	a, b    []float32 // the gradients, or nil
	x, y, z []float32 // the arguments in their order
	terms   terms
}

var lossRuns = sync.Pool{New: func() any { return new(lossRun) }}

// runLoss checks the shapes and returns the sum of the terms.
func runLoss(p *Pool, op string, kind int, a, b, x, y, z *Tensor) float64 {
	mustSameShape(op, x, y)
	r := lossRuns.Get().(*lossRun)
	r.kind, r.x, r.y = kind, x.Data, y.Data
	r.a, r.b, r.z = gradientOf(op, a, x, y, z), gradientOf(op, b, x, y, z), nil
	if r.a != nil && overlap(r.a, r.b) {
		fail(op, "the gradients overlap", a.Shape, b.Shape)
	}
	if z != nil {
		mustSameShape(op, x, z)
		r.z = z.Data
	}
	r.terms.reset(chunks(len(x.Data)))
	p.run(len(r.terms), lossGrain(kind), r)
	s := r.terms.sum()
	r.a, r.b, r.x, r.y, r.z = nil, nil, nil, nil, nil
	lossRuns.Put(r)
	return s
}

// gradientOf returns the numbers of d, which is nil or has the shape of the
// arguments x, y and z, and is one of them or apart.
func gradientOf(op string, d, x, y, z *Tensor) []float32 {
	if d == nil {
		return nil
	}
	mustSameShape(op, x, d)
	for _, t := range [...]*Tensor{x, y, z} {
		if t != nil {
			mustAlias(op, d, t)
		}
	}
	return d.Data
}

// run makes a range of the terms.
func (r *lossRun) run(lo, hi int) {
	if r.a != nil && (r.b != nil || r.kind < lossKL) {
		for i := lo; i < hi; i++ {
			r.terms[i] = r.term(i, chunk(r.a, i), chunk(r.b, i))
		}
		return
	}
	var scratch [2][sumChunk]float32 // for the gradients that nobody wants
	for i := lo; i < hi; i++ {
		a, b := chunk(r.a, i), chunk(r.b, i)
		if a == nil {
			a = scratch[0][:]
		}
		if b == nil {
			b = scratch[1][:]
		}
		r.terms[i] = r.term(i, a, b)
	}
}

// term makes one term with its gradients.
func (r *lossRun) term(i int, a, b []float32) float64 {
	x, y := chunk(r.x, i), chunk(r.y, i)
	switch r.kind {
	case lossBCE:
		return loss.BCE(a, x, y)
	case lossSquared:
		return loss.Squared(a, x, y)
	case lossAbsolute:
		return loss.Absolute(a, x, y)
	case lossHinge:
		return loss.Hinge(a, x, y)
	case lossKL:
		return loss.KL(a, b, x, y)
	default:
		return loss.NLL(a, b, x, y, chunk(r.z, i))
	}
}
