package compute

import (
	"fmt"
	"testing"
)

// rbm is the state of one step of CD-1 with a batch of 100: the work of an RBM's
// training, 784-500, of which an epoch on 60,000 digits has 600 steps.
type rbm struct {
	w, vis, hid         *Tensor // weights and biases
	v, h, s, v2, vs, h2 *Tensor
	rng                 *RNG
	dv, dh, dv2, dh2    []float64
}

func newRBM() *rbm {
	m := &rbm{
		w: New(784, 500), vis: New(784), hid: New(500), rng: NewRNG(1),
		v: New(100, 784), h: New(100, 500), s: New(100, 500), v2: New(100, 784), vs: New(100, 784), h2: New(100, 500),
		dv: make([]float64, 784), dh: make([]float64, 500), dv2: make([]float64, 784), dh2: make([]float64, 500),
	}
	m.rng.Normal(nil, m.w.Data, 0, 0.01)
	m.rng.Bernoulli(nil, m.v.Data, constant(m.v.Len(), 0.15))
	return m
}

// step is one update by contrastive divergence.
func (m *rbm) step(p *Pool) {
	const rate = 0.05
	GemmSample(p, m.rng, NoTrans, NoTrans, m.v, m.w, m.hid, m.h, m.s)
	GemmSample(p, m.rng, NoTrans, Trans, m.s, m.w, m.vis, nil, m.vs)
	GemmBias(p, NoTrans, NoTrans, 1, m.vs, m.w, 0, m.h2, m.hid, Sigmoid)
	Gemm(p, Trans, NoTrans, rate/100, m.v, m.h, 1, m.w)
	Gemm(p, Trans, NoTrans, -rate/100, m.vs, m.h2, 1, m.w)
	ColSums(p, m.v, m.dv)
	ColSums(p, m.vs, m.dv2)
	ColSums(p, m.h, m.dh)
	ColSums(p, m.h2, m.dh2)
	for j := range m.dv {
		m.vis.Data[j] += rate / 100 * float32(m.dv[j]-m.dv2[j])
	}
	for j := range m.dh {
		m.hid.Data[j] += rate / 100 * float32(m.dh[j]-m.dh2[j])
	}
}

func BenchmarkRBMStep(b *testing.B) {
	for workers := 1; workers <= 2; workers++ {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			m, p := newRBM(), NewPool(workers)
			for b.Loop() {
				m.step(p)
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*600, "s/epoch")
		})
	}
}

// BenchmarkGemm reports the rate of products and its share of what the machine
// can do in registers, measured at the same time.
func BenchmarkGemm(b *testing.B) {
	for _, s := range []struct {
		m, n, k int
		ta, tb  Transpose
		beta    float32
	}{
		{64, 64, 64, NoTrans, NoTrans, 0},
		{128, 128, 128, NoTrans, NoTrans, 0},
		{256, 256, 256, NoTrans, NoTrans, 0},
		{512, 512, 512, NoTrans, NoTrans, 0},
		{1024, 1024, 1024, NoTrans, NoTrans, 0},
		{1024, 1024, 1024, NoTrans, Trans, 0},
		{2048, 2048, 2048, NoTrans, NoTrans, 0},
		{100, 1000, 784, NoTrans, NoTrans, 0},
		{100, 784, 1000, NoTrans, Trans, 0},
		{784, 1000, 100, Trans, NoTrans, 0},
		{100, 500, 784, NoTrans, NoTrans, 0},
		{100, 784, 500, NoTrans, Trans, 0},
		{784, 500, 200, Trans, NoTrans, 1},
		{128, 784, 400, NoTrans, NoTrans, 0},
		{100, 250, 30, NoTrans, NoTrans, 0},
		{100, 30, 250, NoTrans, NoTrans, 0},
		{128, 20, 400, NoTrans, NoTrans, 0},
		{1, 500, 784, NoTrans, NoTrans, 0},
		{784, 1, 500, NoTrans, NoTrans, 0},
		{16, 16, 16, NoTrans, NoTrans, 0},
	} {
		for workers := 1; workers <= 2; workers++ {
			b.Run(fmt.Sprintf("%dx%dx%d/%s%s/workers=%d", s.m, s.k, s.n, letter(s.ta), letter(s.tb), workers), func(b *testing.B) {
				x, y, z := operands(s.m, s.n, s.k, s.ta, s.tb)
				p := NewPool(workers)
				peak := PeakFlops(p)
				for b.Loop() {
					Gemm(p, s.ta, s.tb, 0.5, x, y, s.beta, z)
				}
				rate := 2 * float64(s.m) * float64(s.n) * float64(s.k) * float64(b.N) / b.Elapsed().Seconds()
				b.ReportMetric(rate/1e9, "GFLOP/s")
				b.ReportMetric(100*rate/peak, "%peak")
			})
		}
	}
}

func letter(t Transpose) string {
	if t {
		return "T"
	}
	return "N"
}

func BenchmarkPass(b *testing.B) {
	m := newRBM()
	n := float64(m.h.Len())
	for name, f := range map[string]func(){
		"SigmoidBias":       func() { SigmoidBias(nil, m.h, m.hid) },
		"SigmoidBiasSample": func() { SigmoidBiasSample(nil, m.rng, m.h, m.hid, m.s) },
		"SampleLogits":      func() { SampleLogits(nil, m.rng, m.h, m.hid, m.s) },
		"SoftplusRowSums":   func() { SoftplusRowSums(nil, m.h, m.hid, m.dv[:100]) },
		"ColSums":           func() { ColSums(nil, m.h, m.dh) },
		"Bernoulli":         func() { m.rng.Bernoulli(nil, m.s.Data, m.h.Data) },
		"Uniform":           func() { m.rng.Uniform(nil, m.s.Data) },
		"Normal":            func() { m.rng.Normal(nil, m.s.Data, 0, 1) },
		"Axpy":              func() { Axpy(0.5, m.h.Data, m.s.Data) },
		"Dot":               func() { Dot(m.h.Data, m.s.Data) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f()
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/n, "ns/element")
		})
	}
}
