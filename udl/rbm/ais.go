package rbm

import (
	"context"
	"fmt"
	"math"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// Estimate is a quantity in nats with its standard error.
type Estimate struct {
	Value      float64   // the estimate
	StdErr     float64   // its standard error, by the delta method from the spread of the chains
	LogWeights []float64 // log importance weight of each chain
}

// String gives the estimate with its standard error, as in "-89.12 ± 0.15 nats".
func (e Estimate) String() string { return fmt.Sprintf("%.2f ± %.2f nats", e.Value, e.StdErr) }

// AIS estimates log Z by annealed importance sampling: chains go from
// independent units, whose partition function is known, to the model through
// c.NTemperatures distributions, and the mean of their weights estimates the
// ratio of the partition functions without bias. StdErr is the relative
// standard error of Z, which is that of log Z in nats as long as it is small;
// above about 0.3 use more temperatures or more chains.
//
// The estimate of log Z lies below the truth on average, so the likelihoods
// that follow from it are a little too good; ReverseAIS errs to the other side.
// Cost: 4·chains·temperatures·d·n operations. Deterministic for c.Seed.
//
// Neal, Annealed importance sampling, Statistics and Computing 11 (2001);
// Salakhutdinov and Murray, ICML (2008).
func (m *Bernoulli) AIS(ctx context.Context, c AISConfig) (Estimate, error) {
	c = c.withDefaults()
	if err := m.ready("AIS"); err != nil {
		return Estimate{}, err
	}
	if err := c.validate(); err != nil {
		return Estimate{}, err
	}
	a := newAnnealer(m, c.NChains, c.Seed)
	logw, err := a.forward(ctx, c.temperatures())
	if err != nil {
		return Estimate{}, err
	}
	mean, stderr := logMean(logw)
	return Estimate{Value: a.logBasePartition() + mean, StdErr: stderr, LogWeights: logw}, nil
}

// ReverseAIS estimates log Z by annealing backwards, from the rows of x (taken
// in turn, drawn to 0 or 1 by their grey levels) to independent units. With
// exact samples of the model as rows the mean of the weights estimates 1/Z
// without bias, so the estimate of log Z lies above the truth on average: AIS
// and ReverseAIS bracket it, and a small gap shows that both can be trusted.
// Data that the model explains badly widen the gap.
//
// Burda, Grosse and Salakhutdinov, AISTATS (2015).
func (m *Bernoulli) ReverseAIS(ctx context.Context, x *compute.Tensor, c AISConfig) (Estimate, error) {
	c = c.withDefaults()
	if err := m.check("ReverseAIS", x); err != nil {
		return Estimate{}, err
	}
	if err := c.validate(); err != nil {
		return Estimate{}, err
	}
	a := newAnnealer(m, c.NChains, c.Seed)
	for i := range c.NChains {
		a.rng.Bernoulli(nil, a.v.Row(i), x.Row(i%x.Rows()))
	}
	logw, err := a.backward(ctx, c.temperatures())
	if err != nil {
		return Estimate{}, err
	}
	mean, stderr := logMean(logw)
	return Estimate{Value: a.logBasePartition() - mean, StdErr: stderr, LogWeights: logw}, nil
}

// LogLikelihood returns the mean of log p(v) over the rows v of x in nats, with
// the standard error that comes from the partition function. The partition
// function is exact up to MaxExactUnits units on the smaller side, and then the
// error is zero; above that it is the estimate of AIS with the settings c. Rows
// should be zeros and ones, as the model's samples are.
func (m *Bernoulli) LogLikelihood(ctx context.Context, x *compute.Tensor, c AISConfig) (Estimate, error) {
	f, err := m.freeEnergy(ctx, "LogLikelihood", compute.NewPool(m.config.Workers), x)
	if err != nil {
		return Estimate{}, err
	}
	mean := 0.0
	for _, v := range f {
		mean -= v / float64(len(f))
	}
	if math.IsNaN(mean) || math.IsInf(mean, 0) {
		return Estimate{}, fmt.Errorf("rbm: LogLikelihood: the free energy is %g; the weights are not finite: %w", -mean, udl.ErrDiverged)
	}
	if min(m.NVisible(), m.config.NComponents) <= MaxExactUnits {
		z, err := m.LogPartition(ctx)
		return Estimate{Value: mean - z}, err
	}
	z, err := m.AIS(ctx, c)
	if err != nil {
		return Estimate{}, err
	}
	return Estimate{Value: mean - z.Value, StdErr: z.StdErr, LogWeights: z.LogWeights}, nil
}

// logMean returns log of the mean of exp(x) and the relative standard error of
// that mean.
func logMean(x []float64) (logMean, relative float64) {
	n := float64(len(x))
	logMean = logSumExp(x...) - math.Log(n)
	variance := 0.0
	for _, v := range x {
		w := math.Exp(v-logMean) - 1
		variance += w * w / (n - 1)
	}
	return logMean, math.Sqrt(variance / n)
}
