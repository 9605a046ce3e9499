package train

import (
	"context"
	"fmt"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/nn"
)

// Evaluate returns the mean loss of data in evaluation mode: without dropout,
// with the running statistics of batch normalization. Noise that the loss draws
// from the tape is the same in every evaluation. Of c it takes BatchSize,
// Workers and Seed.
func Evaluate(ctx context.Context, data Source, loss Loss, c Config) (float64, error) {
	c = c.withDefaults()
	if err := c.validate(); err != nil {
		return 0, err
	}
	if data == nil || loss == nil {
		return 0, errNothing
	}
	return newEvaluator(c, data, loss, compute.NewPool(c.Workers)).run(ctx)
}

// evaluator measures a loss; it keeps its memory from one time to the next.
type evaluator struct {
	data  Source
	loss  Loss
	size  int
	batch Batch
	tape  *nn.Tape
	rng   *compute.RNG
	noise compute.RNG // what rng is at the beginning
}

// Streams of the seed.
const (
	streamOrder = iota
	streamNoise
	streamEvaluation
)

func newEvaluator(c Config, data Source, loss Loss, pool *compute.Pool) *evaluator {
	rng := compute.NewRNG(c.Seed).Stream(streamEvaluation)
	return &evaluator{
		data: data, loss: loss, size: c.BatchSize, rng: rng, noise: *rng,
		tape: nn.NewTape(nn.TapeConfig{Pool: pool, RNG: rng}), // with gradients: a loss may have one in it
	}
}

func (e *evaluator) run(ctx context.Context) (float64, error) {
	rows, err := e.data.Start(nil)
	if err != nil {
		return 0, err
	}
	if rows < 1 {
		return 0, fmt.Errorf("train: there are no rows to evaluate: %w", udl.ErrShape)
	}
	*e.rng = e.noise
	defer e.tape.Reset()
	sum := 0.0
	for from := 0; from < rows; from += e.size {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		to := min(from+e.size, rows)
		if err := e.batch.read(e.data, from, to); err != nil {
			return 0, err
		}
		e.tape.Reset()
		v, err := lossOf(e.loss, e.tape, &e.batch)
		if err != nil {
			return 0, err
		}
		sum += v.Item() * float64(to-from)
	}
	return sum / float64(rows), nil
}

// lossOf calls the user's function.
func lossOf(loss Loss, t *nn.Tape, b *Batch) (*nn.Var, error) {
	v := loss(t, b)
	if v == nil || v.Value().Len() != 1 {
		return nil, fmt.Errorf("train: the loss function must return a variable of one element, such as a Mean: %w", udl.ErrShape)
	}
	return v, nil
}
