package rbm

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

func cosine(x, y []float64) float64 {
	var xy, xx, yy float64
	for i := range x {
		xy += x[i] * y[i]
		xx += x[i] * x[i]
		yy += y[i] * y[i]
	}
	return xy / math.Sqrt(xx*yy)
}

// patterns are rows of a small data set with structure: two noisy bars.
func patterns(rows, d int, seed uint64) (*compute.Tensor, []int) {
	x, states := compute.New(rows, d), make([]int, rows)
	r := compute.NewRNG(seed)
	for i := range rows {
		left := r.Float64() < 0.5
		for j := range d {
			on := (j < d/2) == left
			if r.Float64() < 0.1 {
				on = !on
			}
			if on {
				x.Row(i)[j] = 1
				states[i] |= 1 << j
			}
		}
	}
	return x, states
}

// meanUpdate averages the weight updates that many copies of the data produce.
func meanUpdate(t *testing.T, m *Bernoulli, x *compute.Tensor, rounds int) []float64 {
	t.Helper()
	tr := newTrainer(m, nil)
	before := m.Weights.Clone()
	a, b := m.VisibleBias.Clone(), m.HiddenBias.Clone()
	sum := make([]float64, before.Len())
	for range rounds {
		tr.batch(x.Rows())
		copy(tr.data.Data, x.Data)
		tr.update(1)
		for i, w := range m.Weights.Data {
			sum[i] += float64(w-before.Data[i]) / float64(rounds)
		}
		m.Weights.CopyFrom(before)
		m.VisibleBias.CopyFrom(a)
		m.HiddenBias.CopyFrom(b)
	}
	return sum
}

// The update of contrastive divergence points along the exact gradient.
func TestUpdateFollowsTheExactGradient(t *testing.T) {
	for name, c := range map[string]Config{
		"CD-1":  {},
		"CD-5":  {NGibbs: 5},
		"PCD-1": {Persistent: true, NChains: 500},
		"PCD-3": {Persistent: true, NChains: 200, NGibbs: 3},
	} {
		t.Run(name, func(t *testing.T) {
			const d, n = 8, 5
			x, states := patterns(500, d, 1)
			c.NComponents, c.Seed, c.BatchSize = n, 2, 500
			m, err := New(c)
			require.NoError(t, err)
			m.reset(x, nil)
			compute.NewRNG(5).Normal(nil, m.Weights.Data, 0, 0.4)
			got := meanUpdate(t, m, x, 200)
			require.GreaterOrEqual(t, cosine(got, enumerate(m).gradient(states)), 0.95)
		})
	}
}

// PCD's chains follow the model itself, so its update has also the gradient's
// length; CD's is biased and need not have it.
func TestPersistentUpdateIsUnbiased(t *testing.T) {
	const d, n = 6, 4
	x, states := patterns(400, d, 1)
	m, err := New(Config{NComponents: n, Persistent: true, NChains: 400, NGibbs: 5, BatchSize: 400})
	require.NoError(t, err)
	m.reset(x, nil)
	compute.NewRNG(5).Normal(nil, m.Weights.Data, 0, 0.4)
	got := meanUpdate(t, m, x, 400)
	for i, want := range enumerate(m).gradient(states) {
		// 160,000 correlated draws of products in [0,1]: sigma is below 0.004.
		require.InDelta(t, want, got[i], 0.02)
	}
}

