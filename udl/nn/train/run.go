package train

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/nn"
	"github.com/udl-go/lab/udl/nn/optim"
)

// Run trains params on the rows of data by the gradient of loss and returns the
// history of the epochs that ended.
//
// Each batch reports to udl.ProgressFrom(ctx): the mean loss of the epoch so
// far, and after an epoch its loss, of validation if there is one. When ctx
// ends, Run writes the checkpoint and returns the context's error after the
// current batch. When a loss is not finite, or with Optimizer.ClipNorm a
// gradient, Run stops before the update; parameters that are not finite end it
// after the epoch and never go into a checkpoint. These errors wrap
// udl.ErrDiverged.
//
// However a run ends, it leaves the parameters of the best epoch with
// Config.Patience, otherwise the latest, or the averages of them with
// Optimizer.EMA. The history is never nil.
//
// Errors: a setting outside its domain wraps udl.ErrRange, data whose rows do
// not fit udl.ErrShape, a damaged checkpoint udl.ErrFormat. Cost: after the
// first batches a step allocates nothing. The result depends on the arguments
// alone, not on the number of workers or on interruptions.
func Run(ctx context.Context, params []*nn.Param, data Source, loss Loss, c Config) (*History, error) {
	r, err := newRun(params, data, loss, c.withDefaults())
	if err != nil {
		return &History{}, err
	}
	r.report = udl.ProgressFrom(ctx)
	defer r.finish() // also when the loss panics
	return &r.at.History, r.epochs(ctx)
}

// run is a training run under way.
type run struct {
	c       Config
	params  []*nn.Param
	data    Source
	loss    Loss
	tape    *nn.Tape
	rng     *compute.RNG // of the tape
	opt     *optim.Optimizer
	valid   *evaluator // nil without validation data
	batch   Batch
	rows    int
	batches int // in an epoch

	at   position
	best []*compute.Tensor // the parameters of the best epoch, nil without Patience or before it

	buffers []*nn.Param       // among the parameters
	before  []*compute.Tensor // what they were before the batch

	report udl.ProgressFunc
	event  udl.Progress
	began  time.Time
}

// position is how far a run has come. A checkpoint holds it.
type position struct {
	Epoch   int     // under way, from 1
	Batch   int     // finished in it
	Sum     float64 // of their losses, over rows
	Rows    int     // in them
	Waited  int     // epochs since the best one
	Lowest  float64 // loss of the best epoch, if there is one
	History History
}

var errNothing = fmt.Errorf("train: there must be data and a loss: %w", udl.ErrRange)

// newRun sets a run up, from its checkpoint if it is to be resumed.
func newRun(params []*nn.Param, data Source, loss Loss, c Config) (*run, error) {
	if err := c.validate(); err != nil {
		return nil, err
	}
	if data == nil || loss == nil {
		return nil, errNothing
	}
	if c.Checkpoint != "" {
		if _, err := os.Stat(filepath.Dir(c.Checkpoint)); err != nil {
			return nil, fmt.Errorf("train: checkpoint: %w", err)
		}
	}
	rows, err := data.Start(nil)
	if err != nil {
		return nil, err
	}
	r := &run{c: c, params: distinct(params), data: data, loss: loss, rows: rows, began: time.Now()}
	r.batches = rows / c.BatchSize
	if rows%c.BatchSize > 0 && !c.DropLast {
		r.batches++
	}
	if r.batches < 1 {
		return nil, fmt.Errorf("train: %d rows make no batch of %d: %w", rows, c.BatchSize, udl.ErrShape)
	}
	c.Optimizer.Steps = cmp.Or(c.Optimizer.Steps, r.batches*c.Epochs)
	if r.opt, err = optim.New(r.params, c.Optimizer); err != nil {
		return nil, err
	}
	for _, p := range r.params {
		if p.Buffer {
			r.buffers = append(r.buffers, p)
			r.before = append(r.before, compute.New(p.Value.Shape...))
		}
	}
	pool := compute.NewPool(c.Workers)
	r.rng = compute.NewRNG(c.Seed).Stream(streamNoise)
	r.tape = nn.NewTape(nn.TapeConfig{Pool: pool, RNG: r.rng, Training: true})
	if c.Validation != nil {
		r.valid = newEvaluator(c, c.Validation, loss, pool)
	}
	r.at.Epoch = 1
	if c.Resume {
		if err := r.resume(); err != nil {
			return nil, err
		}
	}
	r.at.History.Planned = c.Epochs
	r.event = udl.Progress{Task: c.Task, Unit: "batch", Total: r.batches * c.Epochs, Epochs: c.Epochs, Metric: "loss", Value: math.NaN()}
	return r, nil
}

