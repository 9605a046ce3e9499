package bench

import (
	"context"
	"fmt"
	"math"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl/nn"
	"github.com/udl-go/lab/udl/nn/optim"
)

// adamRate is the learning rate of the autoencoders' optimizer.
const adamRate = 1e-3

// epoch returns a run that trains params by Adam on each batch of data once, in
// order. The loss is a variable of one element, made from a batch.
func epoch(threads int, data *compute.Tensor, batch int, params []*nn.Param, loss func(x *nn.Var) *nn.Var) (func(context.Context) error, error) {
	adam, err := optim.New(params, optim.Config{Method: optim.Adam, LearningRate: adamRate})
	if err != nil {
		return nil, err
	}
	tape := nn.NewTape(nn.TapeConfig{Pool: compute.NewPool(threads), RNG: compute.NewRNG(1), Training: true})
	batches := make([]*compute.Tensor, data.Rows()/batch)
	for i := range batches {
		batches[i] = data.Slice(i*batch, (i+1)*batch)
	}
	return func(ctx context.Context) error {
		last := 0.0
		for _, rows := range batches {
			if err := ctx.Err(); err != nil {
				return err
			}
			tape.Reset()
			l := loss(tape.Const(rows))
			adam.Minimize(tape, l)
			last = l.Item()
		}
		if math.IsNaN(last) || math.IsInf(last, 0) {
			return fmt.Errorf("the loss became %g", last)
		}
		return nil
	}, nil
}
