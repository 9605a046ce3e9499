package rbm

import (
	"cmp"
	"context"
	"fmt"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// AISConfig says how finely to anneal.
// The zero value of a field selects the default given in its comment.
type AISConfig struct {
	NChains       int    // independent chains; default 100
	NTemperatures int    // intermediate distributions; default 14,500
	Seed          uint64 // of the chains; zero is a seed like any other
}

func (c AISConfig) withDefaults() AISConfig {
	c.NChains = cmp.Or(c.NChains, 100)
	c.NTemperatures = cmp.Or(c.NTemperatures, 14500)
	return c
}

func (c AISConfig) validate() error {
	if c.NChains < 2 {
		return fmt.Errorf("rbm: NChains is %d, want at least 2 for a standard error: %w", c.NChains, udl.ErrRange)
	}
	if c.NTemperatures < 1 {
		return fmt.Errorf("rbm: NTemperatures is %d, want at least 1: %w", c.NTemperatures, udl.ErrRange)
	}
	return nil
}

// temperatures returns β_0 = 0 < … < β_K = 1. Most steps are near 1, where the
// distributions change fastest: 500 of 14,500 lead to 0.5, 4,000 more to 0.9
// and 10,000 to 1, in these proportions for any K (Salakhutdinov and Murray).
func (c AISConfig) temperatures() []float64 {
	knots := []struct{ share, beta float64 }{{0, 0}, {500.0 / 14500, .5}, {4500.0 / 14500, .9}, {1, 1}}
	betas := make([]float64, c.NTemperatures+1)
	segment := 1
	for k := range betas {
		t := float64(k) / float64(c.NTemperatures)
		for segment < len(knots)-1 && t > knots[segment].share {
			segment++
		}
		from, to := knots[segment-1], knots[segment]
		betas[k] = from.beta + (to.beta-from.beta)*(t-from.share)/(to.share-from.share)
	}
	betas[len(betas)-1] = 1
	return betas
}

// annealer moves chains through the distributions
//
//	p_β(v) ∝ exp(((1-β)a₀ + βa)·v) Π_j (1 + exp(β(b_j + (vᵀW)_j)))
//
// from independent units with bias a₀ at β = 0, whose partition function is
// 2ⁿ Π_i (1+exp(a₀_i)), to the model at β = 1.
type annealer struct {
	m    *Bernoulli
	pool *compute.Pool
	rng  *compute.RNG

	v      *compute.Tensor // chains×d, the states
	h      *compute.Tensor // chains×n
	logits *compute.Tensor // chains×n, vᵀW + b of the current states
	scaled *compute.Tensor // chains×n, β times logits
	mixed  *compute.Tensor // d, (1-β)a₀ + βa
	base   []float32       // d, a₀
	delta  []float32       // d, a - a₀

	sums, linear []float64 // per chain: Σ softplus(β·logits) and (a-a₀)·v
}

func newAnnealer(m *Bernoulli, chains int, seed uint64) *annealer {
	d, n := m.NVisible(), m.config.NComponents
	a := &annealer{
		m:      m,
		pool:   compute.NewPool(m.config.Workers),
		rng:    compute.NewRNG(seed).Stream(streamAIS),
		v:      compute.New(chains, d),
		h:      compute.New(chains, n),
		logits: compute.New(chains, n),
		scaled: compute.New(chains, n),
		mixed:  compute.New(d),
		base:   m.base(),
		delta:  make([]float32, d),
		sums:   make([]float64, chains),
		linear: make([]float64, chains),
	}
	for i, v := range m.VisibleBias.Data {
		a.delta[i] = v - a.base[i]
	}
	return a
}

// logBasePartition is log Z at β = 0.
func (a *annealer) logBasePartition() float64 {
	z := float64(a.m.config.NComponents) * softplus(0)
	for _, b := range a.base {
		z += softplus(float64(b))
	}
	return z
}

func (a *annealer) setMixed(beta float64) {
	for i, b := range a.base {
		a.mixed.Data[i] = b + float32(beta)*a.delta[i]
	}
}

// start draws the states from the distribution at β = 0.
func (a *annealer) start() {
	a.setMixed(0)
	clear(a.v.Data)
	compute.SampleLogits(a.pool, a.rng, a.v, a.mixed, a.v)
}

// look computes what the weights need of the current states.
func (a *annealer) look() {
	compute.Gemm(a.pool, compute.NoTrans, compute.NoTrans, 1, a.v, a.m.Weights, 0, a.logits)
	a.pool.For(a.logits.Rows(), 16, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			compute.Axpy(1, a.m.HiddenBias.Data, a.logits.Row(i))
		}
	})
	compute.RowDots(a.pool, a.v, a.delta, a.linear)
}

// addLog adds sign·log p*_β(v) to each chain's entry of dst. The part a₀·v,
// which does not depend on β, is left out: it cancels in every ratio.
func (a *annealer) addLog(sign, beta float64, dst []float64) {
	a.scale(beta)
	compute.SoftplusRowSums(a.pool, a.scaled, nil, a.sums)
	for i := range dst {
		dst[i] += sign * (beta*a.linear[i] + a.sums[i])
	}
}

func (a *annealer) scale(beta float64) {
	copy(a.scaled.Data, a.logits.Data)
	compute.Scale(float32(beta), a.scaled.Data)
}

// step moves every chain by one Gibbs step that leaves p_β unchanged, from the
// logits that look has computed.
func (a *annealer) step(beta float64) {
	a.scale(beta)
	compute.SampleLogits(a.pool, a.rng, a.scaled, nil, a.h)
	a.setMixed(beta)
	compute.Gemm(a.pool, compute.NoTrans, compute.Trans, float32(beta), a.h, a.m.Weights, 0, a.v)
	compute.SampleLogits(a.pool, a.rng, a.v, a.mixed, a.v)
}

// forward anneals from β = 0 to 1 and returns each chain's log weight, an
// unbiased estimate of Z_1/Z_0 in the exponential.
func (a *annealer) forward(ctx context.Context, betas []float64) ([]float64, error) {
	logw := make([]float64, a.v.Rows())
	report := newReporter(ctx, "rbm.AIS", "temperature", len(betas)-1)
	defer report.end()
	a.start()
	for k := 1; k < len(betas); k++ {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("rbm: AIS: %w", err)
		}
		a.look()
		a.addLog(-1, betas[k-1], logw)
		a.addLog(+1, betas[k], logw)
		if k < len(betas)-1 {
			a.step(betas[k])
		}
		report.step()
	}
	return logw, nil
}

// backward anneals the states that v holds from β = 1 to 0 and returns each
// chain's log weight, an unbiased estimate of Z_0/Z_1 in the exponential when
// the states are exact samples of the model.
func (a *annealer) backward(ctx context.Context, betas []float64) ([]float64, error) {
	logw := make([]float64, a.v.Rows())
	report := newReporter(ctx, "rbm.ReverseAIS", "temperature", len(betas)-1)
	defer report.end()
	a.look()
	for k := len(betas) - 1; k > 0; k-- {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("rbm: ReverseAIS: %w", err)
		}
		a.step(betas[k])
		a.look()
		a.addLog(-1, betas[k], logw)
		a.addLog(+1, betas[k-1], logw)
		report.step()
	}
	return logw, nil
}
