package nn

import (
	"fmt"
	"testing"

	"github.com/udl-go/lab/compute"
)

// deepAE is the deep autoencoder 784-1000-500-250-30 and back, of sigmoids, with
// a batch of 100.
func deepAE() (Layer, *compute.Tensor) {
	r := compute.NewRNG(1)
	sizes := []int{784, 1000, 500, 250, 30, 250, 500, 1000, 784}
	var layers []Layer
	for i := 1; i < len(sizes); i++ {
		c := DenseConfig{Activation: compute.Sigmoid, Init: GlorotUniform}
		if i == len(sizes)/2 || i == len(sizes)-1 {
			c.Activation = compute.Identity
		}
		layers = append(layers, NewDense(r, sizes[i-1], sizes[i], c))
	}
	x := compute.New(100, 784)
	r.Uniform(nil, x.Data)
	return NewSequential(layers...), x
}

func deepAEStep(t *Tape, net Layer, x *compute.Tensor, u *adam) float64 {
	t.Reset()
	u.rule.Step++
	in := t.Const(x)
	loss := BCEWithLogits(net.Forward(in), in, BatchMean)
	t.BackwardUpdate(loss, u)
	return loss.Item()
}

func BenchmarkDeepAEStep(b *testing.B) {
	for workers := 1; workers <= 2; workers++ {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			net, x := deepAE()
			t, u := NewTape(TapeConfig{Pool: compute.NewPool(workers), Training: true}), newAdam(1e-3)
			b.ReportAllocs()
			for b.Loop() {
				deepAEStep(t, net, x, u)
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*100, "s/epoch")
		})
	}
}

// vae is the variational autoencoder 784-400-20-400-784 with a batch of 128.
type vae struct {
	in, mu, logVar, out, logits *Dense
}

func newVAE() (*vae, *compute.Tensor) {
	r := compute.NewRNG(1)
	v := &vae{
		in: NewDense(r, 784, 400, DenseConfig{Activation: compute.ReLU}),
		mu: NewDense(r, 400, 20, DenseConfig{}), logVar: NewDense(r, 400, 20, DenseConfig{}),
		out: NewDense(r, 20, 400, DenseConfig{Activation: compute.ReLU}), logits: NewDense(r, 400, 784, DenseConfig{}),
	}
	x := compute.New(128, 784)
	r.Uniform(nil, x.Data)
	return v, x
}

func (v *vae) step(t *Tape, x *compute.Tensor, u *adam) float64 {
	t.Reset()
	u.rule.Step++
	in := t.Const(x)
	h := v.in.Forward(in)
	mu, logVar := v.mu.Forward(h), v.logVar.Forward(h)
	y := v.logits.Forward(v.out.Forward(SampleNormal(mu, logVar)))
	loss := BCEWithLogits(y, in, BatchMean).Add(KLUnitGaussian(mu, logVar, BatchMean))
	t.BackwardUpdate(loss, u)
	return loss.Item()
}

func BenchmarkVAEStep(b *testing.B) {
	for workers := 1; workers <= 2; workers++ {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			v, x := newVAE()
			t, u := NewTape(TapeConfig{Pool: compute.NewPool(workers), Training: true}), newAdam(1e-3)
			b.ReportAllocs()
			for b.Loop() {
				v.step(t, x, u)
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*10000/128, "s/epoch")
		})
	}
}
