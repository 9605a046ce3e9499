package rbm_test

import (
	"context"
	"fmt"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl/rbm"
)

func ExampleNew() {
	// Two patterns, repeated: the model learns that the units go together.
	x := compute.New(200, 4)
	for i := range x.Rows() {
		if i%2 == 0 {
			copy(x.Row(i), []float32{1, 1, 0, 0})
		} else {
			copy(x.Row(i), []float32{0, 0, 1, 1})
		}
	}
	m, err := rbm.New(rbm.Config{NComponents: 4, NIter: 200, LearningRate: 0.2, BatchSize: 20, Seed: 1})
	if err != nil {
		panic(err)
	}
	ctx := context.Background()
	if err := m.Fit(ctx, x); err != nil {
		panic(err)
	}
	score, err := m.LogLikelihood(ctx, x, rbm.AISConfig{})
	if err != nil {
		panic(err)
	}
	fmt.Printf("log-likelihood %.1f nats, the best possible is %.1f\n", score.Value, -0.7)
	// Output: log-likelihood -0.7 nats, the best possible is -0.7
}
