package compute

import (
	"math"
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/normalize"
	"github.com/udl-go/lab/compute/internal/kernels/vector"
)

// BatchNorm normalizes the columns of a matrix:
//
//	y_ij = γ_j·(x_ij − Mean_j)/√(Var_j + Eps) + β_j
//
// In training Mean and Var are those of the batch, set by Stats before Forward;
// in evaluation they are running ones, moved by Track. All four tensors have one
// element per column. Sums are in float64; the bits do not depend on the machine
// or the number of workers. The methods allocate nothing and panic with an
// [*Error] when shapes do not fit.
type BatchNorm struct {
	Gamma, Beta *Tensor // γ and β; nil means ones and zeros
	Mean, Var   *Tensor
	Eps         float64
}

// Stats sets Mean and Var to the mean and the biased variance Σ(x−mean)²/n of the
// columns of x, which has at least one row.
func (b *BatchNorm) Stats(p *Pool, x *Tensor) {
	b.check("BatchNorm.Stats", x)
	if x.Rows() == 0 {
		fail("BatchNorm.Stats", "there are no rows", x.Shape)
	}
	r := batchRuns.Get().(*batchRun)
	r.kind, r.norm, r.x = batchStats, *b, x
	r.sums.reset(2 * x.Cols())
	p.run(x.Cols(), columnGrain(x.Rows()), r)
	r.free()
}

// Forward sets dst to the normalized x. dst has the shape of x and may be x.
func (b *BatchNorm) Forward(p *Pool, dst, x *Tensor) {
	b.check("BatchNorm.Forward", x)
	mustSameShape("BatchNorm.Forward", dst, x)
	mustAlias("BatchNorm.Forward", dst, x)
	r := batchRuns.Get().(*batchRun)
	r.kind, r.norm, r.x, r.dst = batchForward, *b, x, dst
	r.factors()
	p.run(x.Rows(), rowGrain(x.Cols()), r)
	r.free()
}

// Backward is the gradient of Stats and Forward together: from dy, the gradient
// in the output, it sets dγ_j = Σ_i dy_ij·x̂_ij, dβ_j = Σ_i dy_ij and, where n is
// the number of rows and x̂ the normalized x without γ and β,
//
//	dx_ij = γ_j/√(Var_j + Eps)·(dy_ij − dβ_j/n − x̂_ij·dγ_j/n)
//
// dx has the shape of x and may be x or dy; dx, dgamma or dbeta may be nil. Mean and
// Var are still those of x.
func (b *BatchNorm) Backward(p *Pool, dx, dgamma, dbeta, x, dy *Tensor) {
	b.backward(p, "BatchNorm.Backward", true, dx, dgamma, dbeta, x, dy)
}

// BackwardEval is the gradient of Forward with a Mean and Var that do not depend
// on x: dx_ij = γ_j/√(Var_j + Eps)·dy_ij, the others as in Backward.
func (b *BatchNorm) BackwardEval(p *Pool, dx, dgamma, dbeta, x, dy *Tensor) {
	b.backward(p, "BatchNorm.BackwardEval", false, dx, dgamma, dbeta, x, dy)
}

// Track moves the running statistics mean and variance toward those of b, which
// are of a batch of n rows: running ← running + rate·(batch − running), with the
// unbiased variance n/(n−1)·Var, as torch does. With n = 1 the variance is kept.
func (b *BatchNorm) Track(n int, rate float64, mean, variance *Tensor) {
	mustSameShape("BatchNorm.Track", b.Mean, mean)
	mustSameShape("BatchNorm.Track", b.Var, variance)
	normalize.Lerp(float32(rate), mean.Data, b.Mean.Data)
	if n < 2 {
		return
	}
	unbiased := float32(float64(n) / float64(n-1))
	for j, v := range b.Var.Data {
		variance.Data[j] += float32(rate) * (unbiased*v - variance.Data[j])
	}
}

// check panics unless the tensors of b have one element per column of x.
func (b *BatchNorm) check(op string, x *Tensor) {
	for _, t := range [...]*Tensor{b.Mean, b.Var, b.Gamma, b.Beta} {
		if t != nil && len(t.Data) != x.Cols() {
			fail(op, "not one element per column", x.Shape, t.Shape)
		}
	}
	if b.Mean == nil || b.Var == nil {
		fail(op, "there is no Mean or no Var", x.Shape)
	}
}

