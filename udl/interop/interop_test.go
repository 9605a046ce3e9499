package interop_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/interop"
)

func TestRoundTrip(t *testing.T) {
	x := compute.FromSlice([]float32{1, 2, 3, 4, 5, 6}, 2, 3)
	d, err := interop.ToDense(x)
	require.NoError(t, err)
	require.Equal(t, x, interop.FromMatrix(d))
	require.Equal(t, []float32{1, 4, 2, 5, 3, 6}, interop.FromMatrix(d.T()).Data)
	d.Set(0, 0, 9)
	require.Equal(t, float32(1), x.At(0, 0), "ToDense copies")
}

func TestViewSharesMemoryAndMultiplies(t *testing.T) {
	x := compute.FromSlice([]float32{1, 2, 3, 4}, 2, 2)
	v, err := interop.NewView(x)
	require.NoError(t, err)
	x.Set(5, 0, 0)
	require.Equal(t, 5.0, v.At(0, 0))
	var p mat.Dense
	p.Mul(v, v.T())
	require.Equal(t, []float64{29, 23, 23, 25}, p.RawMatrix().Data)
}

func TestShapesAreRefused(t *testing.T) {
	_, err := interop.ToDense(compute.New(2, 2, 2))
	require.ErrorIs(t, err, udl.ErrShape)
	_, err = interop.NewView(nil)
	require.ErrorIs(t, err, udl.ErrShape)
	_, err = interop.ToDense(compute.New(0, 3))
	require.ErrorIs(t, err, udl.ErrShape)
}

func ExampleNewView() {
	x := compute.FromSlice([]float32{4, 0, 0, 9}, 2, 2)
	v, err := interop.NewView(x)
	if err != nil {
		panic(err)
	}
	fmt.Println(mat.Det(v))
	// Output: 36
}
