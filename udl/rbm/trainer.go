package rbm

import "github.com/udl-go/lab/compute"

// trainer owns the buffers of a training run and makes its updates. The rows of
// visible and hidden hold the fantasy particles first and the data after them:
// where both are at hand, one matrix product serves both, and the gradient,
// being a difference of two products with the same shape, is one product too.
type trainer struct {
	m    *Bernoulli
	pool *compute.Pool
	rng  *compute.RNG

	visible *compute.Tensor // (chains+rows)×d
	hidden  *compute.Tensor // (chains+rows)×n, P(h|v) of the rows of visible
	chains  *compute.Tensor // chains×n, hidden states from which the next fantasies come

	// Views of the above for the current number of rows.
	rows                   int
	both, bothHidden       *compute.Tensor
	data, dataHidden       *compute.Tensor
	fantasy, fantasyHidden *compute.Tensor
	state                  *compute.Tensor

	weights, visibleBias, hiddenBias velocity
	sums                             []float64
}

func newTrainer(m *Bernoulli, pool *compute.Pool) *trainer {
	t := &trainer{m: m, pool: pool, rng: m.stream(streamChains)}
	t.weights = newVelocity(m.Weights, m.config.Momentum)
	t.visibleBias = newVelocity(m.VisibleBias, m.config.Momentum)
	t.hiddenBias = newVelocity(m.HiddenBias, m.config.Momentum)
	t.sums = make([]float64, 2*max(m.NVisible(), m.config.NComponents))
	if m.config.Persistent {
		t.chains = compute.New(m.config.NChains, m.config.NComponents)
		t.startChains()
	}
	return t
}

// follows reports whether the parameters of m are those that t trains; they are
// exported and may have been replaced since.
func (t *trainer) follows(m *Bernoulli) bool {
	return t.weights.param == m.Weights && t.visibleBias.param == m.VisibleBias && t.hiddenBias.param == m.HiddenBias
}

// startChains draws hidden states for fantasies of independent visible units
// that have the rates of the visible bias.
func (t *trainer) startChains() {
	v := compute.New(t.chains.Rows(), t.m.NVisible())
	compute.SampleLogits(t.pool, t.rng, v, t.m.VisibleBias, v)
	t.m.sampleHidden(t.pool, t.rng, v, t.chains)
}

// batch sets the views up for the given number of rows.
func (t *trainer) batch(rows int) {
	if rows == t.rows {
		return
	}
	particles := rows // CD starts one chain at each row of data
	if t.m.config.Persistent {
		particles = t.m.config.NChains
	} else if t.chains == nil || t.chains.Rows() < rows {
		t.chains = compute.New(rows, t.m.config.NComponents)
	}
	if n := particles + rows; t.visible == nil || t.visible.Rows() < n {
		t.visible = compute.New(n, t.m.NVisible())
		t.hidden = compute.New(n, t.m.config.NComponents)
	}
	t.rows = rows
	t.both, t.bothHidden = t.visible.Slice(0, particles+rows), t.hidden.Slice(0, particles+rows)
	t.fantasy, t.fantasyHidden = t.visible.Slice(0, particles), t.hidden.Slice(0, particles)
	t.data, t.dataHidden = t.visible.Slice(particles, particles+rows), t.hidden.Slice(particles, particles+rows)
	t.state = t.chains.Slice(0, particles)
}

// load gathers the rows of x with the given indices as the next batch.
func (t *trainer) load(x *compute.Tensor, index []int) {
	t.batch(len(index))
	for i, row := range index {
		copy(t.data.Row(i), x.Row(row))
	}
}

// update moves the parameters one step along the estimated gradient of the mean
// log-likelihood of the loaded batch.
func (t *trainer) update(rate float64) {
	t.phases()
	t.step(rate)
}

// phases fills the statistics of both phases: data and fantasy, and their
// P(h|v) in dataHidden and fantasyHidden.
func (t *trainer) phases() {
	m, k := t.m, t.m.config.NGibbs
	if !m.config.Persistent {
		compute.GemmSample(t.pool, t.rng, compute.NoTrans, compute.NoTrans, t.data, m.Weights, m.HiddenBias, t.dataHidden, t.state)
	}
	for range k - 1 {
		m.sampleVisible(t.pool, t.rng, t.state, t.fantasy)
		m.sampleHidden(t.pool, t.rng, t.fantasy, t.state)
	}
	m.sampleVisible(t.pool, t.rng, t.state, t.fantasy)
	if !m.config.Persistent {
		m.hiddenMeans(t.pool, t.fantasy, t.fantasyHidden)
		return
	}
	m.hiddenMeans(t.pool, t.both, t.bothHidden)
	t.rng.Bernoulli(t.pool, t.state.Data, t.fantasyHidden.Data)
}

// step adds rate times the gradient
//
//	⟨v hᵀ⟩_data - ⟨v hᵀ⟩_fantasy - WeightDecay·W
//
// to the weights, and likewise to the biases. It spoils fantasyHidden.
func (t *trainer) step(rate float64) {
	m := t.m
	perRow := rate / float64(t.rows)
	// Fantasies count with a negative sign, and as many as there are rows.
	share := -float64(t.rows) / float64(t.fantasy.Rows())
	compute.Scale(float32(share), t.fantasyHidden.Data)

	w := t.weights.begin()
	if m.config.WeightDecay > 0 {
		compute.Axpy(-float32(rate*m.config.WeightDecay), m.Weights.Data, w.Data)
	}
	compute.Gemm(t.pool, compute.Trans, compute.NoTrans, float32(perRow), t.both, t.bothHidden, 1, w)
	t.weights.end()
	t.bias(&t.visibleBias, t.data, t.fantasy, perRow, share)
	t.bias(&t.hiddenBias, t.dataHidden, t.fantasyHidden, perRow, 1)
}

func (t *trainer) bias(b *velocity, data, fantasy *compute.Tensor, perRow, share float64) {
	n := data.Cols()
	positive, negative := t.sums[:n], t.sums[n:2*n]
	compute.ColSums(t.pool, data, positive)
	compute.ColSums(t.pool, fantasy, negative)
	dst := b.begin()
	for i := range dst.Data {
		dst.Data[i] += float32(perRow * (positive[i] + share*negative[i]))
	}
	b.end()
}

// velocity is a parameter with the momentum of its updates. Without momentum
// the updates go straight into the parameter.
type velocity struct {
	param    *compute.Tensor
	last     *compute.Tensor // the last update; nil without momentum
	momentum float32
}

func newVelocity(param *compute.Tensor, momentum float64) velocity {
	v := velocity{param: param, momentum: float32(momentum)}
	if momentum > 0 {
		v.last = compute.New(param.Shape...)
	}
	return v
}

// begin returns the tensor to which the update is to be added.
func (v *velocity) begin() *compute.Tensor {
	if v.last == nil {
		return v.param
	}
	compute.Scale(v.momentum, v.last.Data)
	return v.last
}

// end makes the update part of the parameter.
func (v *velocity) end() {
	if v.last != nil {
		compute.Axpy(1, v.last.Data, v.param.Data)
	}
}