// distinct drops parameters that came before.
func distinct(params []*nn.Param) (once []*nn.Param) {
	seen := map[*nn.Param]bool{}
	for _, p := range params {
		if !seen[p] {
			seen[p] = true
			once = append(once, p)
		}
	}
	return once
}

// epochs runs what is left of the run.
func (r *run) epochs(ctx context.Context) error {
	for r.at.Epoch <= r.c.Epochs && !r.at.History.Stopped {
		if err := ctx.Err(); err != nil {
			return r.interrupted(err)
		}
		order := compute.NewRNG(r.c.Seed).Stream(streamOrder).Stream(uint64(r.at.Epoch))
		if r.c.InOrder {
			order = nil
		}
		rows, err := r.data.Start(order)
		if err != nil {
			return err
		}
		if rows != r.rows {
			return fmt.Errorf("train: the data had %d rows and have %d in epoch %d: %w", r.rows, rows, r.at.Epoch, udl.ErrShape)
		}
		if err := r.epoch(ctx); err != nil {
			return err
		}
	}
	return nil
}

// epoch runs the batches that are left of an epoch, and its end.
func (r *run) epoch(ctx context.Context) error {
	for r.at.Batch < r.batches {
		if err := ctx.Err(); err != nil {
			return r.interrupted(err)
		}
		if err := r.step(); err != nil {
			return err
		}
		if r.at.Batch == r.batches {
			break
		}
		r.tell("loss", r.at.Sum/float64(r.at.Rows), false)
		if every := r.c.CheckpointEvery; every > 0 && r.done()%every == 0 {
			if err := r.save(); err != nil {
				return err
			}
		}
	}
	return r.end(ctx)
}

// step trains on the next batch.
func (r *run) step() error {
	from := r.at.Batch * r.c.BatchSize
	to := min(from+r.c.BatchSize, r.rows)
	r.batch.Epoch, r.batch.Step = r.at.Epoch, r.opt.Steps()
	if err := r.batch.read(r.data, from, to); err != nil {
		return err
	}
	for i, p := range r.buffers {
		r.before[i].CopyFrom(p.Value)
	}
	r.tape.Reset()
	loss, err := lossOf(r.loss, r.tape, &r.batch)
	if err != nil {
		return err
	}
	value := loss.Item()
	if !finite(value) {
		for i, p := range r.buffers { // running statistics of a bad batch are bad
			p.Value.CopyFrom(r.before[i])
		}
		return r.diverged("loss", value)
	}
	r.opt.Minimize(r.tape, loss)
	if norm := r.opt.GradNorm(); !finite(norm) {
		return r.diverged("norm of the gradients", norm)
	}
	if r.opt.Steps() == 1 && slices.Max(r.opt.State().Steps) == 0 {
		return fmt.Errorf("train: the loss depends on none of the parameters that Run was given: %w", udl.ErrRange)
	}
	r.at.Sum += value * float64(to-from)
	r.at.Rows += to - from
	r.at.Batch++
	return nil
}

// done counts the finished batches of the run.
func (r *run) done() int { return (r.at.Epoch-1)*r.batches + r.at.Batch }

// tell reports how far the run is.
func (r *run) tell(metric string, value float64, mark bool) {
	r.event.Done, r.event.Epoch, r.event.Elapsed = r.done(), r.at.Epoch, time.Since(r.began)
	r.event.Metric, r.event.Value, r.event.NewMark = metric, value, mark
	r.report(r.event)
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

func (r *run) diverged(what string, value float64) error {
	rate := r.opt.Config().LearningRate
	hint := fmt.Sprintf("try a learning rate of %g instead of %g", rate/10, rate)
	if r.c.Optimizer.ClipNorm == 0 {
		hint += " or a ClipNorm of 1"
	}
	return fmt.Errorf("train: the %s is %g in epoch %d of %d, batch %d of %d; %s, and look for NaN in the data: %w",
		what, value, r.at.Epoch, r.c.Epochs, min(r.at.Batch+1, r.batches), r.batches, hint, udl.ErrDiverged)
}
