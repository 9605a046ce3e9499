package nn

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

// filled returns a tensor of normal numbers.
func filled(seed uint64, shape ...int) *compute.Tensor {
	x := compute.New(shape...)
	compute.NewRNG(seed).Normal(nil, x.Data, 0, 1)
	return x
}

// The derivatives of x³ are 3x², 6x and 6, exactly for small integers.
func TestDerivativesOfACube(t *testing.T) {
	tape := NewTape(TapeConfig{})
	x := tape.Leaf(compute.FromSlice([]float32{-2, 1, 3}, 3))
	y := x.Mul(x).Mul(x)
	d1 := tape.Grad(y, x)[0]
	d2 := tape.Grad(d1, x)[0]
	d3 := tape.Grad(d2, x)[0]
	d4 := tape.Grad(d3, x)[0]
	require.Equal(t, []float32{-8, 1, 27}, y.Value().Data)
	require.Equal(t, []float32{12, 3, 27}, d1.Value().Data)
	require.Equal(t, []float32{-12, 6, 18}, d2.Value().Data)
	require.Equal(t, []float32{6, 6, 6}, d3.Value().Data)
	require.Equal(t, []float32{0, 0, 0}, d4.Value().Data)
}
