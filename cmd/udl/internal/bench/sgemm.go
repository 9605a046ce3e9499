package bench

import (
	"context"
	"fmt"

	"github.com/udl-go/lab/compute"
)

// products are single products of matrices: squares, and the shapes that occur
// in networks, a batch times a matrix of weights.
func products() (all []Workload) {
	for _, n := range []int{64, 128, 256, 512, 1024, 2048} {
		all = append(all, product(fmt.Sprintf("sgemm-%d", n), n, n, n))
	}
	for _, s := range [][3]int{{100, 784, 1000}, {100, 784, 500}, {128, 400, 784}, {100, 30, 250}} {
		all = append(all, product(fmt.Sprintf("sgemm-%dx%dx%d", s[0], s[1], s[2]), s[0], s[1], s[2]))
	}
	return all
}

// product is one call of Gemm for an m×k and a k×n matrix of numbers in [0, 1).
func product(name string, m, k, n int) Workload {
	return Workload{
		Name:  name,
		About: fmt.Sprintf("the product of a %d×%d and a %d×%d matrix", m, k, k, n),
		Flops: 2 * float64(m) * float64(k) * float64(n),
		Prepare: func(threads int) (func(context.Context) error, error) {
			p, r := compute.NewPool(threads), compute.NewRNG(0)
			a, b, c := uniform(r, m, k), uniform(r, k, n), compute.New(m, n)
			return func(ctx context.Context) error {
				compute.Gemm(p, compute.NoTrans, compute.NoTrans, 1, a, b, 0, c)
				return ctx.Err()
			}, nil
		},
	}
}

// uniform returns a matrix of numbers in [0, 1).
func uniform(r *compute.RNG, rows, cols int) *compute.Tensor {
	x := compute.New(rows, cols)
	r.Uniform(nil, x.Data)
	return x
}