func TestFitRaisesTheExactLikelihood(t *testing.T) {
	x, _ := patterns(1000, 10, 4)
	score := func(c Config) float64 {
		m, err := New(c)
		require.NoError(t, err)
		require.NoError(t, m.Fit(context.Background(), x))
		s, err := m.LogLikelihood(context.Background(), x, AISConfig{})
		require.NoError(t, err)
		require.Zero(t, s.StdErr, "small models are scored exactly")
		return s.Value
	}
	// Independent units at the data's rates score 10·log(1/2) = -6.93; the
	// entropy of the source is log 2 + 10·H(0.1) = 3.94 nats.
	for name, c := range map[string]Config{
		"CD":       {NComponents: 8, NIter: 30, LearningRate: 0.1},
		"PCD":      {NComponents: 8, NIter: 30, LearningRate: 0.1, Persistent: true},
		"momentum": {NComponents: 8, NIter: 60, LearningRate: 0.1, Momentum: 0.5, Schedule: Linear, Persistent: true},
		"decay":    {NComponents: 8, NIter: 60, LearningRate: 0.1, WeightDecay: 1e-3, Schedule: Cosine, Persistent: true},
	} {
		got := score(c)
		require.Greater(t, got, -4.5, name)
		require.Less(t, got, -3.5, name)
	}
}

func TestSameSeedSameWeightsForAnyWorkers(t *testing.T) {
	x := compute.New(250, 130)
	compute.NewRNG(1).Uniform(nil, x.Data)
	fit := func(workers int, persistent bool) *Bernoulli {
		m, err := New(Config{NComponents: 150, NIter: 2, Workers: workers, Seed: 7, Persistent: persistent, Momentum: 0.5})
		require.NoError(t, err)
		require.NoError(t, m.Fit(context.Background(), x))
		return m
	}
	for _, persistent := range []bool{false, true} {
		one := fit(1, persistent)
		for _, workers := range []int{2, 7} {
			many := fit(workers, persistent)
			require.Equal(t, one.Weights.Data, many.Weights.Data, "%d workers", workers)
			require.Equal(t, one.VisibleBias.Data, many.VisibleBias.Data)
			require.Equal(t, one.HiddenBias.Data, many.HiddenBias.Data)
		}
	}
}

func TestFitLeavesItsInputAlone(t *testing.T) {
	x, _ := patterns(130, 9, 1)
	before := x.Clone()
	m, err := New(Config{NComponents: 4, NIter: 2, BatchSize: 50})
	require.NoError(t, err)
	require.NoError(t, m.Fit(context.Background(), x))
	require.Equal(t, before, x)
}

func TestWeightDecayShrinksWeights(t *testing.T) {
	x, _ := patterns(200, 8, 1)
	norm := func(decay float64) float64 {
		m, err := New(Config{NComponents: 6, NIter: 20, WeightDecay: decay})
		require.NoError(t, err)
		require.NoError(t, m.Fit(context.Background(), x))
		return compute.Dot(m.Weights.Data, m.Weights.Data)
	}
	require.Less(t, norm(0.1), norm(0))
}

func TestCancelledFitIsUsable(t *testing.T) {
	x, _ := patterns(1000, 8, 1)
	ctx, cancel := context.WithCancel(context.Background())
	var events []udl.Progress
	ctx = udl.WithProgress(ctx, func(p udl.Progress) {
		events = append(events, p)
		if p.Done == 7 {
			cancel()
		}
	})
	m, err := New(Config{NComponents: 4, NIter: 100})
	require.NoError(t, err)
	err = m.Fit(ctx, x)
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, 7, events[len(events)-1].Done, "it ends with the batch that was running")
	require.True(t, events[len(events)-1].Final)
	_, err = m.Transform(context.Background(), x)
	require.NoError(t, err)
	require.NoError(t, m.PartialFit(context.Background(), x))
}

func TestProgressCountsEveryBatch(t *testing.T) {
	x, _ := patterns(250, 8, 1)
	var events []udl.Progress
	ctx := udl.WithProgress(context.Background(), func(p udl.Progress) { events = append(events, p) })
	m, err := New(Config{NComponents: 4, NIter: 3})
	require.NoError(t, err)
	require.NoError(t, m.Fit(ctx, x))
	marks := 0
	for _, e := range events {
		if e.NewMark {
			marks++
			require.False(t, math.IsNaN(e.Value))
		}
	}
	require.Equal(t, 3, marks, "one point of the curve an epoch")
	last := events[len(events)-1]
	require.Equal(t, 9, last.Done)
	require.Equal(t, 9, last.Total)
	require.True(t, last.Final)
}

