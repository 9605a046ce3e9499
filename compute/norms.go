package compute

import (
	"math"
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/normalize"
	"github.com/udl-go/lab/compute/internal/kernels/vector"
)

// SquaredNorm returns Σ x_i², the sum in float64. Its bits do not depend on the
// number of workers.
func SquaredNorm(p *Pool, x *Tensor) float64 {
	r := normRuns.Get().(*normRun)
	r.x = x.Data
	r.terms.reset(chunks(len(x.Data)))
	p.run(len(r.terms), normGrain, r)
	s := r.terms.sum()
	r.x = nil
	normRuns.Put(r)
	return s
}

// normGrain is the least number of chunks that are worth another worker.
const normGrain = 128

// normRun is a squared norm as a loop over chunks.
type normRun struct {
	x     []float32
	terms terms
}

var normRuns = sync.Pool{New: func() any { return new(normRun) }}

// run makes a range of the terms.
func (r *normRun) run(lo, hi int) {
	for i := lo; i < hi; i++ {
		x := chunk(r.x, i)
		r.terms[i] = vector.Dot(x, x)
	}
}

// ClipNorm scales the tensors together so that the norm of all their numbers is
// at most limit, and returns the norm that they had. As in torch the factor is
// limit/(norm + 1e-6) when that is below 1. A norm that is not finite leaves the
// tensors alone, for the caller to see. Limiting each number is [Clamp].
func ClipNorm(p *Pool, limit float64, xs ...*Tensor) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += SquaredNorm(p, x)
	}
	norm := math.Sqrt(sum)
	factor := limit / (norm + 1e-6)
	if factor >= 1 || math.IsInf(norm, 0) || math.IsNaN(norm) {
		return norm
	}
	for _, x := range xs {
		runLerp(p, lerpRun{dst: x.Data, t: float32(factor)})
	}
	return norm
}

// Lerp moves dst toward x: dst ← dst + t·(x − dst). With t = 1 − decay it is a
// step of an exponential moving average. dst and x have the same shape.
func Lerp(p *Pool, dst, x *Tensor, t float32) {
	mustSameShape("Lerp", dst, x)
	runLerp(p, lerpRun{dst: dst.Data, x: x.Data, t: t})
}

// lerpRun is a step toward x, or a multiplication if x is nil, as a loop.
type lerpRun struct {
	dst, x []float32
	t      float32
}

var lerpRuns = sync.Pool{New: func() any { return new(lerpRun) }}

// runLerp runs l.
func runLerp(p *Pool, l lerpRun) {
	r := lerpRuns.Get().(*lerpRun)
	*r = l
	p.run(len(l.dst), lightGrain, r)
	*r = lerpRun{}
	lerpRuns.Put(r)
}

// run works on a range.
func (r *lerpRun) run(lo, hi int) {
	if r.x == nil {
		vector.Scale(r.t, r.dst[lo:hi])
		return
	}
	normalize.Lerp(r.t, r.dst[lo:hi], r.x[lo:hi])
}
