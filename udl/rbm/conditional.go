package rbm

import (
	"context"
	"fmt"

	"github.com/udl-go/lab/compute"
)

// Transform returns P(h=1|v) for every row v of x: the features that the model
// sees in the data, rows×n. When ctx ends it returns its error.
func (m *Bernoulli) Transform(ctx context.Context, x *compute.Tensor) (*compute.Tensor, error) {
	if err := m.check("Transform", x); err != nil {
		return nil, err
	}
	pool := compute.NewPool(m.config.Workers)
	h := compute.New(x.Rows(), m.config.NComponents)
	err := inBlocks(ctx, "Transform", x.Rows(), func(from, to int) {
		m.hiddenMeans(pool, x.Slice(from, to), h.Slice(from, to))
	})
	if err != nil {
		return nil, err
	}
	return h, nil
}

// Reconstruct returns P(v=1|h) at h = P(h=1|v) for every row v of x: what the
// model makes of the data after one step up and down, rows×d. When ctx ends it
// returns its error.
func (m *Bernoulli) Reconstruct(ctx context.Context, x *compute.Tensor) (*compute.Tensor, error) {
	if err := m.check("Reconstruct", x); err != nil {
		return nil, err
	}
	pool := compute.NewPool(m.config.Workers)
	h := compute.New(min(blockRows, x.Rows()), m.config.NComponents)
	v := compute.New(x.Rows(), m.NVisible())
	err := inBlocks(ctx, "Reconstruct", x.Rows(), func(from, to int) {
		up, down := h.Slice(0, to-from), v.Slice(from, to)
		m.hiddenMeans(pool, x.Slice(from, to), up)
		compute.GemmBias(pool, compute.NoTrans, compute.Trans, 1, up, m.Weights, 0, down, m.VisibleBias, compute.Sigmoid)
	})
	if err != nil {
		return nil, err
	}
	return v, nil
}

// blockRows bounds the work space of passes over whole data sets, and how long
// they take to notice that their context has ended.
const blockRows = 1000

// inBlocks calls f for one block of rows after the other while ctx lives.
func inBlocks(ctx context.Context, op string, rows int, f func(from, to int)) error {
	for from := 0; from < rows; from += blockRows {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("rbm: %s: %w", op, err)
		}
		f(from, min(from+blockRows, rows))
	}
	return nil
}

func (m *Bernoulli) hiddenMeans(pool *compute.Pool, v, h *compute.Tensor) {
	compute.GemmBias(pool, compute.NoTrans, compute.NoTrans, 1, v, m.Weights, 0, h, m.HiddenBias, compute.Sigmoid)
}

// sampleHidden draws h ~ P(h|v) into h.
func (m *Bernoulli) sampleHidden(pool *compute.Pool, r *compute.RNG, v, h *compute.Tensor) {
	compute.GemmSample(pool, r, compute.NoTrans, compute.NoTrans, v, m.Weights, m.HiddenBias, nil, h)
}

// sampleVisible draws v ~ P(v|h) into v.
func (m *Bernoulli) sampleVisible(pool *compute.Pool, r *compute.RNG, h, v *compute.Tensor) {
	compute.GemmSample(pool, r, compute.NoTrans, compute.Trans, h, m.Weights, m.VisibleBias, nil, v)
}
