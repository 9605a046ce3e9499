package testutil

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDigitsLookLikeMNIST(t *testing.T) {
	d := Digits(500, "train")
	assert.Equal(t, []int{500, 784}, d.X.Shape)
	assert.Equal(t, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, slices.Compact(slices.Sorted(slices.Values(d.Labels))))
	var ink float64
	for _, v := range d.X.Data {
		require.GreaterOrEqual(t, v, float32(0))
		require.LessOrEqual(t, v, float32(1))
		ink += float64(v)
	}
	assert.InDelta(t, 0.13, ink/float64(d.X.Len()), 0.04, "MNIST has 0.1307")
	assert.Equal(t, d.X.Data[:784*20], Digits(20, "train").X.Data, "the same for any number")
	assert.NotEqual(t, d.X.Data[:784*20], Digits(20, "test").X.Data)
}

// The nearest class mean must tell the digits apart: the classes mean something.
func TestDigitsCanBeTold(t *testing.T) {
	d, test := Digits(1000, "train"), Digits(200, "test")
	var mean [10][784]float64
	var count [10]float64
	for i, label := range d.Labels {
		count[label]++
		for j, v := range d.X.Row(i) {
			mean[label][j] += float64(v)
		}
	}
	right := 0
	for i, label := range test.Labels {
		best, least := -1, math.Inf(1)
		for c := range mean {
			sum := 0.0
			for j, v := range test.X.Row(i) {
				e := float64(v) - mean[c][j]/count[c]
				sum += e * e
			}
			if sum < least {
				best, least = c, sum
			}
		}
		if best == label {
			right++
		}
	}
	assert.Greater(t, right, 130, "of 200")
}

func TestMNISTNotesDrawnDigits(t *testing.T) {
	notes := filepath.Join(t.TempDir(), "notes")
	t.Setenv("UDL_TEST_NOTES", notes)
	train, test := MNIST(t)
	assert.Equal(t, 784, train.X.Cols())
	assert.Equal(t, 784, test.X.Cols())
	if train.Name == "MNIST" {
		assert.NoFileExists(t, notes)
		return
	}
	text, err := os.ReadFile(notes)
	require.NoError(t, err)
	assert.Equal(t, "TestMNISTNotesDrawnDigits runs on drawn digits, MNIST is missing\n", string(text))
}

type recorder struct {
	testing.TB
	failed int
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed++ }

func TestGradient(t *testing.T) {
	x := []float64{1, -2, 0}
	f := func() float64 { return x[0]*x[0] + math.Exp(x[1]) + x[2] }
	Gradient(t, x, []float64{2, math.Exp(-2), 1}, 1e-5, 1e-8, f)
	r := &recorder{}
	Gradient(r, x, []float64{2.001, math.NaN(), 1}, 1e-5, 1e-8, f)
	assert.Equal(t, 2, r.failed)
	assert.Equal(t, []float64{1, -2, 0}, x)
}
