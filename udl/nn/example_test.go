package nn_test

import (
	"fmt"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl/nn"
)

// sgd trains every parameter by plain gradient descent.
type sgd struct{ rule compute.Update }

func (s *sgd) Update(*nn.Param) (rule *compute.Update, m, v *compute.Tensor) {
	return &s.rule, nil, nil
}

// An autoencoder of 8 features that lie on a plane learns to reconstruct them
// from 2.
func Example() {
	r := compute.NewRNG(1)
	code, loadings := compute.New(200, 2), compute.New(2, 8)
	r.Normal(nil, code.Data, 0, 1)
	r.Normal(nil, loadings.Data, 0, 1)
	data := compute.MatMul(nil, code, loadings)

	net := nn.NewSequential(nn.NewDense(r, 8, 2, nn.DenseConfig{}), nn.NewDense(r, 2, 8, nn.DenseConfig{}))
	tape := nn.NewTape(nn.TapeConfig{Training: true})
	optimizer := &sgd{compute.Update{Rule: compute.SGD, Rate: 0.1}}
	for epoch := 0; epoch <= 200; epoch++ {
		tape.Reset()
		x := tape.Const(data)
		loss := nn.MSE(net.Forward(x), x, nn.Mean)
		if epoch%200 == 0 {
			fmt.Printf("epoch %3d: a tenth of the variance is left: %v\n", epoch, loss.Item() > 0.1)
		}
		tape.BackwardUpdate(loss, optimizer)
	}
	// Output:
	// epoch   0: a tenth of the variance is left: true
	// epoch 200: a tenth of the variance is left: false
}

// The derivatives of x³ at 2.
func ExampleTape_Grad() {
	tape := nn.NewTape(nn.TapeConfig{})
	x := tape.Leaf(compute.FromSlice([]float32{2}, 1))
	y := x.Mul(x).Mul(x)
	first := tape.Grad(y, x)[0]
	second := tape.Grad(first, x)[0]
	fmt.Println(y.Item(), first.Item(), second.Item())
	// Output: 8 12 12
}

func ExampleTape_Backward() {
	w := &nn.Param{Name: "w", Value: compute.FromSlice([]float32{1, 2, 3}, 3)}
	tape := nn.NewTape(nn.TapeConfig{})
	loss := tape.Param(w).Square().Sum()
	tape.Backward(loss)
	fmt.Println(loss.Item(), w.Grad.Data)
	tape.Reset() // the gradient's memory goes back to the tape
	fmt.Println(w.Grad == nil)
	// Output:
	// 14 [2 4 6]
	// true
}

func ExampleTape_BackwardUpdate() {
	w := &nn.Param{Name: "w", Value: compute.FromSlice([]float32{1, 2, 3}, 3)}
	tape := nn.NewTape(nn.TapeConfig{})
	halve := &sgd{compute.Update{Rule: compute.SGD, Rate: 0.25}}
	tape.BackwardUpdate(tape.Param(w).Square().Sum(), halve)
	fmt.Println(w.Value.Data)
	// Output: [0.5 1 1.5]
}

// eval prints what a layer makes of the rows of x outside of training.
func eval(l nn.Layer, rows ...[]float32) {
	tape := nn.NewTape(nn.TapeConfig{})
	y := l.Forward(tape.Const(compute.FromRows(rows))).Value()
	for i := 0; i < y.Rows(); i++ {
		fmt.Printf("%.3f\n", y.Row(i))
	}
}

func ExampleNewDense() {
	d := nn.NewDense(compute.NewRNG(1), 2, 3, nn.DenseConfig{Activation: compute.ReLU})
	copy(d.Weight.Value.Data, []float32{1, 2, -3, 1, 1, 1})
	eval(d, []float32{1, 1}, []float32{0, -1})
	for _, p := range d.Params() {
		fmt.Println(p.Name, p.Value.Shape)
	}
	// Output:
	// [2.000 3.000 0.000]
	// [0.000 0.000 0.000]
	// weight [2 3]
	// bias [3]
}

// A decoder with the encoder's weight has only a bias of its own.
func ExampleNewTied() {
	r := compute.NewRNG(1)
	encoder := nn.NewDense(r, 784, 64, nn.DenseConfig{Activation: compute.Sigmoid})
	decoder := nn.NewTied(r, encoder, nn.DenseConfig{})
	for _, p := range decoder.Params() {
		fmt.Println(p.Name, p.Value.Shape)
	}
	// Output: bias [784]
}

func ExampleNewSequential() {
	r := compute.NewRNG(1)
	net := nn.NewSequential(
		nn.NewDense(r, 784, 400, nn.DenseConfig{Activation: compute.ReLU, Init: nn.HeNormal}),
		nn.NewDropout(0.2),
		nn.NewDense(r, 400, 10, nn.DenseConfig{}),
	)
	for _, p := range net.Params() {
		fmt.Println(p.Name, p.Value.Shape)
	}
	// Output:
	// 0.weight [784 400]
	// 0.bias [400]
	// 2.weight [400 10]
	// 2.bias [10]
}

func ExamplePrefix() {
	r := compute.NewRNG(1)
	encoder := nn.NewDense(r, 4, 2, nn.DenseConfig{NoBias: true})
	decoder := nn.NewDense(r, 2, 4, nn.DenseConfig{NoBias: true})
	params := append(nn.Prefix("encoder.", encoder.Params()), nn.Prefix("decoder.", decoder.Params())...)
	fmt.Println(params[0].Name, params[1].Name)
	// Output: encoder.weight decoder.weight
}

func ExampleInit() {
	w := compute.New(3, 3)
	if err := nn.Init("glorot", compute.NewRNG(1), w, 3, 3); err != nil {
		fmt.Println(err)
	}
	// Output: nn: no initializer is named "glorot": out of range
}
