package nn

import (
	"math"
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

// steppers are the models of the benchmarks, smaller where time is short.
func steppers() map[string]func() stepper {
	if testing.Short() {
		return steppersOf(20, 10)
	}
	return steppersOf(64, 4)
}

// steppersOf returns models for batches of n, with layers a scale smaller.
func steppersOf(n, scale int) map[string]func() stepper {
	return map[string]func() stepper{
		"deep autoencoder": func() stepper { return newDeepAE(n, scale) },
		"VAE":              func() stepper { return newVAE(n, scale) },
		"WGAN-GP":          func() stepper { return newWGAN(n) },
		"everything":       func() stepper { return newEverything(n) },
	}
}

// wgan is a critic with second-order gradients.
type wgan struct {
	critic Layer
	x, y   *compute.Tensor
}

func newWGAN(n int) stepper {
	r := compute.NewRNG(1)
	return &wgan{NewSequential(
		NewDense(r, 20, 40, DenseConfig{}), NewLeakyReLU(0.2), NewLayerNorm(40, NormConfig{}),
		NewDense(r, 40, 30, DenseConfig{Activation: compute.Softplus}), NewDense(r, 30, 1, DenseConfig{}),
	), filled(1, n, 20), filled(2, n, 20)}
}

func (w *wgan) params() []*Param { return w.critic.Params() }

func (w *wgan) step(t *Tape, u *adam) float64 {
	t.Reset()
	u.rule.Step++
	x, y := t.Const(w.x), t.Const(w.y)
	loss := Wasserstein(w.critic.Forward(y), w.critic.Forward(x)).Add(GradientPenalty(w.critic, x, y).Scale(10))
	u.train(t, loss, w)
	return loss.Item()
}

// everything uses the other layers and losses.
type everything struct {
	embedding, net, head Layer
	x                    *compute.Tensor
	labels               []int
}

func newEverything(n int) stepper {
	r := compute.NewRNG(1)
	e := &everything{
		embedding: NewEmbedding(r, 9, 4, DefaultInit), x: compute.New(n, 3), labels: make([]int, n),
		net: NewSequential(NewDense(r, 12, 16, DenseConfig{Activation: compute.GELU}), NewBatchNorm(16, NormConfig{}),
			NewDropout(0.1), NewSkip(NewDense(r, 16, 8, DenseConfig{Activation: compute.ELU})), NewNoise(0.1),
			NewResidual(NewActivation(compute.Tanh))),
		head: NewSpectralNorm(r, NewDense(r, 24, 5, DenseConfig{}), 1),
	}
	for i := range e.x.Data {
		e.x.Data[i] = float32(r.Intn(9))
	}
	for i := range e.labels {
		e.labels[i] = r.Intn(5)
	}
	return e
}

func (e *everything) params() []*Param {
	return NewSequential(e.embedding, e.net, e.head).Params()
}

func (e *everything) step(t *Tape, u *adam) float64 {
	t.Reset()
	u.rule.Step++
	h := e.net.Forward(e.embedding.Forward(t.Const(e.x)))
	z := e.head.Forward(h)
	loss := CrossEntropy(z, e.labels, Mean).Add(z.LogSumExp().Mean()).Add(L1(h.Columns(0, 8), h.Columns(8, 16), Mean))
	loss = loss.Add(GaussianNLL(h.Columns(0, 8), h.Columns(8, 16), h.Columns(16, 24), Mean)).Add(h.Rows(1, 3).Softmax().Square().Sum())
	u.train(t, loss, e)
	return loss.Item()
}

// allocations returns the fewest allocations of f in several measurements, with
// the garbage collector off, which empties the pools of the kernels. Goroutines
// that take turns in a new way on a busy machine may cost an allocation once; a
// step that allocates does so every time.
func allocations(f func()) float64 {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	least := testing.AllocsPerRun(5, f)
	for range 4 {
		if least > 0 {
			least = min(least, testing.AllocsPerRun(5, f))
		}
	}
	return least
}

// After the first step training allocates nothing.
func TestStepsAllocateNothing(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector empties the pools of the kernels on purpose")
	}
	for name, model := range steppers() {
		for _, workers := range []int{1, 2} {
			s, u := model(), newAdam(1e-3)
			tape := NewTape(TapeConfig{Pool: compute.NewPool(workers), Training: true})
			s.step(tape, u)
			require.Zero(t, allocations(func() { s.step(tape, u) }), "%s, %d workers", name, workers)
		}
	}
}