func TestDivergenceIsReported(t *testing.T) {
	x, _ := patterns(200, 8, 1)
	m, err := New(Config{NComponents: 4, LearningRate: 1e38, NIter: 5, Momentum: 0.9})
	require.NoError(t, err)
	err = m.Fit(context.Background(), x)
	require.ErrorIs(t, err, udl.ErrDiverged)
	require.ErrorContains(t, err, "learning rate of 1e+37")
}

func TestPartialFitLearnsLikeFit(t *testing.T) {
	x, _ := patterns(1000, 10, 4)
	m, err := New(Config{NComponents: 8, Persistent: true, LearningRate: 0.1})
	require.NoError(t, err)
	for range 30 {
		for from := 0; from < x.Rows(); from += 100 {
			require.NoError(t, m.PartialFit(context.Background(), x.Slice(from, from+100)))
		}
	}
	s, err := m.LogLikelihood(context.Background(), x, AISConfig{})
	require.NoError(t, err)
	require.Greater(t, s.Value, -4.5)
	require.NoError(t, m.PartialFit(context.Background(), x.Slice(0, 3)), "batches may differ in size")
}

func TestBadInput(t *testing.T) {
	ctx := context.Background()
	good, _ := patterns(20, 6, 1)
	fitted, err := New(Config{NComponents: 3, NIter: 1})
	require.NoError(t, err)
	require.NoError(t, fitted.Fit(ctx, good))
	bad := func(v float32) *compute.Tensor {
		x := good.Clone()
		x.Set(v, 3, 2)
		return x
	}
	fresh := func() *Bernoulli { m, _ := New(Config{}); return m }
	for name, c := range map[string]struct {
		err      error
		sentinel error
		words    string
	}{
		"NaN":            {fresh().Fit(ctx, bad(float32(math.NaN()))), udl.ErrRange, "row 3, column 2 is NaN"},
		"above one":      {fresh().Fit(ctx, bad(255)), udl.ErrRange, "row 3, column 2 is 255"},
		"negative":       {fitted.PartialFit(ctx, bad(-0.5)), udl.ErrRange, "row 3, column 2 is -0.5"},
		"empty":          {fresh().Fit(ctx, compute.New(0, 5)), udl.ErrShape, "[0 5]"},
		"nil":            {fresh().Fit(ctx, nil), udl.ErrShape, "at least one row"},
		"vector":         {fresh().Fit(ctx, compute.New(5)), udl.ErrShape, "[5]"},
		"wrong width":    {second(fitted.Transform(context.Background(), compute.New(2, 7))), udl.ErrShape, "7 features, but the model has 6"},
		"unfitted":       {second(fresh().Transform(context.Background(), good)), udl.ErrNotFitted, "Transform"},
		"unfitted AIS":   {second(fresh().AIS(ctx, AISConfig{})), udl.ErrNotFitted, "AIS"},
		"unfitted save":  {fresh().Save("x"), udl.ErrNotFitted, "Save"},
		"no steps":       {second(fitted.Gibbs(ctx, good, 0, 1)), udl.ErrRange, "steps is 0"},
		"negative units": {second(New(Config{NComponents: -1})), udl.ErrRange, "NComponents is -1"},
		"momentum":       {second(New(Config{Momentum: 1})), udl.ErrRange, "Momentum is 1"},
		"rate":           {second(New(Config{LearningRate: math.NaN()})), udl.ErrRange, "LearningRate is NaN"},
		"schedule":       {second(New(Config{Schedule: "step"})), udl.ErrRange, `Schedule is "step"`},
		"one chain":      {second(fitted.AIS(ctx, AISConfig{NChains: 1})), udl.ErrRange, "NChains is 1"},
	} {
		require.ErrorIs(t, c.err, c.sentinel, name)
		require.ErrorContains(t, c.err, c.words, name)
	}
	require.False(t, errors.Is(fresh().Fit(ctx, good), udl.ErrRange))
}

func second[T any](_ T, err error) error { return err }