// backward makes the gradients.
func (b *BatchNorm) backward(p *Pool, op string, train bool, dx, dgamma, dbeta, x, dy *Tensor) {
	b.check(op, x)
	mustSameShape(op, x, dy)
	for _, t := range [...]*Tensor{dgamma, dbeta} {
		if t != nil && len(t.Data) != x.Cols() {
			fail(op, "not one element per column", x.Shape, t.Shape)
		}
	}
	r := batchRuns.Get().(*batchRun)
	r.kind, r.norm, r.x, r.dy = batchSums, *b, x, dy
	r.factors()
	r.sums.reset(2 * x.Cols())
	p.run(x.Cols(), columnGrain(x.Rows()), r)
	r.gradients(train, dgamma, dbeta)
	if dx != nil {
		mustSameShape(op, x, dx)
		mustAlias(op, dx, dy)
		mustAlias(op, dx, x)
		r.kind, r.dst = batchBackward, dx
		p.run(x.Rows(), rowGrain(x.Cols()), r)
	}
	r.free()
}

// columnGrain returns the least number of columns, of so many rows, that are
// worth another worker.
func columnGrain(rows int) int { return (lightGrain/2/max(1, rows) + 64) &^ 63 }

// rowGrain returns the least number of rows, of so many columns, that are worth
// another worker.
func rowGrain(cols int) int { return max(1, lightGrain/2/max(1, cols)) }

// The passes of a batch normalization.
const (
	batchStats = iota
	batchForward
	batchSums
	batchBackward
)

// batchRun is a pass as a loop over columns or rows.
type batchRun struct {
	kind       int
	norm       BatchNorm
	x, dy, dst *Tensor
	sums       terms   // two per column
	k          numbers // three factors per column
}

var batchRuns = sync.Pool{New: func() any { return new(batchRun) }}

// free gives r back, with its scratch.
func (r *batchRun) free() {
	r.norm, r.x, r.dy, r.dst = BatchNorm{}, nil, nil, nil
	batchRuns.Put(r)
}

// factors sets the first factor of each column to γ/√(Var+Eps) and the second to
// β.
func (r *batchRun) factors() {
	b, d := &r.norm, len(r.norm.Mean.Data)
	r.k.reset(3 * d)
	for j, v := range b.Var.Data {
		gamma, beta := 1.0, float32(0)
		if b.Gamma != nil {
			gamma = float64(b.Gamma.Data[j])
		}
		if b.Beta != nil {
			beta = b.Beta.Data[j]
		}
		r.k[j], r.k[d+j] = float32(gamma/math.Sqrt(float64(v)+b.Eps)), beta
	}
}

// gradients makes those of γ and β of the sums, and the second and third factors
// of dx: what is taken from dy, and from it for each unit of x − mean.
func (r *batchRun) gradients(train bool, dgamma, dbeta *Tensor) {
	d, n := len(r.norm.Mean.Data), float64(r.x.Rows())
	for j, v := range r.norm.Var.Data {
		inv := 1 / math.Sqrt(float64(v)+r.norm.Eps)
		sum, dot := r.sums[j], r.sums[d+j]*inv
		if dgamma != nil {
			dgamma.Data[j] = float32(dot)
		}
		if dbeta != nil {
			dbeta.Data[j] = float32(sum)
		}
		if !train {
			sum, dot = 0, 0
		}
		r.k[d+j], r.k[2*d+j] = float32(sum/n), float32(dot*inv/n)
	}
}

// run makes a range of the columns or rows.
func (r *batchRun) run(lo, hi int) {
	d := r.x.Cols()
	switch r.kind {
	case batchStats:
		r.stats(lo, hi)
	case batchSums:
		s, q := r.sums[lo:hi], r.sums[d+lo:d+hi]
		clear(s)
		clear(q)
		normalize.AddDots(s, q, tail(r.dy.Data, lo), tail(r.x.Data, lo), r.norm.Mean.Data[lo:hi], d, r.x.Rows())
	case batchForward:
		for i := lo; i < hi; i++ {
			normalize.Affine(r.dst.Data[i*d:][:d], r.x.Data[i*d:][:d], r.norm.Mean.Data, r.k[:d], r.k[d:])
		}
	default:
		for i := lo; i < hi; i++ {
			normalize.Centered(r.dst.Data[i*d:][:d], r.dy.Data[i*d:][:d], r.x.Data[i*d:][:d],
				r.norm.Mean.Data, r.k[:d], r.k[d:2*d], r.k[2*d:])
		}
	}
}

// stats makes the mean and the variance of a range of columns.
func (r *batchRun) stats(lo, hi int) {
	d, n := r.x.Cols(), float64(r.x.Rows())
	mean, square := r.sums[lo:hi], r.sums[d+lo:d+hi]
	clear(mean)
	clear(square)
	x := tail(r.x.Data, lo)
	vector.AddRows(mean, x, d, r.x.Rows())
	for j := range mean {
		mean[j] /= n
		r.norm.Mean.Data[lo+j] = float32(mean[j])
	}
	normalize.AddSquares(square, mean, x, d, r.x.Rows())
	for j, s := range square {
		r.norm.Var.Data[lo+j] = float32(s / n)
	}
}

// tail returns x from lo on, nothing if it ends before.
func tail(x []float32, lo int) []float32 { return x[min(lo, len(x)):] }
