package bench

import (
	"fmt"
	"strings"
)

// Result is a measurement as one line of JSON.
type Result struct {
	Name    string  `json:"name"`
	Threads int     `json:"threads"`
	Seconds float64 `json:"seconds"` // of one run, in the fastest pass
	Gflops  float64 `json:"gflops,omitempty"`
}

func newResult(w Workload, threads int, seconds float64) Result {
	r := Result{Name: w.Name, Threads: threads, Seconds: seconds}
	if seconds > 0 {
		r.Gflops = w.Flops / seconds / 1e9
	}
	return r
}

// String returns the result as a line for people.
func (r Result) String() string {
	time, unit := r.Seconds, "s "
	switch {
	case time < 1e-3:
		time, unit = time*1e6, "µs"
	case time < 1:
		time, unit = time*1e3, "ms"
	}
	threads := "threads"
	if r.Threads == 1 {
		threads = "thread "
	}
	s := fmt.Sprintf("%-19s %2d %s %8.3f %s", r.Name, r.Threads, threads, time, unit)
	if r.Gflops > 0 {
		s += fmt.Sprintf(" %7.1f gflop/s", r.Gflops)
	}
	return s
}

// Shares returns what results say together: the best product as a share of the
// peak, and how many times the duration of its part a workload takes.
func Shares(results []Result) (lines []string) {
	seconds := map[string]float64{}
	var top, product Result
	for _, r := range results {
		seconds[r.Name] = r.Seconds
		switch {
		case r.Name == "peak":
			top = r
		case strings.HasPrefix(r.Name, "sgemm-") && r.Gflops > product.Gflops:
			product = r
		}
	}
	if top.Gflops > 0 && product.Gflops > 0 {
		lines = append(lines, fmt.Sprintf("%s reaches %.0f %% of the peak", product.Name, 100*product.Gflops/top.Gflops))
	}
	for _, w := range All() {
		whole, part := seconds[w.Name], seconds[w.Over]
		if whole > 0 && part > 0 {
			lines = append(lines, fmt.Sprintf("%s takes %.2f times as long as %s", w.Name, whole/part, w.Over))
		}
	}
	return lines
}
