package compute

import (
	"fmt"
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/rows"
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
	r.d, r.z, r.labels, r.cols = gradientOf("CrossEntropy", d, logits, nil, nil), logits.Data, labels, k
	r.terms.reset(n)
	p.run(n, max(1, lightGrain/4/max(1, k+32)), r)
	s := r.terms.sum()
	r.d, r.z, r.labels = nil, nil, nil
	entropyRuns.Put(r)
	return s
}

// entropyRun is a cross-entropy as a loop over rows.
type entropyRun struct {
	d, z   []float32 // d may be nil
	labels []int
	cols   int
	terms  terms
}

var entropyRuns = sync.Pool{New: func() any { return new(entropyRun) }}

// run makes a range of the rows.
func (r *entropyRun) run(lo, hi int) {
	for i := lo; i < hi; i++ {
		z, label := r.z[i*r.cols:][:r.cols], r.labels[i]
		at, m := float64(z[label]), rows.Max(z)
		if r.d == nil {
			r.terms[i] = float64(m) - at + rows.Log(rows.SumExp(z, m))
			continue
		}
		d := r.d[i*r.cols:][:r.cols]
		sum := rows.ExpSum(d, z, m)
		r.terms[i] = float64(m) - at + rows.Log(sum)
		vector.Scale(float32(1/sum), d)
		d[label]--
	}
}
