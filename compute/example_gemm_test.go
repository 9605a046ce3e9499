package compute_test

import (
	"fmt"

	"github.com/udl-go/lab/compute"
)

// A dense layer: two rows of three inputs, two outputs, ReLU.
func ExampleGemmBias() {
	x := compute.FromRows([][]float32{{1, 0, 2}, {0, 1, 1}})
	w := compute.FromRows([][]float32{{1, -1}, {2, 0}, {0, 3}})
	bias := compute.FromSlice([]float32{0.5, -7}, 2)
	y := compute.New(2, 2)
	compute.GemmBias(nil, compute.NoTrans, compute.NoTrans, 1, x, w, 0, y, bias, compute.ReLU)
	fmt.Println(y)
	// Output:
	// Tensor 2×2
	//   [1.5 0]
	//   [2.5 0]
}

// The gradient xᵀ·dy goes straight into a step of gradient descent.
func ExampleGemmUpdate() {
	x := compute.FromRows([][]float32{{1, 0}, {2, 1}})
	dy := compute.FromRows([][]float32{{1}, {-1}})
	w := compute.FromRows([][]float32{{3}, {4}})
	step := compute.Update{Rule: compute.SGD, Rate: 0.5}
	compute.GemmUpdate(nil, &step, compute.Trans, compute.NoTrans, 1, x, dy, w, nil, nil)
	fmt.Println(w)
	// Output:
	// Tensor 2×1
	//   [3.5]
	//   [4.5]
}

// The hidden layer of an RBM: probabilities and states.
func ExampleGemmSample() {
	v := compute.FromRows([][]float32{{1, 0, 1}})
	w := compute.FromRows([][]float32{{90, -90}, {0, 0}, {0, 0}})
	p, h := compute.New(1, 2), compute.New(1, 2)
	compute.GemmSample(nil, compute.NewRNG(1), compute.NoTrans, compute.NoTrans, v, w, nil, p, h)
	fmt.Println(h)
	// Output:
	// Tensor 1×2
	//   [1 0]
}

// How fast products of matrices can be at best on this machine.
func ExamplePeakFlops() {
	fmt.Println(compute.PeakFlops(compute.NewPool(1)) > 0)
	// Output: true
}
