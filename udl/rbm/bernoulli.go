package rbm

import (
	"fmt"
	"math"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// Bernoulli is a restricted Boltzmann machine with binary units.
//
// The joint is p(v,h) ∝ exp(-E(v,h)) with E(v,h) = -a·v - b·h - vᵀWh; Fit
// follows the gradient of the log-likelihood, estimated by CD-k
// (Config.NGibbs) or, with Config.Persistent, by PCD-k.
//
// Shapes: data are rows×d, Weights is d×n with n = Config.NComponents,
// VisibleBias has d and HiddenBias n entries.
// Units: data in [0,1], where a grey level counts as a probability; energies
// and likelihoods in nats.
// Errors: methods that take data return udl.ErrShape, udl.ErrRange or
// udl.ErrNotFitted, training also udl.ErrDiverged or the context's error.
// Cost: one epoch is 2·rows·d·n·(2k+3) floating-point operations for CD-k.
// Deterministic for a Seed, whatever the number of Workers. A fitted model may
// be read by several goroutines at once, but not while it is trained. Parameters
// may be set by hand; until they fit each other, methods return udl.ErrShape.
//
// Hinton, Training products of experts by minimizing contrastive divergence,
// Neural Computation 14 (2002); Tieleman, ICML (2008) for persistent chains.
type Bernoulli struct {
	Weights     *compute.Tensor // W, d×n; nil before the first fit
	VisibleBias *compute.Tensor // a, d
	HiddenBias  *compute.Tensor // b, n

	config   Config
	baseRate []float32 // log-odds of the training data's means: the start of annealing
	trained  record
	run      *trainer // state that PartialFit carries on
}

// record says how a model came to be, for its card.
type record struct {
	Rows    int     // rows of the data of the last Fit; 0 without one
	Epochs  int     // finished epochs of it
	Batches int     // updates by PartialFit since then
	Score   float64 // pseudo-likelihood of the last epoch in nats
	Scored  bool    // Score is that of the model as it is
}

// New returns an untrained model with the hyper-parameters c, or an error that
// wraps udl.ErrRange and names the field that is out of its domain.
func New(c Config) (*Bernoulli, error) {
	c = c.withDefaults()
	if err := c.validate(); err != nil {
		return nil, err
	}
	return &Bernoulli{config: c}, nil
}

// Config returns the hyper-parameters with the defaults filled in.
func (m *Bernoulli) Config() Config { return m.config }

// NVisible returns the number of visible units, 0 before the first fit.
func (m *Bernoulli) NVisible() int {
	if m.Weights == nil {
		return 0
	}
	return m.Weights.Rows()
}

// Streams of the seed, one a purpose, so that no draw repeats another's.
const (
	streamWeights = iota
	streamShuffle
	streamChains
	streamFlips
	streamGibbs
	streamAIS
	streamStarts
)

func (m *Bernoulli) stream(id uint64) *compute.RNG {
	return compute.NewRNG(m.config.Seed).Stream(id)
}

// reset gives the model fresh parameters for data x: small Gaussian weights
// and a visible bias at the log-odds of each column's mean, where training need
// not spend its first epochs on learning which pixels are rarely on.
func (m *Bernoulli) reset(x *compute.Tensor, pool *compute.Pool) {
	m.config = m.config.withDefaults() // a model not made by New has none
	d, n := x.Cols(), m.config.NComponents
	m.Weights = compute.New(d, n)
	m.stream(streamWeights).Normal(pool, m.Weights.Data, 0, 0.01)
	m.HiddenBias = compute.New(n)
	m.VisibleBias = compute.New(d)
	sums := make([]float64, d)
	compute.ColSums(pool, x, sums)
	for i, s := range sums {
		// One pseudo-count on each side keeps the odds finite.
		m.VisibleBias.Data[i] = float32(math.Log((s + 1) / (float64(x.Rows()) - s + 1)))
	}
	m.baseRate = append([]float32(nil), m.VisibleBias.Data...)
	m.trained = record{}
	m.run = nil
}

// base returns the bias at which annealing and sampling start. Parameters that
// were set by hand bring none, and start at the visible bias.
func (m *Bernoulli) base() []float32 {
	if len(m.baseRate) == m.NVisible() {
		return m.baseRate
	}
	return m.VisibleBias.Data
}

// ready refuses a model without parameters, and parameters set by hand that do
// not fit each other.
func (m *Bernoulli) ready(op string) error {
	w, a, b, n := m.Weights, m.VisibleBias, m.HiddenBias, m.config.NComponents
	if w == nil {
		return fmt.Errorf("rbm: %s: call Fit or Load first: %w", op, udl.ErrNotFitted)
	}
	if w.Dims() != 2 || w.Cols() != n || a == nil || a.Len() != w.Rows() || b == nil || b.Len() != n {
		return fmt.Errorf("rbm: %s: Weights of shape %v do not go with the biases or with %d hidden units: %w",
			op, w.Shape, n, udl.ErrShape)
	}
	return nil
}

// check refuses data that the model cannot take.
func (m *Bernoulli) check(op string, x *compute.Tensor) error {
	if err := m.ready(op); err != nil {
		return err
	}
	if err := checkData(op, x); err != nil {
		return err
	}
	if x.Cols() != m.NVisible() {
		return fmt.Errorf("rbm: %s: data have shape %v, so %d features, but the model has %d visible units: %w",
			op, x.Shape, x.Cols(), m.NVisible(), udl.ErrShape)
	}
	return nil
}

func checkData(op string, x *compute.Tensor) error {
	if x == nil || x.Dims() < 2 || x.Len() == 0 {
		shape := []int(nil)
		if x != nil {
			shape = x.Shape
		}
		return fmt.Errorf("rbm: %s: data have shape %v, want at least one row and one column: %w", op, shape, udl.ErrShape)
	}
	for i, v := range x.Data {
		if !(v >= 0 && v <= 1) { // also true for NaN
			return fmt.Errorf("rbm: %s: row %d, column %d is %v, want a value in [0,1]; divide grey levels by their maximum: %w",
				op, i/x.Cols(), i%x.Cols(), v, udl.ErrRange)
		}
	}
	return nil
}
