package rbm

import (
	"context"
	"math"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// A batch larger than the data is the data, whatever its size says.
func TestBatchMayBeLargerThanTheData(t *testing.T) {
	x, _ := patterns(30, 6, 1)
	fit := func(batch int) []float32 {
		m, err := New(Config{NComponents: 3, NIter: 4, BatchSize: batch, Schedule: Cosine})
		require.NoError(t, err)
		require.NoError(t, m.Fit(context.Background(), x))
		return m.Weights.Data
	}
	require.Equal(t, fit(30), fit(math.MaxInt))
	require.NotEqual(t, fit(30), fit(29))
}

func TestOneRowOneColumnOneUnit(t *testing.T) {
	ctx := context.Background()
	for _, persistent := range []bool{false, true} {
		m, err := New(Config{NComponents: 1, Persistent: persistent, NChains: 7, BatchSize: 3})
		require.NoError(t, err)
		require.NoError(t, m.Fit(ctx, compute.New(1, 1)))
		require.NoError(t, m.PartialFit(ctx, compute.New(11, 1)))
		p, err := m.LogLikelihood(ctx, compute.New(1, 1), AISConfig{})
		require.NoError(t, err)
		require.Less(t, p.Value, 0.0)
		require.Greater(t, p.Value, -math.Ln2, "better than a coin")
	}
}

func TestFittingAgainStartsAfresh(t *testing.T) {
	x, _ := patterns(250, 8, 1)
	m, err := New(Config{NComponents: 4, NIter: 2, Persistent: true, NChains: 30, Momentum: 0.5})
	require.NoError(t, err)
	require.NoError(t, m.Fit(context.Background(), x))
	first := m.Weights
	require.NoError(t, m.PartialFit(context.Background(), x))
	require.NoError(t, m.Fit(context.Background(), x.Slice(0, 100).Reshape(200, 4)))
	require.NoError(t, m.Fit(context.Background(), x))
	other, err := New(m.Config())
	require.NoError(t, err)
	require.NoError(t, other.Fit(context.Background(), x))
	require.Equal(t, other.Weights, m.Weights)
	require.NotSame(t, first, m.Weights)
}

// A run that must not begin takes nothing from a model that is there.
func TestFitWithADeadContextKeepsTheModel(t *testing.T) {
	m, x := trained(t, 8, 3)
	before := m.Weights.Clone()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	require.ErrorIs(t, m.Fit(ctx, x), context.Canceled)
	require.ErrorIs(t, m.PartialFit(ctx, x), context.Canceled)
	require.Equal(t, before, m.Weights)
	_, err := m.LogLikelihood(ctx, x, AISConfig{})
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorContains(t, err, "LogLikelihood")
}

func TestZeroModelHasTheDefaults(t *testing.T) {
	x, _ := patterns(20, 6, 1)
	var fitted, partial Bernoulli
	require.NoError(t, fitted.Fit(context.Background(), x))
	require.NoError(t, partial.PartialFit(context.Background(), x))
	require.Equal(t, 64, fitted.Config().NComponents)
	require.Equal(t, 64, partial.Weights.Cols())
}

// The parameters are exported: weights from elsewhere make a model, and
// training goes on from them.
func TestParametersMayBeSetByHand(t *testing.T) {
	ctx := context.Background()
	source, x := trained(t, 8, 3)
	m, err := New(Config{NComponents: 3, Momentum: 0.5})
	require.NoError(t, err)
	m.Weights = source.Weights.Clone()
	_, err = m.Transform(context.Background(), x)
	require.ErrorIs(t, err, udl.ErrShape)
	require.ErrorContains(t, err, "Transform: Weights of shape [8 3]")
	m.VisibleBias, m.HiddenBias = source.VisibleBias.Clone(), source.HiddenBias.Clone()
	want, err := source.LogPartition(ctx)
	require.NoError(t, err)
	got, err := m.AIS(ctx, AISConfig{NTemperatures: 1000})
	require.NoError(t, err)
	require.InDelta(t, want, got.Value, 0.1)
	_, err = m.Sample(ctx, 2, 2, 1)
	require.NoError(t, err)
	require.NoError(t, m.Save(filepath.Join(t.TempDir(), "m")))
	for range 2 { // also when a run was under way
		m.Weights = source.Weights.Clone()
		require.NoError(t, m.PartialFit(ctx, x))
		require.NotEqual(t, source.Weights.Data, m.Weights.Data)
	}
}

// What Load would refuse does not replace a good file.
func TestSaveRefusesWhatIsNotFinite(t *testing.T) {
	m, _ := trained(t, 8, 3)
	path := filepath.Join(t.TempDir(), "m")
	require.NoError(t, m.Save(path))
	m.Weights.Data[3] = float32(math.NaN())
	require.ErrorIs(t, m.Save(path), udl.ErrDiverged)
	_, err := Load(path)
	require.NoError(t, err)
}

// Weights whose products overflow are as good as infinite.
func TestPseudoLikelihoodThatIsNotFiniteIsDivergence(t *testing.T) {
	x := compute.New(200, 400)
	x.Slice(0, 100).Fill(1)
	m, err := New(Config{NComponents: 20, LearningRate: 1e38, NIter: 1, BatchSize: 200})
	require.NoError(t, err)
	require.ErrorIs(t, m.Fit(context.Background(), x), udl.ErrDiverged)
	require.True(t, m.finite())
}

func TestScheduleFallsToZero(t *testing.T) {
	for schedule, want := range map[string][3]float64{
		Constant: {2, 2, 2}, Linear: {2, 1, 0}, Cosine: {2, 1, 0},
	} {
		c := Config{LearningRate: 2, Schedule: schedule}
		for i, rate := range want {
			require.InDelta(t, rate, c.rate(float64(i)/2), 1e-12, schedule)
		}
	}
	require.InDelta(t, 1+math.Sqrt(0.5), Config{LearningRate: 2, Schedule: Cosine}.rate(0.25), 1e-12)
}

// With momentum an update is that share of the last one and the new gradient.
func TestMomentumCarriesUpdatesOn(t *testing.T) {
	v := newVelocity(compute.New(2), 0.5)
	for i, want := range []float32{1, 2.5, 4.25} { // updates 1, 1.5 and 1.75
		compute.Axpy(1, []float32{1, 1}, v.begin().Data)
		v.end()
		require.Equal(t, []float32{want, want}, v.param.Data, "update %d", i)
	}
}

func TestVisibleBiasStartsAtTheLogOdds(t *testing.T) {
	x := compute.FromRows([][]float32{{1, 0}, {1, 0}, {0, 0}, {1, 0.5}})
	m, err := New(Config{})
	require.NoError(t, err)
	m.reset(x, nil)
	require.InDelta(t, math.Log(4.0/2), m.VisibleBias.Data[0], 1e-6)
	require.InDelta(t, math.Log(1.5/4.5), m.VisibleBias.Data[1], 1e-6)
}

// The race detector looks on while several goroutines read one model.
func TestFittedModelIsReadConcurrently(t *testing.T) {
	m, x := trained(t, 30, 22)
	m.config.Workers = 3
	ctx, c := context.Background(), AISConfig{NTemperatures: 5}
	path := filepath.Join(t.TempDir(), "m")
	var all sync.WaitGroup
	results := make([]Estimate, 4)
	for i := range results {
		all.Go(func() {
			results[i], _ = m.LogLikelihood(ctx, x, c)
			_, _ = m.ReverseAIS(ctx, x, c)
			_, _ = m.Reconstruct(context.Background(), x)
			_, _ = m.PseudoLikelihood(context.Background(), x)
			_, _ = m.Sample(ctx, 5, 2, 1)
			_ = m.Save(path)
			_ = m.String()
		})
	}
	all.Wait()
	for _, r := range results {
		require.Equal(t, results[0], r)
	}
	_, err := Load(path)
	require.NoError(t, err)
}

// Passes over data notice that their context has ended, and say which they are.
func TestPassesStopWithTheirContext(t *testing.T) {
	m, x := trained(t, 6, 3)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for name, err := range map[string]error{
		"Transform":        second(m.Transform(ctx, x)),
		"Reconstruct":      second(m.Reconstruct(ctx, x)),
		"FreeEnergy":       second(m.FreeEnergy(ctx, x)),
		"PseudoLikelihood": second(m.PseudoLikelihood(ctx, x)),
		"LogLikelihood":    second(m.LogLikelihood(ctx, x, AISConfig{})),
	} {
		require.ErrorIs(t, err, context.Canceled, name)
		require.ErrorContains(t, err, name)
	}
}

// More rows than a block holds give what each row gives alone.
func TestBlocksJoinUp(t *testing.T) {
	m, x := trained(t, 6, 3)
	long := compute.New(2*blockRows+5, 6)
	for i := range long.Rows() {
		copy(long.Row(i), x.Row(i%x.Rows()))
	}
	ctx := context.Background()
	f, err := m.FreeEnergy(ctx, long)
	require.NoError(t, err)
	h, err := m.Transform(ctx, long)
	require.NoError(t, err)
	v, err := m.Reconstruct(ctx, long)
	require.NoError(t, err)
	for _, i := range []int{0, blockRows - 1, blockRows, 2*blockRows - 1, 2 * blockRows, long.Rows() - 1} {
		row := long.Slice(i, i+1)
		fi, err := m.FreeEnergy(ctx, row)
		require.NoError(t, err)
		hi, err := m.Transform(ctx, row)
		require.NoError(t, err)
		vi, err := m.Reconstruct(ctx, row)
		require.NoError(t, err)
		require.InDelta(t, fi[0], f[i], 1e-5)
		require.InDeltaSlice(t, hi.Data, h.Row(i), 1e-6)
		require.InDeltaSlice(t, vi.Data, v.Row(i), 1e-6)
	}
}

// Weights that are not finite give an error instead of a score.
func TestScoreOfBrokenWeightsIsAnError(t *testing.T) {
	m, x := trained(t, 6, 3)
	m.Weights.Data[0] = float32(math.NaN())
	_, err := m.LogLikelihood(context.Background(), x, AISConfig{})
	require.ErrorIs(t, err, udl.ErrDiverged)
}
