package train_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/internal/testutil"
	"github.com/udl-go/lab/udl/nn"
	"github.com/udl-go/lab/udl/nn/optim"
	"github.com/udl-go/lab/udl/nn/train"
)

// An autoencoder of drawn digits, with a bottleneck of 16 numbers.
func Example() {
	digits := testutil.Digits(600, "train")
	rng := compute.NewRNG(1)
	net := nn.NewSequential(
		nn.NewDense(rng, 784, 16, nn.DenseConfig{Activation: compute.ReLU}),
		nn.NewDense(rng, 16, 784, nn.DenseConfig{}),
	)
	loss := func(t *nn.Tape, b *train.Batch) *nn.Var {
		x := t.Const(b.X[0])
		return nn.BCEWithLogits(net.Forward(x), x, nn.Mean)
	}
	history, err := train.Run(context.Background(), net.Params(), train.FromTensors(digits.X), loss, train.Config{Epochs: 5, BatchSize: 20})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d epochs, loss %.1f\n", len(history.Epochs), history.Epochs[4].Loss)
	// Output: 5 epochs, loss 0.3
}

// Early stopping on validation data, with the averages of the weights.
func ExampleRun() {
	line := nn.NewDense(compute.NewRNG(1), 1, 1, nn.DenseConfig{})
	x := compute.FromSlice([]float32{0, 1, 2, 3, 4, 5}, 6, 1)
	y := compute.FromSlice([]float32{1, 3, 5, 7, 9, 11}, 6, 1)
	data := train.FromTensors(x, y) // two fields a row
	loss := func(t *nn.Tape, b *train.Batch) *nn.Var {
		return nn.MSE(line.Forward(t.Const(b.X[0])), t.Const(b.X[1]), nn.Mean)
	}
	history, err := train.Run(context.Background(), line.Params(), data, loss, train.Config{
		Epochs: 2000, BatchSize: 3, Validation: data, Patience: 20, MinDelta: 1e-9,
		Optimizer: optim.Config{LearningRate: 0.1, EMA: 0.5},
	})
	fmt.Println(err, history.Stopped)
	fmt.Printf("y = %.2f·x + %.2f\n", line.Weight.Value.Data[0], line.Bias.Value.Data[0])
	// Output:
	// <nil> true
	// y = 2.00·x + 1.00
}

// The rows of a batch have labels too, for a loss that wants them.
func ExampleFromTensors() {
	data := train.FromTensors(compute.FromRows([][]float32{{1, 2}, {3, 4}, {5, 6}}))
	data.Labels = []int{7, 8, 9}
	if _, err := data.Start(nil); err != nil {
		fmt.Println(err)
		return
	}
	var b train.Batch
	if err := data.Read(&b, 1, 3); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(b.X[0].Data, b.Labels, b.Rows)
	// Output: [3 4 5 6] [8 9] [1 2]
}

// squares is a Source of the user's: rows that are computed when they are read.
type squares struct{ order []int }

func (s *squares) Start(order *compute.RNG) (int, error) {
	s.order = []int{0, 1, 2, 3}
	if order != nil {
		s.order = order.Perm(4)
	}
	return len(s.order), nil
}

func (s *squares) Read(b *train.Batch, from, to int) error {
	b.Rows = append(b.Rows[:0], s.order[from:to]...)
	x := b.Field(0, to-from, 1)
	for i, row := range b.Rows {
		x.Data[i] = float32(row * row)
	}
	return nil
}

// A Source has two methods.
func ExampleSource() {
	loss := func(t *nn.Tape, b *train.Batch) *nn.Var { return t.Const(b.X[0]).Mean() }
	mean, err := train.Evaluate(context.Background(), &squares{}, loss, train.Config{})
	fmt.Println(mean, err)
	// Output: 3.5 <nil>
}

// OpenNPY reads files larger than memory; the part at hand has a bounded size.
func ExampleOpenNPY() {
	_, err := train.OpenNPY(train.NPYConfig{Files: []string{"images.npy"}, Labels: "labels.npy", Memory: 256 << 20})
	fmt.Println("not there:", errors.Is(err, fs.ErrNotExist))
	// Output: not there: true
}
