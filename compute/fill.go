package compute

import (
	"fmt"
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/deviate"
	"github.com/udl-go/lab/compute/internal/kernels/logistic"
	"github.com/udl-go/lab/compute/internal/kernels/philox"
)

// fillGrain is the least number of elements that are worth another worker.
const fillGrain = 1 << 14

// Uniform fills dst with multiples of 2⁻²⁴ in [0, 1), one word of the stream
// each. Two fills one after the other equal one fill of both lengths.
func (r *RNG) Uniform(p *Pool, dst []float32) {
	r.fill(p, fillRun{kind: fillUniform, dst: dst}, len(dst))
}

// Normal fills dst with normal numbers of the given mean and standard deviation,
// one word of the stream each, in pairs by the method of Box and Muller. The
// largest deviation it reaches is 6.764 standard deviations, beyond which a normal
// number lies once in 75 billion. The bits are the same on all machines.
func (r *RNG) Normal(p *Pool, dst []float32, mean, std float32) {
	r.fill(p, fillRun{kind: fillNormal, dst: dst, mean: mean, std: std}, len(dst))
}

// Bernoulli sets dst to 1 with probability prob, element by element, and else to
// 0; it takes one word of the stream each. dst may be prob. It panics with an
// [*Error] when the lengths differ.
func (r *RNG) Bernoulli(p *Pool, dst, prob []float32) {
	if len(dst) != len(prob) {
		fail("Bernoulli", "the lengths differ", []int{len(dst)}, []int{len(prob)})
	}
	r.fill(p, fillRun{kind: fillBernoulli, dst: dst, prob: prob}, len(dst))
}

// DropoutMask sets dst to 1/keep with probability keep, element by element, and
// else to 0; it takes one word of the stream each. It panics with an [*Error]
// unless keep is of (0, 1].
func (r *RNG) DropoutMask(p *Pool, dst []float32, keep float32) {
	if !(keep > 0 && keep <= 1) {
		fail("DropoutMask", fmt.Sprintf("the probability to keep is %g, not of (0, 1]", keep), []int{len(dst)})
	}
	r.fill(p, fillRun{kind: fillMask, dst: dst, mean: keep}, len(dst))
}

// The kinds of fills.
const (
	fillUniform = iota
	fillNormal
	fillBernoulli
	fillMask
)

// fillRun is a fill as a loop.
type fillRun struct {
	kind              int
	dst, prob         []float32
	mean, std         float32
	seed, stream, pos uint64
}

var fillRuns = sync.Pool{New: func() any { return new(fillRun) }}

// fill runs f at the position of r and moves past it.
func (r *RNG) fill(p *Pool, f fillRun, n int) {
	run := fillRuns.Get().(*fillRun)
	*run = f
	run.seed, run.stream, run.pos = r.seed, r.stream, r.pos
	p.run(n, fillGrain, run)
	*run = fillRun{}
	fillRuns.Put(run)
	r.pos += uint64(n)
}

// run fills a range.
func (f *fillRun) run(lo, hi int) {
	dst, pos := f.dst[lo:hi], f.pos+uint64(lo)
	switch f.kind {
	case fillUniform:
		philox.Uniform(dst, f.seed, f.stream, pos)
	case fillNormal:
		f.normal(dst, pos)
	case fillBernoulli:
		var u [uniforms]float32
		for i := 0; i < len(dst); i += uniforms {
			s := dst[i:min(i+uniforms, len(dst))]
			philox.Uniform(u[:len(s)], f.seed, f.stream, pos+uint64(i))
			logistic.Less(u[:len(s)], f.prob[lo+i:][:len(s)], s)
		}
	case fillMask:
		philox.Uniform(dst, f.seed, f.stream, pos)
		deviate.Mask(dst, f.mean, 1/f.mean)
	default:
		panic(fmt.Sprintf("compute: fill of kind %d", f.kind))
	}
}

// uniforms is the number of uniforms made at a time, few enough to stay in the
// innermost cache.
const uniforms = 1024

// normal fills dst from position pos on. The words 2m and 2m+1 of the stream make
// the normals of the positions 2m and 2m+1.
func (f *fillRun) normal(dst []float32, pos uint64) {
	var w [uniforms]uint32
	if pos&1 == 1 && len(dst) > 0 {
		var z [2]float32
		philox.Words(w[:2], f.seed, f.stream, pos-1)
		deviate.Normal(z[:], w[:2], f.mean, f.std)
		dst[0], dst, pos = z[1], dst[1:], pos+1
	}
	for len(dst) > 1 {
		n := min(uniforms, len(dst)&^1)
		philox.Words(w[:n], f.seed, f.stream, pos)
		deviate.Normal(dst[:n], w[:n], f.mean, f.std)
		dst, pos = dst[n:], pos+uint64(n)
	}
	if len(dst) == 1 {
		var z [2]float32
		philox.Words(w[:2], f.seed, f.stream, pos)
		deviate.Normal(z[:], w[:2], f.mean, f.std)
		dst[0] = z[0]
	}
}
