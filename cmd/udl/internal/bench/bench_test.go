package bench

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// toy is a workload that calls f.
func toy(f func(ctx context.Context) error) Workload {
	return Workload{Name: "toy", Flops: 1, Prepare: func(int) (func(context.Context) error, error) { return f, nil }}
}

func TestMeasureLimitsThreads(t *testing.T) {
	before, seen := runtime.GOMAXPROCS(0), 0
	r, err := Measure(t.Context(), toy(func(context.Context) error {
		seen = runtime.GOMAXPROCS(0)
		time.Sleep(passTime)
		return nil
	}), 1, 1)
	require.NoError(t, err)
	require.Equal(t, 1, seen)
	require.Equal(t, before, runtime.GOMAXPROCS(0))
	require.Equal(t, "toy", r.Name)
	require.GreaterOrEqual(t, r.Seconds, passTime.Seconds())
	require.InEpsilon(t, 1e-9/r.Seconds, r.Gflops, 1e-9)
}

func TestMeasureReportsFailures(t *testing.T) {
	broken := errors.New("broken")
	fails := func(context.Context) error { return broken }
	_, err := Measure(t.Context(), toy(fails), 1, 1)
	require.ErrorIs(t, err, broken)
	w := Workload{Name: "toy", Prepare: func(int) (func(context.Context) error, error) { return nil, broken }}
	_, err = Measure(t.Context(), w, 1, 1)
	require.ErrorIs(t, err, broken)
	_, err = Measure(t.Context(), w, 0, 1)
	require.ErrorContains(t, err, "0 threads")
	_, err = Measure(t.Context(), w, 1, 0)
	require.ErrorContains(t, err, "0 passes")
}

func TestMeasureStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	runs := 0
	_, err := Measure(ctx, toy(func(context.Context) error {
		if runs++; runs == 3 {
			cancel()
		}
		return ctx.Err()
	}), 1, 1000)
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, 3, runs)
}

// A pass has as many runs as last long enough, whatever the first one took and
// however coarse the clock.
func TestRepetitions(t *testing.T) {
	const ms = time.Millisecond
	for _, c := range []struct {
		first, each, tick time.Duration
		most              int
	}{
		{1000 * ms, 20 * ms, 1, 1}, // too long to try again
		{60 * ms, time.Microsecond, 1, 130_000},
		{ms, ms, 1, 130},
		{passTime, passTime, 1, 1},
		{passTime, passTime - 1, 1, 2},
		{0, time.Microsecond, 16 * ms, 1_200_000},
	} {
		calls := 0
		runs, err := repetitions(func(runs int) (time.Duration, error) {
			if calls++; calls == 1 {
				require.Equal(t, 1, runs)
				return c.first, nil
			}
			return (time.Duration(runs) * c.each).Truncate(c.tick), nil
		})
		require.NoError(t, err)
		require.LessOrEqual(t, runs, c.most)
		require.Less(t, calls, 12)
		if c.first < time.Second {
			require.GreaterOrEqual(t, time.Duration(runs)*c.each, passTime)
		}
	}
}

func TestChoose(t *testing.T) {
	all, err := Choose(nil)
	require.NoError(t, err)
	require.Len(t, all, len(All()))
	names := Names()
	require.Equal(t, len(names), len(slices.Compact(slices.Sorted(slices.Values(names)))), "names are unique")
	for _, w := range all {
		require.True(t, w.Over == "" || slices.Contains(names, w.Over), w.Over)
		require.NotEmpty(t, w.About)
	}

	some, err := Choose([]string{"rbm", "sgemm", "sgemm-1024"})
	require.NoError(t, err)
	require.Equal(t, "rbm", some[0].Name)
	require.Equal(t, "sgemm-64", some[1].Name)
	require.Equal(t, "sgemm-100x30x250", some[len(some)-1].Name)
	require.Len(t, some, 11)

	_, err = Choose([]string{"rbm", "sgem"})
	require.ErrorContains(t, err, `no workload is named "sgem"; there are peak, sgemm-64, `)
}

func TestResultsAreLines(t *testing.T) {
	require.Equal(t, "sgemm-64             1 thread     3.450 µs   152.0 gflop/s",
		newResult(Workload{Name: "sgemm-64", Flops: 2 * 64 * 64 * 64}, 1, 3.45e-6).String())
	require.Equal(t, "rbm                  2 threads    2.000 s ", newResult(Workload{Name: "rbm"}, 2, 2).String())
}

func TestShares(t *testing.T) {
	require.Empty(t, Shares([]Result{{Name: "rbm", Seconds: 1}, {Name: "deep-ae", Seconds: 1}}))
	require.Equal(t, []string{"sgemm-64 reaches 50 % of the peak", "deep-ae takes 1.25 times as long as deep-ae-gemms"}, Shares([]Result{
		{Name: "peak", Gflops: 200},
		{Name: "sgemm-64", Gflops: 100},
		{Name: "sgemm-128", Gflops: 90},
		{Name: "deep-ae", Seconds: 1, Gflops: 150},
		{Name: "deep-ae-gemms", Seconds: 0.8},
	}))
}

func TestMeasureKeepsWhatMeasuresItself(t *testing.T) {
	times := []float64{2, 1, 3}
	w := Workload{Name: "toy", Flops: 1e9, Seconds: func(int) float64 {
		s := times[0]
		times = times[1:]
		return s
	}}
	r, err := Measure(t.Context(), w, 1, 3)
	require.NoError(t, err)
	require.Equal(t, Result{Name: "toy", Threads: 1, Seconds: 1, Gflops: 1}, r)
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

// Every workload runs; the long ones stop at their first batch.
func TestWorkloadsRun(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, w := range All() {
		if testing.Short() && w.Name == "sgemm-2048" {
			continue
		}
		if w.Seconds != nil {
			require.Positive(t, w.Seconds(2), w.Name)
			continue
		}
		run, err := w.Prepare(2)
		require.NoError(t, err, w.Name)
		require.ErrorIs(t, run(ctx), context.Canceled, w.Name)
	}
}
