package nn_test

import (
	"fmt"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl/nn"
)

func ExampleNewActivation() {
	eval(nn.NewActivation(compute.Sigmoid), []float32{-2, 0, 2})
	// Output: [0.119 0.500 0.881]
}

func ExampleNewLeakyReLU() {
	eval(nn.NewLeakyReLU(0.1), []float32{-2, 0, 2})
	// Output: [-0.200 0.000 2.000]
}

func ExampleNewSoftmax() {
	eval(nn.NewSoftmax(), []float32{0, 0}, []float32{1000, 0})
	// Output:
	// [0.500 0.500]
	// [1.000 0.000]
}

func ExampleNewDropout() {
	tape := nn.NewTape(nn.TapeConfig{Training: true, RNG: compute.NewRNG(1)})
	y := nn.NewDropout(0.5).Forward(tape.Full(1, 2000))
	dropped := 0
	for _, c := range y.Value().Data {
		if c == 0 {
			dropped++
		}
	}
	fmt.Println("about half:", dropped > 900 && dropped < 1100, "the mean stays:", y.Mean().Item() > 0.9)
	// Output: about half: true the mean stays: true
}

func ExampleNewNoise() {
	eval(nn.NewNoise(0.3), []float32{1, 2}) // noise is for training
	// Output: [1.000 2.000]
}

func ExampleNewBatchNorm() {
	b := nn.NewBatchNorm(1, nn.NormConfig{Momentum: 1})
	tape := nn.NewTape(nn.TapeConfig{Training: true})
	y := b.Forward(tape.Const(compute.FromRows([][]float32{{1}, {3}, {5}})))
	fmt.Printf("%.3f\n", y.Value().Data)
	for _, p := range b.Params() {
		fmt.Println(p.Name, p.Value.Data)
	}
	// Output:
	// [-1.225 0.000 1.225]
	// weight [1]
	// bias [0]
	// running_mean [3]
	// running_var [4]
}

func ExampleNewLayerNorm() {
	eval(nn.NewLayerNorm(3, nn.NormConfig{}), []float32{1, 3, 5}, []float32{10, 30, 50})
	// Output:
	// [-1.225 0.000 1.225]
	// [-1.225 0.000 1.225]
}

// The singular values of the weight are 4 and 2; the layer's are 1 and 1/2.
func ExampleNewSpectralNorm() {
	r := compute.NewRNG(1)
	d := nn.NewDense(r, 2, 2, nn.DenseConfig{NoBias: true})
	copy(d.Weight.Value.Data, []float32{4, 0, 0, 2})
	eval(nn.NewSpectralNorm(r, d, 1), []float32{1, 0}, []float32{0, 1})
	// Output:
	// [1.000 0.000]
	// [0.000 0.500]
}

func ExampleNewEmbedding() {
	e := nn.NewEmbedding(compute.NewRNG(1), 3, 2, nn.Zeros)
	copy(e.Params()[0].Value.Data, []float32{0, 1, 10, 11, 20, 21})
	eval(e, []float32{2, 0}, []float32{1, 1})
	// Output:
	// [20.000 21.000 0.000 1.000]
	// [10.000 11.000 10.000 11.000]
}

func ExampleNewResidual() {
	eval(nn.NewResidual(nn.NewActivation(compute.Square)), []float32{1, 2, 3})
	// Output: [2.000 6.000 12.000]
}

func ExampleNewSkip() {
	eval(nn.NewSkip(nn.NewActivation(compute.Square)), []float32{1, 2, 3})
	// Output: [1.000 2.000 3.000 1.000 4.000 9.000]
}

// A linear critic has the slope w everywhere: its penalty is (‖w‖−1)².
func ExampleGradientPenalty() {
	critic := nn.NewDense(compute.NewRNG(1), 2, 1, nn.DenseConfig{})
	copy(critic.Weight.Value.Data, []float32{3, 4})
	tape := nn.NewTape(nn.TapeConfig{})
	p := nn.GradientPenalty(critic, tape.Full(1, 8, 2), tape.Full(0, 8, 2))
	tape.Backward(p)
	fmt.Printf("%.3f %.3f\n", p.Item(), critic.Weight.Grad.Data)
	// Output: 16.000 [4.800 6.400]
}

// The Jacobian of a linear encoder is its weight.
func ExampleContractivePenalty() {
	encoder := nn.NewDense(compute.NewRNG(1), 2, 2, nn.DenseConfig{})
	copy(encoder.Weight.Value.Data, []float32{1, 2, 3, 4})
	tape := nn.NewTape(nn.TapeConfig{})
	x := tape.Leaf(compute.New(5, 2))
	fmt.Println(nn.ContractivePenalty(encoder.Forward(x), x, 0).Item())
	// Output: 30
}

// The loss of a variational autoencoder whose code says nothing.
func ExampleKLUnitGaussian() {
	tape := nn.NewTape(nn.TapeConfig{})
	mu, logVar := tape.Full(0, 4, 2), tape.Full(0, 4, 2)
	z := nn.SampleNormal(mu, logVar)
	fmt.Println(z.Shape(), nn.KLUnitGaussian(mu, logVar, nn.BatchMean).Item())
	// Output: [4 2] 0
}
