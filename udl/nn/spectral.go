package nn

import (
	"fmt"
	"math"

	"github.com/udl-go/lab/compute"
)

// spectralNorm divides the weight of a dense layer by its largest singular value.
type spectralNorm struct {
	dense      *Dense
	u, v       *Param // singular vectors, of the outputs and the inputs
	iterations int
}

// NewSpectralNorm returns the layer f(x·W/σ + b) of a dense layer with its own
// weight, where σ is the estimate vᵀ·W·u of W's largest singular value. In
// training each Forward first improves u and v by the given number of power
// iterations; 1 is usual. Gradients pass through σ, not through u and v.
// Parameters as torch's: "weight_orig", "bias" and the buffers "weight_u" and
// "weight_v".
//
// Miyato et al., Spectral normalization for generative adversarial networks
// (2018).
func NewSpectralNorm(r *compute.RNG, d *Dense, iterations int) Layer {
	const op = "NewSpectralNorm"
	if d == nil || d.tied != nil {
		panic(&Error{Op: op, Msg: "the layer is nil or tied: wrap the one that owns the weight"})
	}
	if iterations < 1 || r == nil {
		panic(&Error{Op: op, Msg: fmt.Sprintf("%d iterations, or there is no random number generator", iterations)})
	}
	s := &spectralNorm{dense: d, iterations: iterations}
	s.u = &Param{Name: "weight_u", Value: compute.New(d.Weight.Value.Cols()), Buffer: true}
	s.v = &Param{Name: "weight_v", Value: compute.New(d.Weight.Value.Rows()), Buffer: true}
	for _, p := range []*Param{s.u, s.v} {
		r.Normal(nil, p.Value.Data, 0, 1)
		normalizeVector(p.Value.Data)
	}
	d.Weight.Name += "_orig"
	for range 15 { // a start that evaluation can use
		s.iterate()
	}
	return s
}

func (s *spectralNorm) Params() []*Param {
	params := []*Param{}
	if s.dense.Bias != nil {
		params = append(params, s.dense.Bias)
	}
	return append(params, s.dense.Weight, s.u, s.v)
}

// Forward makes σ on the tape from constant u and v, so that its gradient for W
// is v·uᵀ.
func (s *spectralNorm) Forward(x *Var) *Var {
	t := x.live("SpectralNorm")
	if t.Training {
		for range s.iterations {
			s.iterate()
		}
	}
	w := t.Param(s.dense.Weight)
	u, v := t.copied(s.u.Value), t.copied(s.v.Value)
	sigma := v.Reshape(1, w.rows()).MatMul(w).MatMul(u.Reshape(w.cols(), 1))
	return s.dense.apply(x, w.Div(sigma))
}

// copied returns a constant with a copy of x, which may change.
func (t *Tape) copied(x *compute.Tensor) *Var {
	v := t.alloc(x.Shape)
	copy(v.val.Data, x.Data)
	return v
}

// iterate is a power iteration, v ← W·u and u ← Wᵀ·v, both normalized.
func (s *spectralNorm) iterate() {
	w, u, v := s.dense.Weight.Value, s.u.Value.Data, s.v.Value.Data
	for i := range v {
		v[i] = float32(compute.Dot(w.Row(i), u))
	}
	normalizeVector(v)
	clear(u)
	for i, c := range v {
		compute.Axpy(c, w.Row(i), u)
	}
	normalizeVector(u)
}

// normalizeVector divides x by its length, or by a tiny number if it has none.
func normalizeVector(x []float32) {
	length := math.Sqrt(compute.Dot(x, x))
	compute.Scale(float32(1/max(length, 1e-12)), x)
}
