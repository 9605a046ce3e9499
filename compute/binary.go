package compute

import (
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/logistic"
	"github.com/udl-go/lab/compute/internal/kernels/philox"
)

// SigmoidBias sets x_ij to σ(x_ij + bias_j), where σ(x) = 1/(1+exp(−x)). bias
// has one element per column of x, or is nil. The error of σ is at most 2.5
// units in the last place, and the bits are the same on all machines.
func SigmoidBias(p *Pool, x, bias *Tensor) {
	runBinary(p, binaryRun{op: "SigmoidBias", x: x, bias: bias})
}

// SigmoidBiasSample sets x_ij to σ(x_ij + bias_j) and s_ij to 1 with that
// probability, else to 0, in one pass. s has the shape of x and is another
// tensor. It takes one word of r's stream per element: the samples are those of
// SigmoidBias and [RNG.Bernoulli].
func SigmoidBiasSample(p *Pool, r *RNG, x, bias, s *Tensor) {
	mustSameShape("SigmoidBiasSample", x, s)
	if overlap(x.Data, s.Data) {
		fail("SigmoidBiasSample", "s overlaps x", x.Shape, s.Shape)
	}
	runBinary(p, binaryRun{op: "SigmoidBiasSample", x: x, bias: bias, s: s, keep: true, rng: r})
}

// SampleLogits sets s_ij to 1 with probability σ(x_ij + bias_j), else to 0. s has
// the shape of x and may be x, which is otherwise left alone. The samples are
// those of [SigmoidBiasSample].
func SampleLogits(p *Pool, r *RNG, x, bias, s *Tensor) {
	mustSameShape("SampleLogits", x, s)
	runBinary(p, binaryRun{op: "SampleLogits", x: x, bias: bias, s: s, rng: r})
}

// SoftplusRowSums sets dst_i to Σ_j log(1+exp(x_ij + bias_j)), the sum in
// float64. bias may be nil; dst has one element per row of x.
func SoftplusRowSums(p *Pool, x, bias *Tensor, dst []float64) {
	if len(dst) != x.Rows() {
		fail("SoftplusRowSums", "dst does not have one element per row", x.Shape, []int{len(dst)})
	}
	runBinary(p, binaryRun{op: "SoftplusRowSums", x: x, bias: bias, sums: dst})
}

// binaryRun is one of these passes as a loop over rows.
type binaryRun struct {
	op         string
	x, bias, s *Tensor
	keep       bool // the probabilities, in x
	sums       []float64
	rng        *RNG
	cols       int
}

var binaryRuns = sync.Pool{New: func() any { return new(binaryRun) }}

// runBinary checks the bias and runs a pass.
func runBinary(p *Pool, b binaryRun) {
	b.cols = b.x.Cols()
	if b.bias != nil && len(b.bias.Data) != b.cols {
		fail(b.op, "bias does not have one element per column", b.x.Shape, b.bias.Shape)
	}
	r := binaryRuns.Get().(*binaryRun)
	*r = b
	p.run(b.x.Rows(), max(1, fillGrain/max(1, b.cols)), r)
	*r = binaryRun{}
	binaryRuns.Put(r)
	if b.rng != nil {
		b.rng.pos += uint64(len(b.x.Data))
	}
}

// run passes over a range of rows.
func (b *binaryRun) run(lo, hi int) {
	var bias []float32
	if b.bias != nil {
		bias = b.bias.Data
	}
	if b.rng != nil {
		b.sample(lo, hi, bias)
		return
	}
	for i := lo; i < hi; i++ {
		x := b.x.Data[i*b.cols:][:b.cols]
		if b.sums != nil {
			b.sums[i] = logistic.SoftplusSum(x, bias)
		} else {
			logistic.Sigmoid(x, bias)
		}
	}
}

// sample passes over a range of rows with random numbers, a piece of a row at a
// time.
func (b *binaryRun) sample(lo, hi int, bias []float32) {
	var u [uniforms]float32
	for i := lo; i < hi; i++ {
		for j := 0; j < b.cols; j += uniforms {
			n := min(uniforms, b.cols-j)
			at := i*b.cols + j
			philox.Uniform(u[:n], b.rng.seed, b.rng.stream, b.rng.pos+uint64(at))
			x, s := b.x.Data[at:][:n], b.s.Data[at:][:n]
			c := bias
			if c != nil {
				c = bias[j : j+n]
			}
			if b.keep {
				logistic.SigmoidSample(x, c, u[:n], s)
			} else {
				logistic.SampleLogits(x, c, u[:n], s)
			}
		}
	}
}
