package rbm

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

// exact computes in float64, by visiting every state, what a small model knows.
type exact struct {
	d, n int
	w    func(i, j int) float64
	a, b func(i int) float64
}

func enumerate(m *Bernoulli) exact {
	return exact{
		d: m.NVisible(), n: m.config.NComponents,
		w: func(i, j int) float64 { return float64(m.Weights.At(i, j)) },
		a: func(i int) float64 { return float64(m.VisibleBias.Data[i]) },
		b: func(j int) float64 { return float64(m.HiddenBias.Data[j]) },
	}
}

func bit(state, i int) float64 { return float64(state >> i & 1) }

func bits(state, n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(bit(state, i))
	}
	return v
}

func (e exact) energy(v, h int) float64 {
	sum := 0.0
	for i := range e.d {
		sum -= e.a(i) * bit(v, i)
		for j := range e.n {
			sum -= bit(v, i) * e.w(i, j) * bit(h, j)
		}
	}
	for j := range e.n {
		sum -= e.b(j) * bit(h, j)
	}
	return sum
}

// marginal returns Σ_h exp(-E(v,h)).
func (e exact) marginal(v int) float64 {
	sum := 0.0
	for h := range 1 << e.n {
		sum += math.Exp(-e.energy(v, h))
	}
	return sum
}

func (e exact) z() float64 {
	sum := 0.0
	for v := range 1 << e.d {
		sum += e.marginal(v)
	}
	return sum
}

// hiddenMean is P(h_j=1|v) and visibleMean P(v_i=1|h), as ratios of sums.
func (e exact) hiddenMean(v, j int) float64 {
	on := 0.0
	for h := range 1 << e.n {
		on += bit(h, j) * math.Exp(-e.energy(v, h))
	}
	return on / e.marginal(v)
}

func (e exact) visibleMean(h, i int) float64 {
	on, all := 0.0, 0.0
	for v := range 1 << e.d {
		p := math.Exp(-e.energy(v, h))
		on += bit(v, i) * p
		all += p
	}
	return on / all
}

// gradient is ∂/∂W of the mean log-likelihood of the given states, d×n.
func (e exact) gradient(states []int) []float64 {
	g := make([]float64, e.d*e.n)
	add := func(v int, weight float64) {
		for j := range e.n {
			mean := e.hiddenMean(v, j)
			for i := range e.d {
				g[i*e.n+j] += weight * bit(v, i) * mean
			}
		}
	}
	for _, v := range states {
		add(v, 1/float64(len(states)))
	}
	z := e.z()
	for v := range 1 << e.d {
		add(v, -e.marginal(v)/z)
	}
	return g
}

func allStates(d int) *compute.Tensor {
	x := compute.New(1<<d, d)
	for s := range 1 << d {
		copy(x.Row(s), bits(s, d))
	}
	return x
}

// small returns a model with d visible and n hidden units and weights of the
// given scale, large enough to make the units depend on each other.
func small(t testing.TB, d, n int, scale float32) *Bernoulli {
	t.Helper()
	m, err := New(Config{NComponents: n, Seed: 3, NIter: 1, BatchSize: 1 << d})
	require.NoError(t, err)
	m.reset(allStates(d), nil)
	r := compute.NewRNG(11)
	for _, p := range []*compute.Tensor{m.Weights, m.VisibleBias, m.HiddenBias} {
		r.Normal(nil, p.Data, 0, scale)
	}
	return m
}

func TestEnergyIsTheFormula(t *testing.T) {
	m := small(t, 4, 3, 1)
	e := enumerate(m)
	for v := range 1 << 4 {
		for h := range 1 << 3 {
			got, err := m.Energy(bits(v, 4), bits(h, 3))
			require.NoError(t, err)
			require.InDelta(t, e.energy(v, h), got, 1e-5)
		}
	}
}

// The free energy is the energy summed over every hidden state.
func TestFreeEnergyEnumerates(t *testing.T) {
	m := small(t, 6, 5, 1)
	e := enumerate(m)
	f, err := m.FreeEnergy(context.Background(), allStates(6))
	require.NoError(t, err)
	for v := range f {
		require.InDelta(t, -math.Log(e.marginal(v)), f[v], 2e-5, "state %06b", v)
	}
}

func TestConditionalsEnumerate(t *testing.T) {
	m := small(t, 5, 4, 1)
	e := enumerate(m)
	h, err := m.Transform(context.Background(), allStates(5))
	require.NoError(t, err)
	for v := range 1 << 5 {
		for j := range 4 {
			require.InDelta(t, e.hiddenMean(v, j), h.At(v, j), 1e-6)
		}
	}
	// The other direction, from hidden states to visible means.
	up := allStates(4)
	down := compute.New(1<<4, 5)
	compute.Gemm(nil, compute.NoTrans, compute.Trans, 1, up, m.Weights, 0, down)
	compute.SigmoidBias(nil, down, m.VisibleBias)
	for s := range 1 << 4 {
		for i := range 5 {
			require.InDelta(t, e.visibleMean(s, i), down.At(s, i), 1e-6)
		}
	}
}

// Enumerating either side gives the partition function that visiting every pair
// of states gives.
func TestLogPartitionEnumerates(t *testing.T) {
	for _, size := range [][2]int{{7, 4}, {4, 7}, {5, 5}, {1, 1}, {11, 2}} {
		m := small(t, size[0], size[1], 1)
		got, err := m.LogPartition(context.Background())
		require.NoError(t, err)
		require.InDelta(t, math.Log(enumerate(m).z()), got, 2e-5, "%v", size)
	}
}

// The probabilities that LogLikelihood speaks of sum to one.
func TestProbabilitiesSumToOne(t *testing.T) {
	m := small(t, 8, 6, 1)
	f, err := m.FreeEnergy(context.Background(), allStates(8))
	require.NoError(t, err)
	z, err := m.LogPartition(context.Background())
	require.NoError(t, err)
	sum := 0.0
	for _, v := range f {
		sum += math.Exp(-v - z)
	}
	require.InDelta(t, 1, sum, 1e-5)
}

// The pseudo-likelihood, averaged over every choice of the flipped unit, is
// Σ_i log p(v_i | rest); on many rows the random choice comes close to it.
func TestPseudoLikelihoodIsTheSumOfConditionals(t *testing.T) {
	const d, copies = 5, 2000
	m := small(t, d, 4, 0.5)
	e := enumerate(m)
	x := compute.New(copies<<d, d)
	want := 0.0
	for i := range x.Rows() {
		copy(x.Row(i), bits(i%(1<<d), d))
	}
	for v := range 1 << d {
		for i := range d {
			p := e.marginal(v)
			want += math.Log(p/(p+e.marginal(v^1<<i))) / (1 << d)
		}
	}
	got, err := m.PseudoLikelihood(context.Background(), x)
	require.NoError(t, err)
	// 64,000 draws of a term with a spread below 4 nats: 5 sigma are 0.08.
	require.InDelta(t, want, got, 0.08)
}
