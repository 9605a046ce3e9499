package train

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/nn"
	"github.com/udl-go/lab/udl/nn/optim"
)

func TestRunLearns(t *testing.T) {
	params, loss := autoencoder(12)
	x := rows(130, 12)
	h := mustRun(t, params, FromTensors(x), loss, Config{Epochs: 8, BatchSize: 16, Optimizer: optim.Config{LearningRate: 0.02}, Validation: FromTensors(x)})
	require.Len(t, h.Epochs, 8)
	assert.Less(t, h.Epochs[7].Loss, h.Epochs[0].Loss)
	assert.Less(t, h.Validations()[7], h.Validations()[0])
	assert.False(t, h.Stopped)
	assert.Equal(t, 1+slices.Index(h.Validations(), slices.Min(h.Validations())), h.Best)
	again, err := Evaluate(context.Background(), FromTensors(x), loss, Config{BatchSize: 16})
	require.NoError(t, err)
	assert.Equal(t, h.Validations()[7], again)
	assert.Regexp(t, `^epoch 8, loss 0\.\d+, validation loss 0\.\d+\nbest: epoch \d, .*\ncomplete after 8 of 8 epochs$`, h.String())
	assert.Equal(t, "no epoch has ended", (&History{}).String())
}

func TestResultDoesNotDependOnWorkers(t *testing.T) {
	var want []float32
	for _, workers := range []int{1, 2, 7} {
		params, loss := autoencoder(300)
		mustRun(t, params, FromTensors(rows(210, 300)), loss, Config{Epochs: 2, BatchSize: 100, Workers: workers, Seed: 5})
		if want == nil {
			want = numbersOf(params)
		}
		assert.Equal(t, want, numbersOf(params), "%d workers", workers)
	}
}

// Every row comes once an epoch, in an order that the seed and the epoch decide.
func TestBatches(t *testing.T) {
	x, y := rows(25, 3), rows(25, 2)
	labels := make([]int, 25)
	for i := range labels {
		labels[i] = 100 + i
	}
	collect := func(c Config) (orders [][]int, sizes []int) {
		w, _ := point(0)
		data := FromTensors(x, y)
		data.Labels = labels
		orders = make([][]int, c.Epochs)
		steps := 0
		mustRun(t, []*nn.Param{w}, data, func(tape *nn.Tape, b *Batch) *nn.Var {
			assert.Equal(t, steps, b.Step)
			steps++
			orders[b.Epoch-1] = append(orders[b.Epoch-1], b.Rows...)
			if b.Epoch == 1 {
				sizes = append(sizes, b.X[0].Rows())
			}
			for i, row := range b.Rows {
				assert.Equal(t, x.Row(row), b.X[0].Row(i))
				assert.Equal(t, y.Row(row), b.X[1].Row(i))
				assert.Equal(t, 100+row, b.Labels[i])
			}
			return tape.Param(w).Mean()
		}, c)
		return orders, sizes
	}
	all := make([]int, 25)
	for i := range all {
		all[i] = i
	}
	orders, sizes := collect(Config{Epochs: 3, BatchSize: 10, Seed: 1})
	assert.Equal(t, []int{10, 10, 5}, sizes)
	for _, o := range orders {
		assert.ElementsMatch(t, all, o)
		assert.NotEqual(t, all, o)
	}
	assert.NotEqual(t, orders[0], orders[1])
	again, _ := collect(Config{Epochs: 3, BatchSize: 10, Seed: 1})
	assert.Equal(t, orders, again)
	other, _ := collect(Config{Epochs: 3, BatchSize: 10, Seed: 2})
	assert.NotEqual(t, orders, other)

	orders, sizes = collect(Config{Epochs: 1, BatchSize: 10, DropLast: true})
	assert.Equal(t, []int{10, 10}, sizes)
	assert.Len(t, orders[0], 20)
	orders, _ = collect(Config{Epochs: 1, BatchSize: 7, InOrder: true})
	assert.Equal(t, all, orders[0])
	_, sizes = collect(Config{Epochs: 1, BatchSize: 100})
	assert.Equal(t, []int{25}, sizes)
}

