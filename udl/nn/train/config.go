package train

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"

	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/nn"
	"github.com/udl-go/lab/udl/nn/optim"
)

// Loss returns the loss of a batch, a variable of one element on the tape t: the
// mean over the rows of b, so that it does not depend on their number. It is
// called once a batch, for training and for validation; t.Training tells which.
type Loss func(t *nn.Tape, b *Batch) *nn.Var

// Config holds the settings of a training run.
// The zero value of a field selects the default given in its comment.
type Config struct {
	Epochs    int          // passes over the data; default 10
	BatchSize int          // rows an update; default 100
	DropLast  bool         // leave out the last batch of an epoch when it is short
	InOrder   bool         // take the rows in the order of the data instead of a new one each epoch
	Optimizer optim.Config // default Adam with a learning rate of 0.001

	// Validation is data whose mean loss ends each epoch, in evaluation mode
	// and with the averages of the weights if Optimizer.EMA is set.
	Validation Source `json:"-"`
	// Patience is how many epochs in a row may pass without a loss more than
	// MinDelta below the best one; then the run ends. The loss is that of
	// Validation, or of training without one. However the run ends, the
	// parameters are those of the best epoch. 0 is no early stopping.
	Patience int
	MinDelta float64

	// Checkpoint is the .safetensors file that holds the whole state of the run,
	// written after each epoch, when ctx ends, and after every CheckpointEvery
	// batches if that is set. A reader sees the old state or the new one.
	Checkpoint      string
	CheckpointEvery int
	Resume          bool // go on from Checkpoint, if that file exists

	// AfterEpoch is called after each epoch with its numbers; an error ends the
	// run and is returned.
	AfterEpoch func(e Epoch) error `json:"-"`

	Workers int    // parallel workers; default one a CPU. Results do not depend on it
	Seed    uint64 // of orders and noise; zero is a seed like any other
	Task    string // what progress events and errors call the run; default "train.Run"
}

func (c Config) withDefaults() Config {
	c.Epochs = cmp.Or(c.Epochs, 10)
	c.BatchSize = cmp.Or(c.BatchSize, 100)
	c.Task = cmp.Or(c.Task, "train.Run")
	return c
}

func (c Config) validate() error {
	for _, f := range []struct {
		name         string
		value, least int
	}{
		{"Epochs", c.Epochs, 1},
		{"BatchSize", c.BatchSize, 1},
		{"Patience", c.Patience, 0},
		{"CheckpointEvery", c.CheckpointEvery, 0},
	} {
		if f.value < f.least {
			return fmt.Errorf("train: %s is %d, want at least %d: %w", f.name, f.value, f.least, udl.ErrRange)
		}
	}
	if !(c.MinDelta >= 0) || math.IsInf(c.MinDelta, 0) {
		return fmt.Errorf("train: MinDelta is %g, want it zero or positive: %w", c.MinDelta, udl.ErrRange)
	}
	if c.Checkpoint == "" && (c.Resume || c.CheckpointEvery > 0) {
		return fmt.Errorf("train: Resume and CheckpointEvery need the path of a Checkpoint: %w", udl.ErrRange)
	}
	if c.Checkpoint != "" && filepath.Ext(c.Checkpoint) != ".safetensors" {
		return fmt.Errorf("train: Checkpoint is %q, want a name that ends in .safetensors: %w", c.Checkpoint, udl.ErrRange)
	}
	return nil
}
