package rbm

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// monitorRows is how many rows the pseudo-likelihood of a progress event uses.
const monitorRows = 500

// Fit trains the model on the rows of x from fresh parameters for
// Config.NIter epochs, in batches drawn in a new order each epoch.
//
// Every batch reports to udl.ProgressFrom(ctx); the metric is the
// pseudo-likelihood of the first rows. When ctx ends, Fit returns its error
// after the current batch, and the model is usable as it then is.
func (m *Bernoulli) Fit(ctx context.Context, x *compute.Tensor) error {
	if err := checkData("Fit", x); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil { // before anything is lost
		return fmt.Errorf("rbm: Fit: %w", err)
	}
	pool := compute.NewPool(m.config.Workers)
	m.reset(x, pool)
	t := newTrainer(m, pool)
	m.run = t
	return m.epochs(ctx, t, x)
}

// PartialFit makes one update from the rows of x, taken as one batch, at the
// full learning rate. The first call sets the model up; chains and momentum go
// on from call to call, also after Fit.
func (m *Bernoulli) PartialFit(ctx context.Context, x *compute.Tensor) error {
	if err := checkData("PartialFit", x); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("rbm: PartialFit: %w", err)
	}
	if m.Weights == nil {
		m.reset(x, compute.NewPool(m.config.Workers))
	}
	if err := m.check("PartialFit", x); err != nil {
		return err
	}
	if m.run == nil || !m.run.follows(m) {
		m.run = newTrainer(m, compute.NewPool(m.config.Workers))
	}
	m.run.batch(x.Rows())
	copy(m.run.data.Data, x.Data)
	m.run.update(m.config.LearningRate)
	m.trained.Batches++
	m.trained.Scored = false
	if !m.finite() {
		return m.diverged("PartialFit", fmt.Sprintf("batch %d", m.trained.Batches))
	}
	return nil
}

func (m *Bernoulli) epochs(ctx context.Context, t *trainer, x *compute.Tensor) error {
	var (
		c       = m.config
		rows    = x.Rows()
		size    = min(c.BatchSize, rows)
		batches = (rows + size - 1) / size
		steps   = batches * c.NIter
		monitor = x.Slice(0, min(monitorRows, rows))
		order   = m.stream(streamShuffle)
		report  = udl.ProgressFrom(ctx)
		event   = udl.Progress{Task: "rbm.Fit", Unit: "batch", Total: steps, Epochs: c.NIter, Metric: "pseudo-likelihood", Value: math.NaN()}
		start   = time.Now()
	)
	defer func() {
		event.Final, event.NewMark, event.Elapsed = true, false, time.Since(start)
		report(event)
	}()
	m.trained.Rows = rows
	for epoch := 1; epoch <= c.NIter; epoch++ {
		perm := order.Perm(rows)
		for from := 0; from < rows; from += size {
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("rbm: Fit stopped in epoch %d of %d: %w", epoch, c.NIter, err)
			}
			batch := perm[from:min(from+size, rows)]
			t.load(x, batch)
			t.update(c.rate(float64(event.Done) / float64(steps)))
			event.Done++
			event.Epoch, event.NewMark, event.Elapsed = epoch, false, time.Since(start)
			if from+size < rows {
				report(event)
			}
		}
		score, err := m.pseudoLikelihood(context.WithoutCancel(ctx), t.pool, monitor)
		if err != nil {
			return err
		}
		if !m.finite() || math.IsNaN(score) || math.IsInf(score, 0) {
			return m.diverged("Fit", fmt.Sprintf("epoch %d", epoch))
		}
		m.trained.Epochs, m.trained.Score, m.trained.Scored = epoch, score, true
		event.Value, event.NewMark = m.trained.Score, true
		report(event)
	}
	return nil
}

// finite reports whether no parameter is infinite or NaN: the sum of finite
// squares is finite in float64, and anything else spoils it.
func (m *Bernoulli) finite() bool {
	sum := 0.0
	for _, p := range [][]float32{m.Weights.Data, m.VisibleBias.Data, m.HiddenBias.Data, m.baseRate} {
		sum += compute.Dot(p, p)
	}
	return !math.IsNaN(sum) && !math.IsInf(sum, 0)
}

func (m *Bernoulli) diverged(op, when string) error {
	return fmt.Errorf("rbm: %s: the weights or the pseudo-likelihood are not finite in %s; try a learning rate of %g instead of %g: %w",
		op, when, m.config.LearningRate/10, m.config.LearningRate, udl.ErrDiverged)
}
