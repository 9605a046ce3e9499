package bench

import (
	"context"
	"fmt"
	"runtime"
	"time"
)

// Workload is a fixed piece of work.
type Workload struct {
	Name  string
	About string  // one line for help
	Flops float64 // floating-point operations of one pass; 0 when they mean nothing

	// Prepare makes the data and returns one pass over them on so many threads.
	Prepare func(threads int) (pass func(context.Context) error, err error)
}

// Result is a measurement as one line of JSON.
type Result struct {
	Name    string  `json:"name"`
	Threads int     `json:"threads"`
	Seconds float64 `json:"seconds"` // the fastest pass
	Gflops  float64 `json:"gflops,omitempty"`
}

// String returns the result as a line for people.
func (r Result) String() string {
	s := fmt.Sprintf("%-10s %2d threads  %8.4f s", r.Name, r.Threads, r.Seconds)
	if r.Gflops > 0 {
		s += fmt.Sprintf("  %7.1f gflop/s", r.Gflops)
	}
	return s
}

// All returns every workload.
func All() []Workload { return []Workload{rbmEpoch()} }

// Measure runs a workload once to warm up and then so many passes, with the Go
// scheduler limited to as many threads, and keeps the fastest.
func Measure(ctx context.Context, w Workload, threads, passes int) (Result, error) {
	if threads < 1 || passes < 1 {
		return Result{}, fmt.Errorf("bench: %d threads and %d passes, want at least 1 of each", threads, passes)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(threads))
	pass, err := w.Prepare(threads)
	if err != nil {
		return Result{}, fmt.Errorf("bench: %s: %w", w.Name, err)
	}
	r := Result{Name: w.Name, Threads: threads}
	for i := range passes + 1 {
		began := time.Now()
		if err := pass(ctx); err != nil {
			return Result{}, fmt.Errorf("bench: %s: %w", w.Name, err)
		}
		s := time.Since(began).Seconds()
		if i > 0 && (r.Seconds == 0 || s < r.Seconds) {
			r.Seconds = s
		}
	}
	if r.Seconds > 0 {
		r.Gflops = w.Flops / r.Seconds / 1e9
	}
	return r, nil
}
