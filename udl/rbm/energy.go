package rbm

import (
	"fmt"
	"math"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// Energy returns E(v,h) = -a·v - b·h - vᵀWh in nats for one state of the
// visible units (d values) and one of the hidden units (n values).
func (m *Bernoulli) Energy(v, h []float32) (float64, error) {
	if err := m.ready("Energy"); err != nil {
		return 0, err
	}
	if len(v) != m.NVisible() || len(h) != m.config.NComponents {
		return 0, fmt.Errorf("rbm: Energy: v has %d and h %d values, but the model has %d visible and %d hidden units: %w",
			len(v), len(h), m.NVisible(), m.config.NComponents, udl.ErrShape)
	}
	e := -compute.Dot(m.VisibleBias.Data, v) - compute.Dot(m.HiddenBias.Data, h)
	for i, vi := range v {
		if vi != 0 {
			e -= float64(vi) * compute.Dot(m.Weights.Row(i), h)
		}
	}
	return e, nil
}

// FreeEnergy returns F(v) = -a·v - Σ_j log(1+exp(b_j + (vᵀW)_j)) in nats for
// every row v of x; p(v) = exp(-F(v))/Z, so a row with a lower free energy is
// more probable.
func (m *Bernoulli) FreeEnergy(x *compute.Tensor) ([]float64, error) {
	if err := m.check("FreeEnergy", x); err != nil {
		return nil, err
	}
	f := make([]float64, x.Rows())
	m.freeEnergy(compute.NewPool(m.config.Workers), x, f)
	return f, nil
}

// blockRows bounds the work space of passes over whole data sets.
const blockRows = 1000

func (m *Bernoulli) freeEnergy(pool *compute.Pool, x *compute.Tensor, dst []float64) {
	logits := compute.New(min(blockRows, x.Rows()), m.config.NComponents)
	linear := make([]float64, logits.Rows())
	for from := 0; from < x.Rows(); from += blockRows {
		to := min(from+blockRows, x.Rows())
		v, l := x.Slice(from, to), logits.Slice(0, to-from)
		compute.Gemm(pool, compute.NoTrans, compute.NoTrans, 1, v, m.Weights, 0, l)
		compute.SoftplusRowSums(pool, l, m.HiddenBias, dst[from:to])
		compute.RowDots(pool, v, m.VisibleBias.Data, linear[:to-from])
		for i := range linear[:to-from] {
			dst[from+i] = -dst[from+i] - linear[i]
		}
	}
}

// PseudoLikelihood returns an estimate of Σ_i log p(v_i | all other v), averaged
// over the rows of x, in nats: one unit of each row is flipped, chosen at random
// by the model's seed, and d·log σ(F(flipped) - F(v)) is averaged. It needs no
// partition function, costs two free energies, and is the usual thing to watch
// while training; the likelihood itself comes from LogLikelihood. Rows should be
// zeros and ones: of grey levels it is a number to watch, not a probability.
//
// Besag, Statistical analysis of non-lattice data, The Statistician 24 (1975).
func (m *Bernoulli) PseudoLikelihood(x *compute.Tensor) (float64, error) {
	if err := m.check("PseudoLikelihood", x); err != nil {
		return 0, err
	}
	return m.pseudoLikelihood(compute.NewPool(m.config.Workers), x), nil
}

func (m *Bernoulli) pseudoLikelihood(pool *compute.Pool, x *compute.Tensor) float64 {
	r := m.stream(streamFlips)
	flipped := x.Clone()
	for i := range x.Rows() {
		row := flipped.Row(i)
		j := r.Intn(len(row))
		row[j] = 1 - row[j]
	}
	f, g := make([]float64, x.Rows()), make([]float64, x.Rows())
	m.freeEnergy(pool, x, f)
	m.freeEnergy(pool, flipped, g)
	sum := 0.0
	for i := range f {
		sum -= softplus(f[i] - g[i])
	}
	return float64(x.Cols()) * sum / float64(x.Rows())
}

// softplus is log(1+exp(x)) without overflow.
func softplus(x float64) float64 {
	return math.Max(x, 0) + math.Log1p(math.Exp(-math.Abs(x)))
}
