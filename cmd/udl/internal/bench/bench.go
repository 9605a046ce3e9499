package bench

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"time"
)

// Workload is a fixed piece of work.
type Workload struct {
	Name  string
	About string  // one line for help
	Flops float64 // floating-point operations of one run, also those that can be skipped; 0 when they mean nothing
	Over  string  // the workload that is a part of this one; empty if none is

	// Prepare makes the data and returns one run of the work on so many threads,
	// which stops early with the error of its context.
	Prepare func(threads int) (run func(context.Context) error, err error)

	// Seconds returns the duration of one run of work that measures itself, which
	// needs no Prepare.
	Seconds func(threads int) float64
}

// All returns every workload.
func All() []Workload {
	all := append([]Workload{peak()}, products()...)
	return append(all, rbmEpoch("rbm", 0.15), rbmEpoch("rbm-dense", 0.5), deepAE(), deepGemms(), vae())
}

// passTime is the least duration of a pass: work that takes less is repeated, so
// that reading the clock costs nothing and an interruption little.
const passTime = 100 * time.Millisecond

// Measure runs a workload to warm up and then makes so many passes, with the Go
// scheduler limited to as many threads, and keeps the fastest. A pass is one run,
// or as many as last a tenth of a second; the result is that of one run.
func Measure(ctx context.Context, w Workload, threads, passes int) (Result, error) {
	if threads < 1 || passes < 1 {
		return Result{}, fmt.Errorf("bench: %d threads and %d passes, want at least 1 of each", threads, passes)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(threads))
	if w.Seconds != nil {
		best := math.Inf(1)
		for range passes {
			best = min(best, w.Seconds(threads))
		}
		return newResult(w, threads, best), ctx.Err()
	}
	run, err := w.Prepare(threads)
	if err != nil {
		return Result{}, fmt.Errorf("bench: %s: %w", w.Name, err)
	}
	pass := func(runs int) (time.Duration, error) {
		began := time.Now()
		for range runs {
			if err := run(ctx); err != nil {
				return 0, fmt.Errorf("bench: %s: %w", w.Name, err)
			}
		}
		return time.Since(began), ctx.Err()
	}
	runtime.GC() // what other workloads left must not be collected in this one
	runs, err := repetitions(pass)
	if err != nil {
		return Result{}, err
	}
	var best time.Duration
	for i := range passes {
		d, err := pass(runs)
		if err != nil {
			return Result{}, err
		}
		if i == 0 || d < best {
			best = d
		}
	}
	return newResult(w, threads, best.Seconds()/float64(runs)), nil
}

// repetitions returns how many runs make a pass. The runs it makes to find out
// also warm up; after a long first one it makes no other.
func repetitions(pass func(runs int) (time.Duration, error)) (int, error) {
	first, err := pass(1)
	if err != nil || first > 5*passTime {
		return 1, err
	}
	for runs := 1; ; {
		d, err := pass(runs)
		if err != nil || d >= passTime {
			return runs, err
		}
		// Aim a little above the least duration; one step grows tenfold at most.
		more := 10.0
		if d > 0 {
			more = min(more, 1.2*passTime.Seconds()/d.Seconds())
		}
		runs = int(float64(runs)*more) + 1
	}
}
