package nn

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// The variance of each initializer is that of its formula: 300×200 numbers, to
// 3 %; uniform ones stay within their limit.
func TestInitializers(t *testing.T) {
	const in, out = 300, 200
	for name, want := range map[Initializer]struct{ variance, limit float64 }{
		DefaultInit:   {1.0 / (3 * in), 1 / math.Sqrt(in)},
		GlorotUniform: {2.0 / (in + out), math.Sqrt(6.0 / (in + out))},
		GlorotNormal:  {2.0 / (in + out), 1},
		HeUniform:     {2.0 / in, math.Sqrt(6.0 / in)},
		HeNormal:      {2.0 / in, 1},
		LeCunUniform:  {1.0 / in, math.Sqrt(3.0 / in)},
		LeCunNormal:   {1.0 / in, 1},
		Uniform:       {0.05 * 0.05 / 3, 0.05},
		Normal:        {1e-4, 1},
		Orthogonal:    {1.0 / in, 1},
		Zeros:         {0, 0},
	} {
		x := compute.New(in, out)
		x.Fill(7)
		require.NoError(t, Init(name, compute.NewRNG(3), x, in, out))
		mean := compute.Sum(x.Data) / float64(x.Len())
		require.InDelta(t, 0, mean, 5*math.Sqrt(want.variance/(in*out))+1e-12, name)
		require.InDelta(t, want.variance, compute.Dot(x.Data, x.Data)/float64(x.Len()), 0.03*want.variance, name)
		largest := 0.0
		for _, c := range x.Data {
			largest = max(largest, math.Abs(float64(c)))
		}
		require.LessOrEqual(t, largest, want.limit*(1+1e-6), name)
	}
	x := compute.New(2, 2)
	require.NoError(t, Init(Ones, nil, x, 2, 2))
	require.Equal(t, []float32{1, 1, 1, 1}, x.Data)
	require.ErrorIs(t, Init("nonsense", nil, x, 2, 2), udl.ErrRange)
}

// The shorter side of an orthogonal matrix is orthonormal.
func TestOrthogonal(t *testing.T) {
	for _, s := range [][]int{{5, 3}, {3, 5}, {4, 4}, {1, 6}, {20, 7}} {
		x := compute.New(s...)
		require.NoError(t, Init(Orthogonal, compute.NewRNG(3), x, s[0], s[1]))
		g := compute.New(min(s[0], s[1]), min(s[0], s[1]))
		tall := compute.Transpose(s[0] > s[1])
		compute.Gemm(nil, tall, !tall, 1, x, x, 0, g)
		for i := range g.Rows() {
			for j := range g.Cols() {
				want := 0.0
				if i == j {
					want = 1
				}
				require.InDelta(t, want, g.At(i, j), 1e-6)
			}
		}
	}
}

// The same seed gives the same weights.
func TestInitIsDeterministic(t *testing.T) {
	a := NewDense(compute.NewRNG(1), 4, 3, DenseConfig{Init: HeNormal})
	b := NewDense(compute.NewRNG(1), 4, 3, DenseConfig{Init: HeNormal})
	require.Equal(t, a.Weight.Value.Data, b.Weight.Value.Data)
	require.True(t, a.Weight.Transposed)
}
