package train

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/udl-go/lab/compute"
)

// end closes an epoch: validation, history, early stopping, checkpoint.
func (r *run) end(ctx context.Context) error {
	if err := r.sound(); err != nil {
		return err
	}
	e := Epoch{Epoch: r.at.Epoch, Loss: r.at.Sum / float64(r.at.Rows), Rate: r.opt.Rate()}
	metric, value := "loss", e.Loss
	r.opt.UseAverages()
	defer r.opt.UseWeights()
	if r.valid != nil {
		v, err := r.valid.run(ctx)
		switch {
		case err != nil && ctx.Err() != nil:
			r.opt.UseWeights()
			return r.interrupted(err)
		case err != nil:
			return fmt.Errorf("train: validation: %w", err)
		case !finite(v):
			return r.diverged("validation loss", v)
		}
		e.Validation = v
		metric, value = "validation loss", v
	}
	r.judge(value)
	r.opt.UseWeights()
	e.Elapsed = time.Since(r.began)
	r.at.History.Epochs = append(r.at.History.Epochs, e)
	r.tell(metric, value, true)
	r.at.Epoch++
	r.at.Batch, r.at.Sum, r.at.Rows = 0, 0, 0
	if err := r.save(); err != nil {
		return err
	}
	if r.c.AfterEpoch != nil {
		return r.c.AfterEpoch(e)
	}
	return nil
}

// judge compares the loss of the epoch that ends with the best one and keeps
// the parameters if it is better.
func (r *run) judge(loss float64) {
	h := &r.at.History
	if h.Best > 0 && loss >= r.at.Lowest-r.c.MinDelta {
		r.at.Waited++
		h.Stopped = r.exhausted()
		return
	}
	h.Best, r.at.Lowest, r.at.Waited = r.at.Epoch, loss, 0
	if r.c.Patience == 0 {
		return
	}
	if r.best == nil {
		r.best = make([]*compute.Tensor, len(r.params))
		for i, p := range r.params {
			r.best[i] = compute.New(p.Value.Shape...)
		}
	}
	for i, p := range r.params {
		r.best[i].CopyFrom(p.Value)
	}
}

// exhausted reports whether early stopping has waited long enough.
func (r *run) exhausted() bool { return r.c.Patience > 0 && r.at.Waited >= r.c.Patience }

// sound reports trained parameters that are not finite: a gradient was not, and
// no loss has told since.
func (r *run) sound() error {
	for _, p := range r.params {
		if p.Frozen || p.Buffer {
			continue
		}
		if norm := compute.SquaredNorm(r.tape.Pool, p.Value); !finite(norm) {
			return r.diverged("norm of "+p.Name, norm)
		}
	}
	return nil
}

// interrupted writes the checkpoint of a run that ends before its time.
func (r *run) interrupted(err error) error {
	return errors.Join(fmt.Errorf("train: stopped in epoch %d of %d, after %d of %d batches: %w",
		r.at.Epoch, r.c.Epochs, r.at.Batch, r.batches, err), r.save())
}

// finish leaves the best parameters there are and reports the end.
func (r *run) finish() {
	r.tape.Reset()
	if r.best != nil {
		r.opt.UseWeights()
		for i, p := range r.params {
			p.Value.CopyFrom(r.best[i])
		}
	} else {
		r.opt.UseAverages()
	}
	r.event.Done, r.event.Epoch = r.done(), min(r.at.Epoch, r.c.Epochs)
	r.event.Final, r.event.NewMark, r.event.Elapsed = true, false, time.Since(r.began)
	r.report(r.event)
}
