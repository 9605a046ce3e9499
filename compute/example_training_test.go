package compute_test

import (
	"fmt"

	"github.com/udl-go/lab/compute"
)

// A weight that follows the gradient of (w−3)² by Adam.
func ExampleUpdate_Apply() {
	w, g, m, v := compute.New(1), compute.New(1), compute.New(1), compute.New(1)
	u := compute.Update{Rule: compute.Adam, Rate: 0.1, Beta1: 0.9, Beta2: 0.999, Eps: 1e-8}
	for u.Step = 1; u.Step <= 200; u.Step++ {
		g.Data[0] = 2 * (w.Data[0] - 3)
		u.Apply(nil, w, g, m, v)
	}
	fmt.Printf("%.2f\n", w.Data[0])
	// Output: 3.00
}

func ExampleBCEWithLogits() {
	z := compute.FromSlice([]float32{0, 100, -100}, 1, 3)
	x := compute.FromSlice([]float32{1, 1, 1}, 1, 3)
	d := compute.New(1, 3)
	fmt.Printf("%.4f\n", compute.BCEWithLogits(nil, d, z, x))
	fmt.Println(d)
	// Output:
	// 100.6931
	// Tensor 1×3
	//   [-0.5 0 -1]
}

func ExampleCrossEntropy() {
	z := compute.FromSlice([]float32{1, 1, 1, 1, 0, 0, 0, 50}, 2, 4)
	d := compute.New(2, 4)
	fmt.Printf("%.4f\n", compute.CrossEntropy(nil, d, z, []int{2, 3}))
	fmt.Println(d.Row(0))
	// Output:
	// 1.3863
	// [0.25 0.25 -0.75 0.25]
}

func ExampleBatchNorm() {
	x := compute.FromSlice([]float32{1, 10, 3, 30}, 2, 2)
	b := compute.BatchNorm{Mean: compute.New(2), Var: compute.New(2)}
	b.Stats(nil, x)
	b.Forward(nil, x, x)
	fmt.Println(x, b.Mean.Data, b.Var.Data)
	// Output:
	// Tensor 2×2
	//   [-1 -1]
	//   [1 1] [2 20] [1 100]
}

func ExampleLayerNorm() {
	x := compute.FromSlice([]float32{1, 3, 20, 60}, 2, 2)
	l := compute.LayerNorm{Mean: compute.New(2), InvStd: compute.New(2)}
	l.Forward(nil, x, x)
	fmt.Println(x, l.Mean.Data, l.InvStd.Data)
	// Output:
	// Tensor 2×2
	//   [-1 1]
	//   [-1 1] [2 40] [1 0.05]
}

// The gradient of an embedding is scattered back to the rows it came from.
func ExampleGatherRows() {
	table := compute.FromSlice([]float32{1, 2, 3, 4, 5, 6}, 3, 2)
	words := []int{2, 0, 2}
	rows, gradient := compute.New(3, 2), compute.New(3, 2)
	compute.GatherRows(nil, rows, table, words)
	compute.ScatterAddRows(nil, gradient, rows, words)
	fmt.Println(gradient)
	// Output:
	// Tensor 3×2
	//   [1 2]
	//   [0 0]
	//   [10 12]
}
