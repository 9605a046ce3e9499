package rbm

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// trained returns a model of bars that has learned something, small enough to
// be enumerated.
func trained(t testing.TB, d, n int) (*Bernoulli, *compute.Tensor) {
	t.Helper()
	x, _ := patterns(1000, d, 9)
	m, err := New(Config{NComponents: n, NIter: 30, LearningRate: 0.1, Persistent: true, Seed: 1})
	require.NoError(t, err)
	require.NoError(t, m.Fit(context.Background(), x))
	return m, x
}

// exactSamples draws visible states from the model itself: hidden states by
// inversion of their enumerated probabilities, visible ones given those.
func exactSamples(m *Bernoulli, rows int) *compute.Tensor {
	n := m.config.NComponents
	h := allStates(n)
	logits := compute.New(h.Rows(), m.NVisible())
	compute.Gemm(nil, compute.NoTrans, compute.Trans, 1, h, m.Weights, 0, logits)
	logp := make([]float64, h.Rows())
	compute.SoftplusRowSums(nil, logits, m.VisibleBias, logp)
	for s := range logp {
		logp[s] += compute.Dot(h.Row(s), m.HiddenBias.Data)
	}
	z := logSumExp(logp...)
	r := compute.NewRNG(77)
	v := compute.New(rows, m.NVisible())
	for i := range rows {
		u, s := r.Float64(), 0
		for u -= math.Exp(logp[0] - z); u > 0 && s < len(logp)-1; u -= math.Exp(logp[s] - z) {
			s++
		}
		row := v.Slice(i, i+1)
		copy(row.Data, logits.Row(s))
		compute.SampleLogits(nil, r, row, m.VisibleBias, row)
	}
	return v
}

func TestAISFindsTheExactPartitionFunction(t *testing.T) {
	for _, size := range [][2]int{{24, 12}, {30, 10}, {40, 14}} {
		m, _ := trained(t, size[0], size[1])
		want, err := m.LogPartition(context.Background())
		require.NoError(t, err)
		c := AISConfig{NTemperatures: 3000}
		got, err := m.AIS(context.Background(), c)
		require.NoError(t, err)
		require.InDelta(t, want, got.Value, 0.05, "AIS %v", size)
		require.Less(t, got.StdErr, 0.05)
		back, err := m.ReverseAIS(context.Background(), exactSamples(m, 100), c)
		require.NoError(t, err)
		require.Less(t, back.StdErr, 0.1)
		require.InDelta(t, want, back.Value, 5*back.StdErr, "reverse AIS %v", size)
	}
}

// With few temperatures the estimates err, each to its own side, and say so by
// a standard error that grows.
func TestAISAndReverseAISBracket(t *testing.T) {
	m, _ := trained(t, 30, 12)
	compute.Scale(3, m.Weights.Data) // sharper than anything ten steps can follow
	compute.Scale(3, m.HiddenBias.Data)
	compute.Scale(3, m.VisibleBias.Data)
	want, err := m.LogPartition(context.Background())
	require.NoError(t, err)
	c := AISConfig{NTemperatures: 10, NChains: 200}
	ahead, err := m.AIS(context.Background(), c)
	require.NoError(t, err)
	back, err := m.ReverseAIS(context.Background(), exactSamples(m, 200), c)
	require.NoError(t, err)
	require.Less(t, ahead.Value, want)
	require.Greater(t, back.Value, want)
	fine, err := m.AIS(context.Background(), AISConfig{NTemperatures: 2000})
	require.NoError(t, err)
	require.Less(t, fine.StdErr, ahead.StdErr)
}

// Without weights between the layers annealing has nothing to do: every weight
// is exact and there is no error.
func TestAISOfIndependentUnitsIsExact(t *testing.T) {
	m, _ := trained(t, 10, 6)
	clear(m.Weights.Data)
	clear(m.HiddenBias.Data)
	copy(m.VisibleBias.Data, m.baseRate)
	want, err := m.LogPartition(context.Background())
	require.NoError(t, err)
	got, err := m.AIS(context.Background(), AISConfig{NTemperatures: 5})
	require.NoError(t, err)
	require.InDelta(t, want, got.Value, 1e-4)
	require.Less(t, got.StdErr, 1e-5)
	back, err := m.ReverseAIS(context.Background(), allStates(10), AISConfig{NTemperatures: 5})
	require.NoError(t, err)
	require.InDelta(t, want, back.Value, 1e-4)
	require.Less(t, back.StdErr, 1e-5)
}

func TestTemperaturesFollowThePaper(t *testing.T) {
	betas := AISConfig{}.withDefaults().temperatures()
	require.Len(t, betas, 14501)
	require.Zero(t, betas[0])
	require.InDelta(t, 0.5, betas[500], 1e-12)
	require.InDelta(t, 0.9, betas[4500], 1e-12)
	require.Equal(t, 1.0, betas[14500])
	for k := 1; k < len(betas); k++ {
		require.Greater(t, betas[k], betas[k-1])
	}
	require.Equal(t, []float64{0, 1}, AISConfig{NTemperatures: 1}.temperatures())
}

func TestAISStopsWithItsContext(t *testing.T) {
	m, _ := trained(t, 30, 25)
	ctx, cancel := context.WithCancel(context.Background())
	ctx = udl.WithProgress(ctx, func(p udl.Progress) {
		if p.Done == 3 {
			cancel()
		}
	})
	_, err := m.AIS(ctx, AISConfig{})
	require.ErrorIs(t, err, context.Canceled)
}

func TestAISDoesNotDependOnWorkers(t *testing.T) {
	m, x := trained(t, 40, 30)
	var first Estimate
	for _, workers := range []int{1, 2, 7} {
		m.config.Workers = workers
		e, err := m.LogLikelihood(context.Background(), x, AISConfig{NTemperatures: 50, Seed: 4})
		require.NoError(t, err)
		if workers == 1 {
			first = e
		}
		require.Equal(t, first, e)
	}
	require.Greater(t, first.StdErr, 0.0)
}

func TestLogMean(t *testing.T) {
	mean, relative := logMean([]float64{math.Log(1), math.Log(3)})
	require.InDelta(t, math.Log(2), mean, 1e-12)
	require.InDelta(t, math.Sqrt(0.5/2), relative, 1e-12) // variance 0.5 of w/mean, two draws
}
