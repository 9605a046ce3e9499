package compute

import "github.com/udl-go/lab/compute/internal/kernels/function"

// GemmBias sets C to f(alpha·op(A)·op(B) + beta·C + bias): a dense layer in one
// pass, where f is applied while a block of C is in the cache. bias has one
// element per column of C, or is nil.
//
// Everything else is as in [Gemm]; the bits are those of Gemm, the addition of
// the bias and [Map].
func GemmBias(p *Pool, ta, tb Transpose, alpha float32, a, b *Tensor, beta float32, c, bias *Tensor, f Function) {
	const op = "GemmBias"
	mustKnow(op, f)
	r := gemmRuns.Get().(*gemmRun)
	r.job = newJob(op, ta, tb, alpha, a, b, beta, c)
	r.bias = biasOf(op, c, bias)
	if r.bias != nil || f != Identity {
		r.f = function.ID(f)
		r.job.Finisher = r
	}
	r.split(p)
	r.free()
}

// biasOf returns the numbers of a bias, which must have one per column of c and
// not overlap it.
func biasOf(op string, c, bias *Tensor) []float32 {
	if bias == nil {
		return nil
	}
	if len(bias.Data) != c.Cols() {
		fail(op, "bias does not have one element per column", c.Shape, bias.Shape)
	}
	if overlap(bias.Data, c.Data) {
		fail(op, "C overlaps the bias", c.Shape, bias.Shape)
	}
	return bias.Data
}

// Finish adds the bias to a block of C and applies the function, or samples.
func (r *gemmRun) Finish(i0, i1, j0, j1 int) {
	if r.rng != nil {
		r.sample(i0, i1, j0, j1)
		return
	}
	bias := part32(r.bias, j0, min(j1, len(r.bias)))
	for i := i0; i < i1; i++ {
		x := r.job.C.Data[i*r.job.C.Stride+j0 : i*r.job.C.Stride+j1]
		function.ApplyBias(r.f, x, x, bias)
	}
}
