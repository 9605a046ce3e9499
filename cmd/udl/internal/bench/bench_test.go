package bench

import (
	"context"
	"errors"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMeasureWarmsUpAndLimitsThreads(t *testing.T) {
	before := runtime.GOMAXPROCS(0)
	passes, seen := 0, 0
	w := Workload{Name: "toy", Flops: 1, Prepare: func(threads int) (func(context.Context) error, error) {
		return func(context.Context) error {
			passes, seen = passes+1, runtime.GOMAXPROCS(0)
			return nil
		}, nil
	}}
	r, err := Measure(t.Context(), w, 1, 3)
	require.NoError(t, err)
	require.Equal(t, 4, passes)
	require.Equal(t, 1, seen)
	require.Equal(t, before, runtime.GOMAXPROCS(0))
	require.Equal(t, "toy", r.Name)
}

func TestMeasureReportsFailures(t *testing.T) {
	broken := errors.New("broken")
	w := Workload{Name: "toy", Prepare: func(int) (func(context.Context) error, error) { return nil, broken }}
	_, err := Measure(t.Context(), w, 1, 1)
	require.ErrorIs(t, err, broken)
	_, err = Measure(t.Context(), w, 0, 1)
	require.ErrorContains(t, err, "0 threads")
}

func TestBitsHaveTheirShare(t *testing.T) {
	x := bits(100, 100, 0.15)
	var n float64
	for _, v := range x.Data {
		require.True(t, v == 0 || v == 1)
		n += float64(v)
	}
	require.InDelta(t, 0.15, n/1e4, 0.02) // 5.6 standard deviations
}
