package compute

import (
	"time"

	"github.com/udl-go/lab/compute/internal/kernels/peak"
)

// PeakFlops measures how many floating-point operations p's workers can do in a
// second: multiply-adds in registers, the bound of every product of matrices. It
// is the best of some runs of about a millisecond each.
func PeakFlops(p *Pool) float64 {
	const rounds, tries = 300_000, 8
	r := &peakRun{rounds: rounds, flops: make([]float64, p.Workers())}
	if peak.FMA(1) < 100 { // the scalar form
		r.rounds /= 8
	}
	best := 0.0
	for range tries {
		start := time.Now()
		p.run(len(r.flops), 1, r)
		seconds := time.Since(start).Seconds()
		sum := 0.0
		for _, f := range r.flops {
			sum += f
		}
		best = max(best, sum/seconds)
	}
	return best
}

// peakRun is a loop over workers.
type peakRun struct {
	rounds int
	flops  []float64
}

// run lets each of some workers do its rounds.
func (r *peakRun) run(lo, hi int) {
	for i := lo; i < hi; i++ {
		r.flops[i] = peak.FMA(r.rounds)
	}
}