// The bits of a training do not depend on the number of workers.
func TestWorkersDoNotMatter(t *testing.T) {
	for name, model := range steppers() {
		var first []*Param
		for _, workers := range []int{1, 2, 7} {
			s, u := model(), newAdam(1e-3)
			tape := NewTape(TapeConfig{Pool: compute.NewPool(workers), Training: true})
			for range 3 {
				s.step(tape, u)
			}
			if first == nil {
				first = s.params()
				continue
			}
			for i, p := range s.params() {
				require.Equal(t, first[i].Value.Data, p.Value.Data, "%s, %d workers, %s", name, workers, p.Name)
			}
		}
	}
}

// A training goes the same way on all machines, builds and implementations: the
// losses of step 20 are those that AVX-512 gave, to 2e-5; products add in other
// orders, everything else has the same bits.
func TestTrainingIsTheSameEverywhere(t *testing.T) {
	for name, model := range steppersOf(20, 10) {
		s, u := model(), newAdam(1e-3)
		tape := NewTape(TapeConfig{Training: true})
		last := 0.0
		for range 20 {
			last = s.step(tape, u)
		}
		want := map[string]float64{"deep autoencoder": 53.51235, "VAE": 54.17355, "WGAN-GP": -0.1581681, "everything": 6.850986}[name]
		if math.Abs(last-want) > 2e-5*math.Abs(want) {
			t.Errorf("%s: the loss is %.7g, want %.7g", name, last, want)
		}
	}
}

// Training lowers the loss of each model.
func TestTrainingLearns(t *testing.T) {
	for name, model := range steppers() {
		s, u := model(), newAdam(1e-3)
		tape := NewTape(TapeConfig{Training: true})
		first, last := s.step(tape, u), 0.0
		for range 30 {
			last = s.step(tape, u)
		}
		require.Less(t, last, first, name)
	}
}

// Batches of other sizes, larger and smaller, use the same memory.
func TestMemoryDoesNotGrow(t *testing.T) {
	d := NewDense(compute.NewRNG(1), 30, 20, DenseConfig{Activation: compute.Tanh})
	tape := NewTape(TapeConfig{})
	step := func(n int) {
		tape.Reset()
		tape.Backward(d.Forward(tape.Const(compute.New(n, 30))).Square().Sum())
	}
	blocks := func() (n int) {
		tape.Reset()
		for _, f := range tape.memory.free {
			n += len(f)
		}
		return n
	}
	step(50)
	step(48)
	before := blocks()
	for range 20 {
		step(50)
		step(49)
		step(47)
	}
	require.Equal(t, before, blocks())
}

// The backward pass uses the memory of gradients again as soon as they are
// spent.
func TestBackwardReusesMemory(t *testing.T) {
	tape := NewTape(TapeConfig{})
	p := param("p", 1, 10, 10)
	y := tape.Param(p)
	for range 20 {
		y = y.Tanh().Mul(y)
	}
	tape.Backward(y.Sum())
	tape.Reset()
	require.LessOrEqual(t, len(tape.memory.free[blockClass(100)]), 40+4)
}

func blockClass(n int) int {
	c, _ := class(n)
	return c
}

// BackwardUpdate never has the gradient of a dense weight, used as it is or
// transposed.
func TestFusedUpdateHasNoGradient(t *testing.T) {
	const in, out = 90, 70
	r := compute.NewRNG(1)
	d := NewDense(r, in, out, DenseConfig{Activation: compute.Sigmoid})
	sgd := updaterFunc(func(*Param) *compute.Update { return &compute.Update{Rule: compute.SGD, Rate: 0.1} })
	for _, l := range []*Dense{d, NewTied(r, d, DenseConfig{})} {
		tape := NewTape(TapeConfig{})
		before := append([]float32(nil), d.Weight.Value.Data...)
		tape.BackwardUpdate(l.Forward(tape.Const(filled(1, 3, in+out-l.Bias.Value.Len()))).Sum(), sgd)
		require.NotEqual(t, before, d.Weight.Value.Data)
		tape.Reset()
		require.Empty(t, tape.memory.free[blockClass(in*out)])
	}
}
