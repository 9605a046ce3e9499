package compute

import (
	"github.com/udl-go/lab/compute/internal/kernels/logistic"
	"github.com/udl-go/lab/compute/internal/kernels/philox"
)

// GemmSample sets x to σ(op(A)·op(B) + bias) and s to 1 with that probability,
// else to 0: a layer of binary units in one pass, element by element while a
// block of the product is in the cache. x may be nil when the probabilities are
// not of interest. s, and x unless nil, are m×n as C of [Gemm], and neither
// overlaps the other, A or B; bias has n elements or is nil.
//
// It takes one word of r's stream per element. The bits are those of Gemm and
// [SigmoidBiasSample], or with x nil of Gemm and [SampleLogits].
func GemmSample(p *Pool, r *RNG, ta, tb Transpose, a, b, bias, x, s *Tensor) {
	const op = "GemmSample"
	run := gemmRuns.Get().(*gemmRun)
	run.job = newJob(op, ta, tb, 1, a, b, 0, s)
	run.s = s.Data
	if x != nil {
		run.job = newJob(op, ta, tb, 1, a, b, 0, x)
		if overlap(x.Data, s.Data) {
			fail(op, "s overlaps x", x.Shape, s.Shape)
		}
	}
	run.bias = biasOf(op, s, bias)
	run.rng, run.keep = r, x != nil
	run.job.Finisher = run
	run.split(p)
	run.free()
	r.pos += uint64(len(s.Data))
}

// sample turns a block of C, which holds logits or is s itself, into samples, a
// piece of a row at a time.
func (r *gemmRun) sample(i0, i1, j0, j1 int) {
	var u [uniforms]float32
	for i := i0; i < i1; i++ {
		for j := j0; j < j1; j += uniforms {
			n := min(uniforms, j1-j)
			at := i*r.job.N + j
			philox.Uniform(u[:n], r.rng.seed, r.rng.stream, r.rng.pos+uint64(at))
			x, s, bias := r.job.C.Data[at:][:n], r.s[at:][:n], part32(r.bias, j, j+n)
			if r.keep {
				logistic.SigmoidSample(x, bias, u[:n], s)
			} else {
				logistic.SampleLogits(x, bias, u[:n], s)
			}
		}
	}
}
