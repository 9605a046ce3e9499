package rbm

import (
	"context"
	"fmt"
	"time"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// Gibbs runs one Markov chain from every row of x for the given number of steps,
// each drawing h ~ P(h|v) and then v ~ P(v|h), and returns the visible states
// that it ends with, as zeros and ones. The same seed gives the same chains;
// x is left as it is. When ctx ends it returns its error.
func (m *Bernoulli) Gibbs(ctx context.Context, x *compute.Tensor, steps int, seed uint64) (*compute.Tensor, error) {
	if err := m.check("Gibbs", x); err != nil {
		return nil, err
	}
	if steps < 1 {
		return nil, fmt.Errorf("rbm: Gibbs: steps is %d, want at least 1: %w", steps, udl.ErrRange)
	}
	var (
		pool   = compute.NewPool(m.config.Workers)
		rng    = compute.NewRNG(seed).Stream(streamGibbs)
		v      = compute.New(x.Rows(), x.Cols())
		h      = compute.New(x.Rows(), m.config.NComponents)
		report = newReporter(ctx, "rbm.Gibbs", "step", steps)
	)
	defer report.end()
	copy(v.Data, x.Data)
	for range steps {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("rbm: Gibbs: %w", err)
		}
		m.sampleHidden(pool, rng, v, h)
		m.sampleVisible(pool, rng, h, v)
		report.step()
	}
	return v, nil
}

// Sample draws n visible states after the given number of Gibbs steps from
// independent units at the rates of the training data. The samples follow the
// model only as far as the chains have mixed, which for a trained model takes
// thousands of steps rather than tens.
func (m *Bernoulli) Sample(ctx context.Context, n, steps int, seed uint64) (*compute.Tensor, error) {
	if err := m.ready("Sample"); err != nil {
		return nil, err
	}
	if n < 1 || steps < 1 {
		return nil, fmt.Errorf("rbm: Sample: n is %d and steps is %d, want at least 1: %w", n, steps, udl.ErrRange)
	}
	pool := compute.NewPool(m.config.Workers)
	v := compute.New(n, m.NVisible())
	bias := compute.FromSlice(m.base(), m.NVisible())
	compute.SampleLogits(pool, compute.NewRNG(seed).Stream(streamStarts), v, bias, v)
	return m.Gibbs(ctx, v, steps, seed)
}

// reporter sends the progress events of a computation without a metric.
type reporter struct {
	send  udl.ProgressFunc
	event udl.Progress
	start time.Time
}

func newReporter(ctx context.Context, task, unit string, total int) *reporter {
	return &reporter{
		send:  udl.ProgressFrom(ctx),
		event: udl.Progress{Task: task, Unit: unit, Total: total},
		start: time.Now(),
	}
}

func (r *reporter) step() {
	r.event.Done++
	r.event.Elapsed = time.Since(r.start)
	r.send(r.event)
}

func (r *reporter) end() {
	r.event.Final = true
	r.event.Elapsed = time.Since(r.start)
	r.send(r.event)
}
