package udl

import (
	"context"
	"time"
)

// Progress is one event of a long computation.
//
// Done counts finished units of work (batches, temperatures, rows) out of
// Total. Epoch runs from 1 to Epochs while training and is 0 elsewhere.
type Progress struct {
	Task    string        // what runs, for example "rbm.Fit"
	Unit    string        // what Done counts, for example "batch"
	Done    int           // finished units
	Total   int           // units in the whole run
	Epoch   int           // current epoch, from 1; 0 when there are none
	Epochs  int           // epochs in the whole run
	Metric  string        // name of Value, for example "reconstruction error"; empty when there is none
	Value   float64       // latest value of the metric
	NewMark bool          // Value is a point of the learning curve (the end of an epoch)
	Elapsed time.Duration // since the run began
	Final   bool          // last event of the run, also of a canceled one
}

// ProgressFunc receives the events of a run. It is called from one goroutine
// at a time, at most once a batch, and should return at once.
type ProgressFunc func(Progress)

type progressKey struct{}

// WithProgress returns a context whose computations report to f.
func WithProgress(ctx context.Context, f ProgressFunc) context.Context {
	return context.WithValue(ctx, progressKey{}, f)
}

// ProgressFrom returns the function that receives ctx's progress events.
// It is never nil: without one, events go nowhere.
func ProgressFrom(ctx context.Context) ProgressFunc {
	if f, ok := ctx.Value(progressKey{}).(ProgressFunc); ok && f != nil {
		return f
	}
	return func(Progress) {}
}