func TestProgress(t *testing.T) {
	params, loss := autoencoder(4)
	var events []udl.Progress
	ctx := udl.WithProgress(context.Background(), func(e udl.Progress) { events = append(events, e) })
	x := FromTensors(rows(25, 4))
	h, err := Run(ctx, params, x, loss, Config{Epochs: 2, BatchSize: 10, Validation: FromTensors(rows(9, 4)), Task: "vae.Fit"})
	require.NoError(t, err)
	require.Len(t, events, 7)
	for i, e := range events[:6] {
		assert.Equal(t, []any{"vae.Fit", "batch", i + 1, 6, 1 + i/3, 2}, []any{e.Task, e.Unit, e.Done, e.Total, e.Epoch, e.Epochs})
		assert.Equal(t, i%3 == 2, e.NewMark)
		assert.False(t, e.Final)
		if e.NewMark {
			assert.Equal(t, "validation loss", e.Metric)
			assert.Equal(t, h.Epochs[i/3].Validation, e.Value)
		} else {
			assert.Equal(t, "loss", e.Metric)
		}
	}
	assert.True(t, events[6].Final)
	assert.Equal(t, []int{6, 2}, []int{events[6].Done, events[6].Epoch})
}

// A run can be ended at every batch; the parameters are those of the steps made.
func TestCancelAtEveryBatch(t *testing.T) {
	for n := range 7 {
		params, loss := autoencoder(4)
		h, err := Run(stopAfter(n), params, FromTensors(rows(25, 4)), loss, Config{Epochs: 2, BatchSize: 10})
		if n == 6 {
			require.NoError(t, err)
			continue
		}
		require.ErrorIs(t, err, context.Canceled)
		require.ErrorContains(t, err, "of 3 batches")
		require.Len(t, h.Epochs, max(1, n)/3)
		if n >= 3 {
			assert.Contains(t, h.String(), "interrupted after 1 of 2 epochs")
		}
		_, err = Evaluate(context.Background(), FromTensors(rows(5, 4)), loss, Config{})
		require.NoError(t, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	params, loss := autoencoder(4)
	before := numbersOf(params)
	_, err := Run(ctx, params, FromTensors(rows(25, 4)), loss, Config{})
	require.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, before, numbersOf(params))
	_, err = Evaluate(ctx, FromTensors(rows(5, 4)), loss, Config{})
	require.ErrorIs(t, err, context.Canceled)
}

func TestDiverged(t *testing.T) {
	params, loss := autoencoder(4)
	x := rows(25, 4)
	x.Set(float32(math.NaN()), 17, 2)
	h, err := Run(context.Background(), params, FromTensors(x), loss, Config{BatchSize: 10, InOrder: true})
	require.ErrorIs(t, err, udl.ErrDiverged)
	require.ErrorContains(t, err, "the loss is NaN in epoch 1 of 10, batch 2 of 3; try a learning rate of 0.0001 instead of 0.001 or a ClipNorm of 1")
	assert.Empty(t, h.Epochs)
	for _, v := range numbersOf(params) {
		require.False(t, math.IsNaN(float64(v)), "the update of the bad batch was not made")
	}

	w, bad := point(1)
	_, err = Run(context.Background(), []*nn.Param{w}, FromTensors(rows(3, 1)), bad, Config{Epochs: 500, Optimizer: optim.Config{Method: optim.SGD, LearningRate: 3}})
	require.ErrorIs(t, err, udl.ErrDiverged)

	// A gradient without a finite norm, of a loss that has a value.
	w.Value.Data[0] = 0
	root := func(tape *nn.Tape, _ *Batch) *nn.Var { return tape.Param(w).Sqrt().Mean() }
	_, err = Run(context.Background(), []*nn.Param{w}, FromTensors(rows(3, 1)), root, Config{Optimizer: optim.Config{ClipNorm: 1}})
	require.ErrorIs(t, err, udl.ErrDiverged)
	require.ErrorContains(t, err, "norm of the gradients is +Inf")
	assert.Zero(t, w.Value.Data[0])

	_, err = Run(context.Background(), []*nn.Param{w}, FromTensors(rows(3, 1)), func(tape *nn.Tape, b *Batch) *nn.Var {
		if tape.Training {
			return tape.Param(w).Mean()
		}
		return tape.Scalar(math.Inf(1))
	}, Config{Validation: FromTensors(rows(2, 1))})
	require.ErrorIs(t, err, udl.ErrDiverged)
	require.ErrorContains(t, err, "validation loss is +Inf")
}

// The weight rises toward 10 and passes 3, where the validation is best.
func TestEarlyStoppingRestoresTheBest(t *testing.T) {
	c := Config{Epochs: 100, Patience: 4, Optimizer: optim.Config{Method: optim.SGD, LearningRate: 0.02}, Validation: FromTensors(rows(2, 1))}
	w, loss := point(0)
	var path []float32
	c.AfterEpoch = func(Epoch) error { path = append(path, w.Value.Data[0]); return nil }
	h := mustRun(t, []*nn.Param{w}, FromTensors(rows(5, 1)), loss, c)
	require.True(t, h.Stopped)
	require.Len(t, h.Epochs, h.Best+4)
	assert.Equal(t, path[h.Best-1], w.Value.Data[0])
	assert.InDelta(t, 3, w.Value.Data[0], 0.15)
	assert.Contains(t, h.String(), "stopped early")

	// Without validation the training loss decides, and it falls to the end.
	c.Validation, c.Epochs = nil, 20
	w, loss = point(0)
	h = mustRun(t, []*nn.Param{w}, FromTensors(rows(5, 1)), loss, c)
	assert.False(t, h.Stopped)
	assert.Equal(t, 20, h.Best)

	// Improvements below MinDelta do not count.
	c.MinDelta = 1000
	w, loss = point(0)
	h = mustRun(t, []*nn.Param{w}, FromTensors(rows(5, 1)), loss, c)
	assert.True(t, h.Stopped)
	assert.Len(t, h.Epochs, 5)
	assert.Equal(t, 1, h.Best)

	// Nor does a run that is canceled or fails lose the best epoch.
	c = Config{Epochs: 100, Patience: 50, Optimizer: c.Optimizer, Validation: FromTensors(rows(2, 1))}
	w, loss = point(0)
	_, err := Run(stopAfter(40), []*nn.Param{w}, FromTensors(rows(5, 1)), loss, c)
	require.ErrorIs(t, err, context.Canceled)
	assert.InDelta(t, 3, w.Value.Data[0], 0.15)
}

// With EMA the averages are validated and left in the parameters.
func TestAveragesAreTheResult(t *testing.T) {
	w, loss := point(0)
	c := Config{Epochs: 3, Optimizer: optim.Config{Method: optim.SGD, LearningRate: 0.1, EMA: 0.5}, Validation: FromTensors(rows(2, 1))}
	var weights []float64
	c.AfterEpoch = func(Epoch) error { weights = append(weights, float64(w.Value.Data[0])); return nil }
	h := mustRun(t, []*nn.Param{w}, FromTensors(rows(5, 1)), loss, c)
	average := 0.0
	for i, v := range weights {
		average += 0.5 * (v - average)
		assert.InDelta(t, (average-3)*(average-3), h.Epochs[i].Validation, 1e-4)
	}
	assert.InDelta(t, average, w.Value.Data[0], 1e-6)
}

// A loss may contain a gradient, also while evaluating: here the slope of w·x.
func TestLossWithAGradientInIt(t *testing.T) {
	w, _ := point(3)
	loss := func(tape *nn.Tape, b *Batch) *nn.Var {
		x := tape.Leaf(b.X[0])
		slope := tape.Grad(x.Mul(tape.Param(w)).Sum(), x)[0]
		return slope.AddScalar(-1).Square().Mean()
	}
	before, err := Evaluate(context.Background(), FromTensors(rows(5, 1)), loss, Config{})
	require.NoError(t, err)
	assert.Equal(t, 4.0, before)
	mustRun(t, []*nn.Param{w}, FromTensors(rows(5, 1)), loss, Config{Epochs: 50, Optimizer: optim.Config{Method: optim.SGD, LearningRate: 0.2}})
	assert.InDelta(t, 1, w.Value.Data[0], 1e-4)
}

func TestAfterEpochEndsARun(t *testing.T) {
	enough := errors.New("enough")
	w, loss := point(0)
	h, err := Run(context.Background(), []*nn.Param{w}, FromTensors(rows(5, 1)), loss, Config{AfterEpoch: func(e Epoch) error {
		if e.Epoch == 3 {
			return enough
		}
		return nil
	}})
	require.ErrorIs(t, err, enough)
	assert.Len(t, h.Epochs, 3)
}

// shrinking is a Source whose data change between epochs.
type shrinking struct {
	Tensors
	left int
}

func (s *shrinking) Start(order *compute.RNG) (int, error) {
	s.left--
	n, err := s.Tensors.Start(order)
	if s.left < 0 {
		return n - 1, err
	}
	return n, err
}

// short is a Source that fills fewer rows than it is asked for.
type short struct{}

func (short) Start(*compute.RNG) (int, error) { return 5, nil }
func (short) Read(b *Batch, from, to int) error {
	b.Field(0, to-from-1, 1)
	return nil
}

func TestRunRefuses(t *testing.T) {
	w, loss := point(0)
	params, x := []*nn.Param{w}, FromTensors(rows(5, 1))
	mixed := FromTensors(rows(5, 1), rows(4, 1))
	labeled := FromTensors(rows(5, 1))
	labeled.Labels = []int{1}
	stranger, _ := point(0)
	for want, c := range map[string]struct {
		params []*nn.Param
		data   Source
		loss   Loss
		config Config
		is     error
	}{
		"Epochs is -1":                        {params, x, loss, Config{Epochs: -1}, udl.ErrRange},
		"BatchSize is -2":                     {params, x, loss, Config{BatchSize: -2}, udl.ErrRange},
		"Patience is -1":                      {params, x, loss, Config{Patience: -1}, udl.ErrRange},
		"CheckpointEvery is -1":               {params, x, loss, Config{CheckpointEvery: -1}, udl.ErrRange},
		"MinDelta is NaN":                     {params, x, loss, Config{MinDelta: math.NaN()}, udl.ErrRange},
		"need the path of a Checkpoint":       {params, x, loss, Config{Resume: true}, udl.ErrRange},
		"ends in .safetensors":                {params, x, loss, Config{Checkpoint: "run.bin"}, udl.ErrRange},
		"optim: Momentum":                     {params, x, loss, Config{Optimizer: optim.Config{Momentum: 2}}, udl.ErrRange},
		"no parameter to train":               {nil, x, loss, Config{}, udl.ErrRange},
		"must be data and a loss":             {params, nil, loss, Config{}, udl.ErrRange},
		"no fields":                           {params, FromTensors(), loss, Config{}, udl.ErrShape},
		"field 0 of the data has no rows":     {params, FromTensors(nil), loss, Config{}, udl.ErrShape},
		"has 4 rows, field 0 has 5":           {params, mixed, loss, Config{}, udl.ErrShape},
		"5 rows and 1 labels":                 {params, labeled, loss, Config{}, udl.ErrShape},
		"0 rows make no batch of 100":         {params, FromTensors(rows(0, 1)), loss, Config{}, udl.ErrShape},
		"5 rows make no batch of 6":           {params, x, loss, Config{DropLast: true, BatchSize: 6}, udl.ErrShape},
		"had 5 rows and have 4 in epoch 2":    {params, &shrinking{*x, 2}, loss, Config{}, udl.ErrShape},
		"no rows to evaluate":                 {params, x, loss, Config{Validation: FromTensors(rows(0, 1))}, udl.ErrShape},
		"parameter 1 has no value":            {append(params, nil), x, loss, Config{}, udl.ErrRange},
		"parameter 0 has no value":            {[]*nn.Param{{Buffer: true}, w}, x, loss, Config{}, udl.ErrRange},
		"on none of the parameters":           {[]*nn.Param{stranger}, x, loss, Config{}, udl.ErrRange},
		"asked for 5 rows":                    {params, short{}, loss, Config{}, udl.ErrShape},
		"must return a variable of one eleme": {params, x, func(*nn.Tape, *Batch) *nn.Var { return nil }, Config{}, udl.ErrShape},
	} {
		h, err := Run(context.Background(), c.params, c.data, c.loss, c.config)
		require.ErrorIs(t, err, c.is, want)
		require.ErrorContains(t, err, want)
		require.NotNil(t, h)
	}
	_, err := Evaluate(context.Background(), nil, loss, Config{})
	require.ErrorContains(t, err, "train: there must be data and a loss")
	_, err = Evaluate(context.Background(), x, loss, Config{BatchSize: -1})
	require.ErrorIs(t, err, udl.ErrRange)
	_, err = Evaluate(context.Background(), mixed, loss, Config{})
	require.ErrorIs(t, err, udl.ErrShape)
	_, err = Evaluate(context.Background(), short{}, loss, Config{})
	require.ErrorContains(t, err, "field 0")
	for _, drop := range []bool{false, true} {
		h, err := Run(context.Background(), params, x, loss, Config{Epochs: 1, BatchSize: math.MaxInt, DropLast: drop})
		require.Equal(t, drop, err != nil, "one batch of all rows, however large it may be")
		require.Equal(t, !drop, len(h.Epochs) == 1)
	}
}
