package compute

import (
	"fmt"
	"math"
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/loss"
	"github.com/udl-go/lab/compute/internal/kernels/vector"
)

// CrossEntropy returns Σ_i log Σ_j exp(z_ij) − z_i,label(i), the cross-entropy of
// the softmax of each row of logits with its label; d, unless it is nil, becomes
// the gradient softmax(z) − onehot(label). It is right for logits of any finite
// size and for −Inf, whose probability is 0. d has the shape of logits and may be
// logits.
//
// The sums are in float64 over the rows in order: the bits do not depend on the
// machine or the number of workers. CrossEntropy panics with an [*Error] that
// names the row of a label outside the columns, and allocates nothing.
func CrossEntropy(p *Pool, d, logits *Tensor, labels []int) float64 {
	n, k := logits.Rows(), logits.Cols()
	if len(labels) != n {
		fail("CrossEntropy", fmt.Sprintf("%d labels for %d rows", len(labels), n), logits.Shape, []int{len(labels)})
	}
	for i, l := range labels {
		if l < 0 || l >= k {
			fail("CrossEntropy", fmt.Sprintf("label %d of row %d is outside the %d columns", l, i, k), logits.Shape)
		}
	}
	r := entropyRuns.Get().(*entropyRun)
	r.d, r.z, r.labels, r.cols = like("CrossEntropy", logits, d), logits.Data, labels, k
	r.terms.reset(n)
	r.scratch = r.scratch[:0]
	if d == nil {
		r.scratch.reset(n * k)
	}
	p.run(n, max(1, lightGrain/4/max(1, k+32)), r)
	s := r.terms.sum()
	r.d, r.z, r.labels = nil, nil, nil
	entropyRuns.Put(r)
	return s
}

// entropyRun is a cross-entropy as a loop over rows.
type entropyRun struct {
	d, z    []float32
	scratch numbers // instead of d
	labels  []int
	cols    int
	terms   terms
}

var entropyRuns = sync.Pool{New: func() any { return new(entropyRun) }}

// run makes a range of the rows.
func (r *entropyRun) run(lo, hi int) {
	to := r.d
	if to == nil {
		to = r.scratch
	}
	for i := lo; i < hi; i++ {
		z, d := r.z[i*r.cols:][:r.cols], to[i*r.cols:][:r.cols]
		at := z[r.labels[i]] // before d, which may be z
		m, sum := loss.Exp(d, z)
		r.terms[i] = float64(m) - float64(at) + math.Log(sum)
		if r.d != nil {
			vector.Scale(float32(1/sum), d)
			d[r.labels[i]]--
		}
	}
}
