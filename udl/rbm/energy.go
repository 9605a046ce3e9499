package rbm

import (
	"context"
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
// more probable. When ctx ends it returns its error.
func (m *Bernoulli) FreeEnergy(ctx context.Context, x *compute.Tensor) ([]float64, error) {
	return m.freeEnergy(ctx, "FreeEnergy", compute.NewPool(m.config.Workers), x)
}

// freeEnergy is FreeEnergy on behalf of the method op.
func (m *Bernoulli) freeEnergy(ctx context.Context, op string, pool *compute.Pool, x *compute.Tensor) ([]float64, error) {
	if err := m.check(op, x); err != nil {
		return nil, err
	}
	f := make([]float64, x.Rows())
	logits := compute.New(min(blockRows, x.Rows()), m.config.NComponents)
	linear := make([]float64, logits.Rows())
	err := inBlocks(ctx, op, x.Rows(), func(from, to int) {
		v, l, part := x.Slice(from, to), logits.Slice(0, to-from), f[from:to]
		compute.Gemm(pool, compute.NoTrans, compute.NoTrans, 1, v, m.Weights, 0, l)
		compute.SoftplusRowSums(pool, l, m.HiddenBias, part)
		compute.RowDots(pool, v, m.VisibleBias.Data, linear[:len(part)])
		for i := range part {
			part[i] = -part[i] - linear[i]
		}
	})
	if err != nil {
		return nil, err
	}
	return f, nil
}

// PseudoLikelihood returns an estimate of Σ_i log p(v_i | all other v), averaged
// over the rows of x, in nats: one unit of each row is flipped, chosen at random
// by the model's seed, and d·log σ(F(flipped) - F(v)) is averaged. It needs no
// partition function, costs two free energies, and is the usual thing to watch
// while training; the likelihood itself comes from LogLikelihood. Rows should be
// zeros and ones: of grey levels it is a number to watch, not a probability. When
// ctx ends it returns its error.
//
// Besag, Statistical analysis of non-lattice data, The Statistician 24 (1975).
func (m *Bernoulli) PseudoLikelihood(ctx context.Context, x *compute.Tensor) (float64, error) {
	if err := m.check("PseudoLikelihood", x); err != nil {
		return 0, err
	}
	return m.pseudoLikelihood(ctx, compute.NewPool(m.config.Workers), x)
}

func (m *Bernoulli) pseudoLikelihood(ctx context.Context, pool *compute.Pool, x *compute.Tensor) (float64, error) {
	r := m.stream(streamFlips)
	flipped := x.Clone()
	for i := range x.Rows() {
		row := flipped.Row(i)
		j := r.Intn(len(row))
		row[j] = 1 - row[j]
	}
	f, err := m.freeEnergy(ctx, "PseudoLikelihood", pool, x)
	if err != nil {
		return 0, err
	}
	g, err := m.freeEnergy(ctx, "PseudoLikelihood", pool, flipped)
	if err != nil {
		return 0, err
	}
	sum := 0.0
	for i := range f {
		sum -= softplus(f[i] - g[i])
	}
	return float64(x.Cols()) * sum / float64(x.Rows()), nil
}

// softplus is log(1+exp(x)) without overflow.
func softplus(x float64) float64 {
	return math.Max(x, 0) + math.Log1p(math.Exp(-math.Abs(x)))
}
