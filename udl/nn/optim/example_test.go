package optim_test

import (
	"fmt"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl/nn"
	"github.com/udl-go/lab/udl/nn/optim"
)

// A line through four points by gradient descent.
func ExampleOptimizer_Minimize() {
	x := compute.FromSlice([]float32{0, 1, 2, 3}, 4, 1)
	y := compute.FromSlice([]float32{1, 3, 5, 7}, 4, 1)
	line := nn.NewDense(compute.NewRNG(1), 1, 1, nn.DenseConfig{})
	opt, err := optim.New(line.Params(), optim.Config{Method: optim.SGD, LearningRate: 0.1, Momentum: 0.5})
	if err != nil {
		fmt.Println(err)
		return
	}
	tape := nn.NewTape(nn.TapeConfig{Training: true})
	for step := 0; step < 200; step++ {
		tape.Reset()
		opt.Minimize(tape, nn.MSE(line.Forward(tape.Const(x)), tape.Const(y), nn.Mean))
	}
	fmt.Printf("y = %.2f·x + %.2f\n", line.Weight.Value.Data[0], line.Bias.Value.Data[0])
	// Output: y = 2.00·x + 1.00
}

func ExampleNew() {
	net := nn.NewDense(compute.NewRNG(1), 4, 2, nn.DenseConfig{})
	_, err := optim.New(net.Params(), optim.Config{Schedule: optim.Cosine})
	fmt.Println(err)
	// Output: optim: Schedule is NaN at step 0 for Steps 0, want a factor of the learning rate, zero or more; Linear and Cosine need Steps: out of range
}

func ExampleWarmup() {
	s := optim.Warmup(2, optim.Floor(0.1, optim.Cosine))
	for step := 0; step < 6; step++ {
		fmt.Printf("%.2f ", s(step, 6))
	}
	// Output: 0.50 1.00 1.00 0.87 0.55 0.23
}
