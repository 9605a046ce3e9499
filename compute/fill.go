package compute

import (
	"fmt"
	"math"
	"sync"

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
// numbers are the same on all machines up to the rounding of math.Log and
// math.Sincos.
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

// The kinds of fills.
const (
	fillUniform = iota
	fillNormal
	fillBernoulli
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
	default:
		panic(fmt.Sprintf("compute: fill of kind %d", f.kind))
	}
}

// uniforms is the number of uniforms made at a time, few enough to stay in the
// innermost cache.
const uniforms = 1024

// normal fills dst from position pos on. The words 2m and 2m+1 of the stream
// make the normals of the positions 2m and 2m+1.
func (f *fillRun) normal(dst []float32, pos uint64) {
	var w [uniforms]uint32
	for i := 0; i < len(dst); {
		at := (pos + uint64(i)) &^ 1
		skip := int((pos + uint64(i)) & 1)
		n := min(uniforms, (len(dst)-i+skip+1)&^1)
		philox.Words(w[:n], f.seed, f.stream, at)
		for k := skip; k < n && i < len(dst); k++ {
			r := math.Sqrt(-2 * math.Log((float64(w[k&^1])+0.5)/(1<<32)))
			sin, cos := math.Sincos(2 * math.Pi / (1 << 32) * float64(w[k|1]))
			z := r * cos
			if k&1 == 1 {
				z = r * sin
			}
			dst[i] = float32(z)*f.std + f.mean
			i++
		}
	}
}
