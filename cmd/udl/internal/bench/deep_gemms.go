package bench

import (
	"context"

	"github.com/udl-go/lab/compute"
)

// The deep autoencoder and the data of its epoch.
const (
	deepRows  = 10_000
	deepBatch = 100
)

// deepWidths returns the widths of the deep autoencoder's layers.
func deepWidths() []int { return []int{784, 1000, 500, 250, 30, 250, 500, 1000, 784} }

// deepFlops is the work of the products in one epoch: three products for each
// layer and batch, but no gradient of the data.
func deepFlops() (flops float64) {
	d := deepWidths()
	for i := range d[1:] {
		products := 3.0
		if i == 0 {
			products = 2
		}
		flops += products * 2 * deepRows * float64(d[i]) * float64(d[i+1])
	}
	return flops
}

// deepGemms are the products of an epoch of the deep autoencoder and nothing
// else: what remains of its training if all other work cost nothing.
func deepGemms() Workload {
	return Workload{
		Name:  "deep-ae-gemms",
		About: "only the products of matrices of deep-ae, unfused",
		Flops: deepFlops(),
		Prepare: func(threads int) (func(context.Context) error, error) {
			p, layers := compute.NewPool(threads), gemmLayers()
			return func(ctx context.Context) error {
				for range deepRows / deepBatch {
					if err := ctx.Err(); err != nil {
						return err
					}
					for _, l := range layers {
						l.forward(p)
					}
					for i := len(layers) - 1; i >= 0; i-- {
						layers[i].backward(p)
					}
				}
				return nil
			}, nil
		},
	}
}

// gemmLayer holds the operands of a layer's products, the gradients in the shape
// of what they are of. The layers share x and y as in a network.
type gemmLayer struct{ x, w, y, dx, dw, dy *compute.Tensor }

func gemmLayers() (layers []gemmLayer) {
	r, d := compute.NewRNG(0), deepWidths()
	x, dx := uniform(r, deepBatch, d[0]), (*compute.Tensor)(nil)
	for i, out := range d[1:] {
		l := gemmLayer{x: x, w: compute.New(d[i], out), y: compute.New(deepBatch, out), dx: dx, dw: compute.New(d[i], out)}
		r.Normal(nil, l.w.Data, 0, 0.03)
		l.dy = compute.New(deepBatch, out)
		layers = append(layers, l)
		x, dx = l.y, l.dy
	}
	r.Normal(nil, dx.Data, 0, 1e-3) // the gradient of the loss
	return layers
}

func (l gemmLayer) forward(p *compute.Pool) {
	compute.Gemm(p, compute.NoTrans, compute.NoTrans, 1, l.x, l.w, 0, l.y)
}

func (l gemmLayer) backward(p *compute.Pool) {
	compute.Gemm(p, compute.Trans, compute.NoTrans, 1, l.x, l.dy, 0, l.dw)
	if l.dx != nil {
		compute.Gemm(p, compute.NoTrans, compute.Trans, 1, l.dy, l.w, 0, l.dx)
	}
}
