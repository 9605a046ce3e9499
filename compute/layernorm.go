package compute

import (
	"math"
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/normalize"
	"github.com/udl-go/lab/compute/internal/kernels/rows"
)

// LayerNorm normalizes the rows of a matrix:
//
//	y_ij = γ_j·(x_ij − Mean_i)·InvStd_i + β_j,  InvStd_i = 1/√(var_i + Eps)
//
// with the mean and the biased variance of each row, which Forward leaves in Mean
// and InvStd for Backward. Sums are in float64; the bits do not depend on the
// machine or the number of workers. The methods allocate nothing and panic with
// an [*Error] when shapes do not fit.
type LayerNorm struct {
	Gamma, Beta  *Tensor // γ and β, one element per column; nil means ones and zeros
	Mean, InvStd *Tensor // one element per row, or more
	Eps          float64
}

// Forward sets dst to the normalized x, and Mean and InvStd. dst has the shape of
// x and may be x.
func (l *LayerNorm) Forward(p *Pool, dst, x *Tensor) {
	l.check("LayerNorm.Forward", x)
	mustSameShape("LayerNorm.Forward", dst, x)
	mustAlias("LayerNorm.Forward", dst, x)
	r := layerRuns.Get().(*layerRun)
	r.kind, r.norm, r.x, r.dst = layerForward, *l, x, dst
	r.parameters()
	p.run(x.Rows(), rowGrain(x.Cols()), r)
	r.free()
}

// Backward sets, from dy, the gradient in the output, dγ_j = Σ_i dy_ij·x̂_ij,
// dβ_j = Σ_i dy_ij and, with g_ij = dy_ij·γ_j, d columns and the normalized x̂,
//
//	dx_ij = InvStd_i·(g_ij − Σ_k g_ik/d − x̂_ij·Σ_k g_ik·x̂_ik/d)
//
// dx has the shape of x and may be x or dy; dx, dgamma or dbeta may be nil.
func (l *LayerNorm) Backward(p *Pool, dx, dgamma, dbeta, x, dy *Tensor) {
	const op = "LayerNorm.Backward"
	l.check(op, x)
	mustSameShape(op, x, dy)
	for _, t := range [...]*Tensor{dgamma, dbeta} {
		if t != nil && len(t.Data) != x.Cols() {
			fail(op, "not one element per column", x.Shape, t.Shape)
		}
	}
	r := layerRuns.Get().(*layerRun)
	r.norm, r.x, r.dy = *l, x, dy
	if dgamma != nil || dbeta != nil {
		r.kind, r.dgamma, r.dbeta = layerSums, dgamma, dbeta
		r.sums.reset(2 * x.Cols())
		p.run(x.Cols(), columnGrain(x.Rows()), r)
	}
	if dx != nil {
		mustSameShape(op, x, dx)
		mustAlias(op, dx, dy)
		mustAlias(op, dx, x)
		r.kind, r.dst = layerBackward, dx
		r.parameters()
		p.run(x.Rows(), rowGrain(x.Cols()), r)
	}
	r.free()
}

// check panics unless the tensors of l fit x.
func (l *LayerNorm) check(op string, x *Tensor) {
	for _, t := range [...]*Tensor{l.Gamma, l.Beta} {
		if t != nil && len(t.Data) != x.Cols() {
			fail(op, "not one element per column", x.Shape, t.Shape)
		}
	}
	for _, t := range [...]*Tensor{l.Mean, l.InvStd} {
		if t == nil {
			fail(op, "there is no Mean or no InvStd", x.Shape)
		} else if len(t.Data) < x.Rows() {
			fail(op, "not one element per row", x.Shape, t.Shape)
		}
	}
}

// The passes of a layer normalization.
const (
	layerForward = iota
	layerSums
	layerBackward
)

// layerRun is a pass as a loop over rows or columns.
type layerRun struct {
	kind          int
	norm          LayerNorm
	x, dy, dst    *Tensor
	dgamma, dbeta *Tensor
	sums          terms   // two per column
	k             numbers // γ and β where they are nil
	gamma, beta   []float32
}

var layerRuns = sync.Pool{New: func() any { return new(layerRun) }}

// free gives r back, with its scratch.
func (r *layerRun) free() {
	*r = layerRun{sums: r.sums, k: r.k}
	layerRuns.Put(r)
}

// parameters finds γ and β, or makes them.
func (r *layerRun) parameters() {
	d := r.x.Cols()
	r.k.reset(2 * d)
	r.gamma, r.beta = r.k[:d], r.k[d:]
	if r.norm.Gamma != nil {
		r.gamma = r.norm.Gamma.Data
	} else {
		for j := range r.gamma {
			r.gamma[j] = 1
		}
	}
	if r.norm.Beta != nil {
		r.beta = r.norm.Beta.Data
	} else {
		clear(r.beta)
	}
}

// run makes a range of the rows or columns.
func (r *layerRun) run(lo, hi int) {
	d, mean, inv := r.x.Cols(), r.norm.Mean.Data, r.norm.InvStd.Data
	if r.kind == layerSums {
		r.columns(lo, hi)
		return
	}
	for i := lo; i < hi; i++ {
		x, dst := r.x.Data[i*d:][:d], r.dst.Data[i*d:][:d]
		if r.kind == layerForward {
			m := rows.Sum(x) / float64(d)
			variance := normalize.Squares(x, m) / float64(d)
			mean[i], inv[i] = float32(m), float32(1/math.Sqrt(variance+r.norm.Eps))
			normalize.Row(dst, x, r.gamma, r.beta, mean[i], inv[i])
			continue
		}
		dy := r.dy.Data[i*d:][:d]
		s, q := normalize.RowDots(dy, x, r.gamma, mean[i], inv[i])
		normalize.RowGrad(dst, dy, x, r.gamma, mean[i], inv[i], float32(s/float64(d)), float32(q/float64(d)))
	}
}

// columns makes the gradients of γ and β of a range of columns.
func (r *layerRun) columns(lo, hi int) {
	d, n := r.x.Cols(), r.x.Rows()
	s, q := r.sums[lo:hi], r.sums[d+lo:d+hi]
	clear(s)
	clear(q)
	normalize.AddScaled(s, q, tail(r.dy.Data, lo), tail(r.x.Data, lo), r.norm.Mean.Data, r.norm.InvStd.Data, d, n)
	for j := range s {
		if r.dbeta != nil {
			r.dbeta.Data[lo+j] = float32(s[j])
		}
		if r.dgamma != nil {
			r.dgamma.Data[lo+j] = float32(q[j])
		}
	}
}
