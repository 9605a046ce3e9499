package rbm

import "github.com/udl-go/lab/compute"

// Transform returns P(h=1|v) for every row v of x: the features that the model
// sees in the data, rows×n.
func (m *Bernoulli) Transform(x *compute.Tensor) (*compute.Tensor, error) {
	if err := m.check("Transform", x); err != nil {
		return nil, err
	}
	pool := compute.NewPool(m.config.Workers)
	h := compute.New(x.Rows(), m.config.NComponents)
	m.hiddenMeans(pool, x, h)
	return h, nil
}

// Reconstruct returns P(v=1|h) at h = P(h=1|v) for every row v of x: what the
// model makes of the data after one step up and down, rows×d.
func (m *Bernoulli) Reconstruct(x *compute.Tensor) (*compute.Tensor, error) {
	if err := m.check("Reconstruct", x); err != nil {
		return nil, err
	}
	pool := compute.NewPool(m.config.Workers)
	h := compute.New(x.Rows(), m.config.NComponents)
	m.hiddenMeans(pool, x, h)
	v := compute.New(x.Rows(), m.NVisible())
	compute.Gemm(pool, compute.NoTrans, compute.Trans, 1, h, m.Weights, 0, v)
	compute.SigmoidBias(pool, v, m.VisibleBias)
	return v, nil
}

func (m *Bernoulli) hiddenMeans(pool *compute.Pool, v, h *compute.Tensor) {
	compute.Gemm(pool, compute.NoTrans, compute.NoTrans, 1, v, m.Weights, 0, h)
	compute.SigmoidBias(pool, h, m.HiddenBias)
}

// sampleHidden draws h ~ P(h|v) into h, using h as the work space too.
func (m *Bernoulli) sampleHidden(pool *compute.Pool, r *compute.RNG, v, h *compute.Tensor) {
	compute.Gemm(pool, compute.NoTrans, compute.NoTrans, 1, v, m.Weights, 0, h)
	compute.SampleLogits(pool, r, h, m.HiddenBias, h)
}

// sampleVisible draws v ~ P(v|h) into v, using v as the work space too.
func (m *Bernoulli) sampleVisible(pool *compute.Pool, r *compute.RNG, h, v *compute.Tensor) {
	compute.Gemm(pool, compute.NoTrans, compute.Trans, 1, h, m.Weights, 0, v)
	compute.SampleLogits(pool, r, v, m.VisibleBias, v)
}
