package compute_test

import (
	"fmt"

	"github.com/udl-go/lab/compute"
)

func ExampleMap() {
	x := compute.FromRows([][]float32{{-1, 0, 2}})
	y := compute.New(1, 3)
	compute.Map(nil, compute.Tanh, y, x)
	fmt.Println(y)
	// Output:
	// Tensor 1×3
	//   [-0.7616 0 0.964]
}

func ExampleMapGrad() {
	x := compute.FromRows([][]float32{{-1, 0, 2}})
	y, dy := compute.New(1, 3), compute.New(1, 3)
	compute.Map(nil, compute.Sigmoid, y, x)
	dy.Fill(1)
	compute.MapGrad(nil, compute.Sigmoid, dy, nil, y, dy) // needs y, not x
	fmt.Println(dy)
	// Output:
	// Tensor 1×3
	//   [0.1966 0.25 0.105]
}

func ExampleSub() {
	x := compute.FromRows([][]float32{{1, 2, 3}, {4, 6, 8}})
	mean := compute.New(3)
	compute.ColSumsTo(nil, mean, x)
	compute.Affine(nil, mean, 0.5, mean, 0)
	compute.Sub(nil, x, x, mean) // the row is repeated
	fmt.Println(x)
	// Output:
	// Tensor 2×3
	//   [-1.5 -2 -2.5]
	//   [1.5 2 2.5]
}

func ExampleSoftmax() {
	x := compute.FromRows([][]float32{{0, 0}, {1000, 1001}})
	compute.Softmax(nil, x, x)
	fmt.Println(x)
	// Output:
	// Tensor 2×2
	//   [0.5 0.5]
	//   [0.2689 0.7311]
}

func ExampleLogSumExp() {
	x := compute.FromRows([][]float32{{-1000, -1000}, {3e38, 0}})
	sums := compute.New(2)
	compute.LogSumExp(nil, sums, x)
	fmt.Println(sums)
	// Output:
	// Tensor [2] [-999.3 3e+38]
}

func ExampleRNG_DropoutMask() {
	mask := make([]float32, 8)
	compute.NewRNG(1).DropoutMask(nil, mask, 0.5)
	fmt.Println(mask)
	// Output: [0 0 0 0 0 0 2 0]
}
