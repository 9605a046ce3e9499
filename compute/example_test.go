package compute_test

import (
	"fmt"

	"github.com/udl-go/lab/compute"
)

func ExampleNew() {
	x := compute.New(2, 3)
	x.Set(5, 1, 2)
	fmt.Println(x)
	// Output:
	// Tensor 2×3
	//   [0 0 0]
	//   [0 0 5]
}

func ExampleFromRows() {
	x := compute.FromRows([][]float32{{1, 2}, {3, 4}, {5, 6}})
	fmt.Println(x.Slice(1, 3).Reshape(4))
	// Output:
	// Tensor [4] [3 4 5 6]
}

func ExampleGemm() {
	a := compute.FromRows([][]float32{{1, 2}, {3, 4}})
	b := compute.FromRows([][]float32{{5, 6}, {7, 8}})
	c := compute.New(2, 2)
	c.Fill(100)
	compute.Gemm(nil, compute.Trans, compute.NoTrans, 1, a, b, 1, c) // C = Aᵀ·B + C
	fmt.Println(c)
	// Output:
	// Tensor 2×2
	//   [126 130]
	//   [138 144]
}

func ExampleNewPool() {
	p := compute.NewPool(2)
	squares := make([]int, 5)
	p.For(len(squares), 1, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			squares[i] = i * i
		}
	})
	fmt.Println(squares)
	// Output: [0 1 4 9 16]
}

func ExampleNewRNG() {
	r := compute.NewRNG(42)
	x := make([]float32, 3)
	r.Uniform(nil, x)
	fmt.Println(x)

	state := r.State()
	fmt.Println(r.Intn(100), compute.RNGFromState(state).Intn(100))
	// Output:
	// [0.61295986 0.4685865 0.0732317]
	// 98 98
}

func ExampleSigmoidBiasSample() {
	logits := compute.FromRows([][]float32{{-2, 0, 2}})
	bias := compute.New(3)
	states := compute.New(1, 3)
	compute.SigmoidBiasSample(nil, compute.NewRNG(1), logits, bias, states)
	fmt.Println(logits)
	fmt.Println(states)
	// Output:
	// Tensor 1×3
	//   [0.1192 0.5 0.8808]
	// Tensor 1×3
	//   [0 0 1]
}
