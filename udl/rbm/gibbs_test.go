package rbm

import (
	"context"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/nn"
)

// Long chains visit the visible states as often as the model's probabilities say.
func TestGibbsReachesTheModel(t *testing.T) {
	const d = 4
	m := small(t, d, 3, 0.7)
	const draws = 40000
	v, err := m.Gibbs(context.Background(), compute.New(draws, d), 30, 1)
	require.NoError(t, err)
	count := make([]float64, 1<<d)
	for i := range draws {
		s := 0
		for j, b := range v.Row(i) {
			s |= int(b) << j
		}
		count[s]++
	}
	e := enumerate(m)
	z := e.z()
	chi2 := 0.0
	for s, n := range count {
		want := draws * e.marginal(s) / z
		chi2 += (n - want) * (n - want) / want
	}
	// 15 degrees of freedom: 60 is exceeded with probability 2e-7.
	require.Less(t, chi2, 60.0)
}

func TestSampleIsSeededAndBinary(t *testing.T) {
	m, _ := trained(t, 12, 5)
	draw := func(seed uint64) *compute.Tensor {
		v, err := m.Sample(context.Background(), 50, 5, seed)
		require.NoError(t, err)
		return v
	}
	require.Equal(t, draw(1), draw(1))
	require.NotEqual(t, draw(1), draw(2))
	for _, v := range draw(1).Data {
		require.True(t, v == 0 || v == 1)
	}
}

func TestReconstructComesBackToThePatterns(t *testing.T) {
	m, x := trained(t, 12, 5)
	r, err := m.Reconstruct(context.Background(), x)
	require.NoError(t, err)
	sum := 0.0
	for i := range x.Data {
		sum += math.Abs(float64(x.Data[i] - r.Data[i]))
	}
	// One bit in ten is noise that no code of two bars keeps: the error of the
	// best reconstruction is near 0.18; forgetting the bars costs 0.5.
	require.Less(t, sum/float64(x.Len()), 0.3)
}

func TestSaveAndLoadGiveTheSameModel(t *testing.T) {
	m, x := trained(t, 12, 5)
	path := filepath.Join(t.TempDir(), "bars.safetensors")
	require.NoError(t, m.Save(path))
	back, err := Load(path)
	require.NoError(t, err)
	require.Equal(t, m.String(), back.String())
	require.Equal(t, m.Config(), back.Config())
	want, err := m.AIS(context.Background(), AISConfig{NTemperatures: 20})
	require.NoError(t, err)
	got, err := back.AIS(context.Background(), AISConfig{NTemperatures: 20})
	require.NoError(t, err)
	require.Equal(t, want, got)
	require.NoError(t, back.PartialFit(context.Background(), x))
}

func TestLoadRefusesWhatIsNotAModel(t *testing.T) {
	m, _ := trained(t, 6, 3)
	path := filepath.Join(t.TempDir(), "m.safetensors")
	_, err := Load(path)
	require.ErrorContains(t, err, "m.safetensors")
	require.NoError(t, m.Save(path))
	for tensor, words := range map[string]string{
		tensorHidden:   "h_bias of 3 values",
		tensorWeights:  "W of shape d×3",
		tensorBaseRate: "base_rate of 6 values",
	} {
		tensors, metadata, err := nn.ReadSafetensors(path)
		require.NoError(t, err)
		tensors[tensor] = compute.New(4)
		other := filepath.Join(t.TempDir(), "other.safetensors")
		require.NoError(t, nn.WriteSafetensors(other, tensors, metadata))
		_, err = Load(other)
		require.ErrorIs(t, err, udl.ErrFormat)
		require.ErrorContains(t, err, words)
		require.ErrorContains(t, err, "other.safetensors")
	}
	require.Error(t, m.Save(filepath.Join(t.TempDir(), "no", "folder", "m")))
}

func TestCardHasThreeLines(t *testing.T) {
	m, err := New(Config{Persistent: true, Momentum: 0.5})
	require.NoError(t, err)
	require.Len(t, strings.Split(m.String(), "\n"), 3)
	require.Contains(t, m.String(), "not fitted")
	fitted, _ := trained(t, 6, 3)
	require.Len(t, strings.Split(fitted.String(), "\n"), 3)
	require.Contains(t, fitted.String(), "6 visible × 3 hidden units, 27 parameters")
	require.Contains(t, fitted.HTML(), "<strong>")
	require.Contains(t, fitted.String(), "fitted on 1000 rows, 30 of 30 epochs, pseudo-likelihood -")
	require.NoError(t, fitted.PartialFit(context.Background(), compute.New(3, 6)))
	require.Equal(t, "fitted on 1000 rows, 30 of 30 epochs and 1 single batches", strings.Split(fitted.String(), "\n")[2])
	require.NoError(t, m.PartialFit(context.Background(), compute.New(3, 6)))
	require.Equal(t, "fitted on 1 single batches", strings.Split(m.String(), "\n")[2])
}
