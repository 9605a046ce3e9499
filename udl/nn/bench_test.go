package nn

import (
	"fmt"
	"testing"

	"github.com/udl-go/lab/compute"
)

// stepper makes training steps of a model.
type stepper interface {
	step(t *Tape, u *adam) float64
	params() []*Param
}

// deepAE is the deep autoencoder 784-1000-500-250-30 and back, of sigmoids.
type deepAE struct {
	net Layer
	x   *compute.Tensor
}

// newDeepAE returns the autoencoder with a batch of n and layers a scale smaller.
func newDeepAE(n, scale int) stepper {
	r := compute.NewRNG(1)
	sizes := []int{784, 1000, 500, 250, 30, 250, 500, 1000, 784}
	var layers []Layer
	for i := 1; i < len(sizes); i++ {
		c := DenseConfig{Activation: compute.Sigmoid, Init: GlorotUniform}
		if i == len(sizes)/2 || i == len(sizes)-1 {
			c.Activation = compute.Identity
		}
		layers = append(layers, NewDense(r, sizes[i-1]/scale, sizes[i]/scale, c))
	}
	x := compute.New(n, 784/scale)
	r.Uniform(nil, x.Data)
	return &deepAE{NewSequential(layers...), x}
}

func (d *deepAE) params() []*Param { return d.net.Params() }

func (d *deepAE) step(t *Tape, u *adam) float64 {
	t.Reset()
	u.rule.Step++
	x := t.Const(d.x)
	loss := BCEWithLogits(d.net.Forward(x), x, BatchMean)
	u.train(t, loss, d)
	return loss.Item()
}

// vae is the variational autoencoder 784-400-20-400-784.
type vae struct {
	in, mu, logVar, out, logits *Dense
	x                           *compute.Tensor
}

func newVAE(n, scale int) stepper {
	r := compute.NewRNG(1)
	v := &vae{x: compute.New(n, 784/scale)}
	relu := DenseConfig{Activation: compute.ReLU}
	v.in = NewDense(r, 784/scale, 400/scale, relu)
	v.mu = NewDense(r, 400/scale, 20, DenseConfig{})
	v.logVar = NewDense(r, 400/scale, 20, DenseConfig{})
	v.out = NewDense(r, 20, 400/scale, relu)
	v.logits = NewDense(r, 400/scale, 784/scale, DenseConfig{})
	r.Uniform(nil, v.x.Data)
	return v
}

func (v *vae) params() []*Param {
	return NewSequential(v.in, v.mu, v.logVar, v.out, v.logits).Params()
}

func (v *vae) step(t *Tape, u *adam) float64 {
	t.Reset()
	u.rule.Step++
	x := t.Const(v.x)
	h := v.in.Forward(x)
	mu, logVar := v.mu.Forward(h), v.logVar.Forward(h)
	y := v.logits.Forward(v.out.Forward(SampleNormal(mu, logVar)))
	loss := BCEWithLogits(y, x, BatchMean).Add(KLUnitGaussian(mu, logVar, BatchMean))
	u.train(t, loss, v)
	return loss.Item()
}

func benchmark(b *testing.B, s stepper, batches float64) {
	for workers := 1; workers <= 2; workers++ {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			t, u := NewTape(TapeConfig{Pool: compute.NewPool(workers), Training: true}), newAdam(1e-3)
			s.step(t, u)
			b.ReportAllocs()
			for b.Loop() {
				s.step(t, u)
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*batches, "s/epoch")
		})
	}
}

// An epoch is 10,000 samples.
func BenchmarkDeepAEStep(b *testing.B) { benchmark(b, newDeepAE(100, 1), 100) }
func BenchmarkVAEStep(b *testing.B)    { benchmark(b, newVAE(128, 1), 10000.0/128) }

// The cost of an operation besides its numbers: forward and backward on four of
// them.
func BenchmarkSmallOperations(b *testing.B) {
	r := compute.NewRNG(1)
	d := NewDense(r, 2, 2, DenseConfig{Activation: compute.Tanh})
	for name, op := range map[string]func(x *Var) *Var{
		"Add": func(x *Var) *Var { return x.Add(x) }, "Mul": func(x *Var) *Var { return x.Mul(x) },
		"Tanh": (*Var).Tanh, "Scale": func(x *Var) *Var { return x.Scale(0.5) }, "Dense": d.Forward,
	} {
		b.Run(name, func(b *testing.B) {
			t, x := NewTape(TapeConfig{}), param("x", 1, 2, 2)
			const count = 50
			for b.Loop() {
				t.Reset()
				y := t.Param(x)
				for range count {
					y = op(y)
				}
				t.Backward(y.Sum())
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/count, "ns/operation")
		})
	}
}
