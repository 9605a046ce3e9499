package rbm

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// keeper returns a model of d visible and d hidden units in which each layer
// copies the other, up to errors with a probability of 1e-17, so that a Gibbs
// step keeps its state; its base rate is rate.
func keeper(t *testing.T, d int, rate float64) *Bernoulli {
	t.Helper()
	m, err := New(Config{NComponents: d})
	require.NoError(t, err)
	m.reset(compute.New(1, d), nil)
	m.Weights.Fill(0)
	for i := range d {
		m.Weights.Set(80, i, i)
	}
	m.VisibleBias.Fill(-40)
	m.HiddenBias.Fill(-40)
	for i := range m.baseRate {
		m.baseRate[i] = float32(math.Log(rate / (1 - rate)))
	}
	return m
}

func TestSampleStartsAtTheBaseRate(t *testing.T) {
	v, err := keeper(t, 20, 0.8).Sample(context.Background(), 1000, 3, 1)
	require.NoError(t, err)
	// 20,000 draws: sigma is 0.003.
	require.InDelta(t, 0.8, compute.Sum(v.Data)/20000, 0.015)
}

// With one temperature and chains that stay where they are, the weights are
// those of the rows: log p*₀(v) - log p*₁(v).
func TestReverseAISStartsAtTheRowsInTurn(t *testing.T) {
	const d = 10
	m := keeper(t, d, 0.3)
	x, _ := patterns(3, d, 1)
	f, err := m.FreeEnergy(context.Background(), x)
	require.NoError(t, err)
	e, err := m.ReverseAIS(context.Background(), x, AISConfig{NChains: 7, NTemperatures: 1})
	require.NoError(t, err)
	for i, got := range e.LogWeights {
		row := i % 3
		require.InDelta(t, d*math.Ln2+f[row]+compute.Dot(m.baseRate, x.Row(row)), got, 1e-4, "chain %d", i)
	}
}

// Many chains leave the reverse estimate little room to err.
func TestReverseAISIsSharpWithManyChains(t *testing.T) {
	m, _ := trained(t, 24, 8)
	want, err := m.LogPartition(context.Background())
	require.NoError(t, err)
	got, err := m.ReverseAIS(context.Background(), exactSamples(m, 2000), AISConfig{NChains: 2000, NTemperatures: 1000})
	require.NoError(t, err)
	require.Less(t, got.StdErr, 0.02)
	require.InDelta(t, want, got.Value, 0.04)
}

// The likelihood is minus the mean free energy minus log Z, also where log Z is
// an estimate and the data take several blocks.
func TestLogLikelihoodIsFreeEnergyAndPartition(t *testing.T) {
	m, x := trained(t, 30, MaxExactUnits+2)
	rows := compute.New(2*blockRows+7, 30)
	for i := range rows.Rows() {
		copy(rows.Row(i), x.Row(i*i%x.Rows()))
	}
	c := AISConfig{NTemperatures: 40, Seed: 3}
	f, err := m.FreeEnergy(context.Background(), rows)
	require.NoError(t, err)
	z, err := m.AIS(context.Background(), c)
	require.NoError(t, err)
	want := -z.Value
	for _, v := range f {
		want -= v / float64(len(f))
	}
	got, err := m.LogLikelihood(context.Background(), rows, c)
	require.NoError(t, err)
	require.InDelta(t, want, got.Value, 1e-9)
	require.Equal(t, z.StdErr, got.StdErr)
}

// Weight decay takes rate·WeightDecay of the weights, and of nothing else.
func TestWeightDecayIsAShareOfTheWeights(t *testing.T) {
	const rate, decay = 0.25, 0.5
	x, _ := patterns(50, 6, 1)
	step := func(decay float64) (before, after *Bernoulli) {
		m := small(t, 6, 4, 1)
		m.config.WeightDecay = decay
		old := *m
		old.Weights = m.Weights.Clone()
		tr := newTrainer(m, nil)
		tr.batch(x.Rows())
		copy(tr.data.Data, x.Data)
		tr.update(rate)
		return &old, m
	}
	_, plain := step(0)
	before, shrunk := step(decay)
	for i, w := range before.Weights.Data {
		require.InDelta(t, plain.Weights.Data[i]-rate*decay*w, shrunk.Weights.Data[i], 1e-6)
	}
	require.Equal(t, plain.VisibleBias, shrunk.VisibleBias)
	require.Equal(t, plain.HiddenBias, shrunk.HiddenBias)
}

// More Gibbs steps bring the update of contrastive divergence nearer to the
// exact gradient.
func TestMoreStepsAreNearerToTheGradient(t *testing.T) {
	x, states := patterns(500, 6, 1)
	miss := func(k int) float64 {
		m, err := New(Config{NComponents: 4, NGibbs: k, Seed: 2})
		require.NoError(t, err)
		m.reset(x, nil)
		compute.NewRNG(5).Normal(nil, m.Weights.Data, 0, 1)
		got, sum := meanUpdate(t, m, x, 200), 0.0
		for i, want := range enumerate(m).gradient(states) {
			sum += (got[i] - want) * (got[i] - want)
		}
		return math.Sqrt(sum)
	}
	one, ten := miss(1), miss(10)
	require.Less(t, ten, one/3, "CD-1 misses by %g", one)
}

func TestGibbsTakesEveryStep(t *testing.T) {
	m, x := trained(t, 8, 3)
	var last udl.Progress
	ctx := udl.WithProgress(context.Background(), func(p udl.Progress) { last = p })
	_, err := m.Gibbs(ctx, x, 9, 1)
	require.NoError(t, err)
	require.True(t, last.Final)
	require.Equal(t, 9, last.Done)
}

// PartialFit goes on with the chains and the momentum of Fit, also of a Fit
// that was canceled.
func TestPartialFitGoesOnWithTheRun(t *testing.T) {
	x, _ := patterns(300, 8, 1)
	m, err := New(Config{NComponents: 4, Persistent: true, Momentum: 0.5})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	require.ErrorIs(t, m.Fit(udl.WithProgress(ctx, func(udl.Progress) { cancel() }), x), context.Canceled)
	run, chains, last := m.run, m.run.chains.Clone(), m.run.weights.last.Clone()
	require.NoError(t, m.PartialFit(context.Background(), x))
	require.Same(t, run, m.run)
	require.NotEqual(t, chains, m.run.chains)
	require.NotEqual(t, last, m.run.weights.last)
}
