package optim_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/nn"
	"github.com/udl-go/lab/udl/nn/optim"
)

// task is a small network with data.
type task struct {
	net  nn.Layer
	x    *compute.Tensor
	tape *nn.Tape
}

func newTask() *task {
	r := compute.NewRNG(3)
	x := compute.New(20, 12)
	r.Uniform(nil, x.Data)
	return &task{
		nn.NewSequential(nn.NewDense(r, 12, 5, nn.DenseConfig{Activation: compute.Tanh}), nn.NewBatchNorm(5, nn.NormConfig{}), nn.NewDense(r, 5, 12, nn.DenseConfig{})),
		x, nn.NewTape(nn.TapeConfig{Training: true}),
	}
}

func (k *task) loss() *nn.Var {
	k.tape.Reset()
	x := k.tape.Const(k.x)
	return nn.BCEWithLogits(k.net.Forward(x), x, nn.Mean)
}

func (k *task) run(t *testing.T, opt *optim.Optimizer, steps int) (last float64) {
	t.Helper()
	for range steps {
		loss := k.loss()
		last = loss.Item()
		opt.Minimize(k.tape, loss)
	}
	return last
}

func (k *task) weights() (all []float32) {
	for _, p := range k.net.Params() {
		all = append(all, p.Value.Data...)
	}
	return all
}

func create(t testing.TB, params []*nn.Param, c optim.Config) *optim.Optimizer {
	t.Helper()
	opt, err := optim.New(params, c)
	require.NoError(t, err)
	return opt
}

var methods = []optim.Config{
	{Method: optim.SGD, LearningRate: 0.1},
	{Method: optim.SGD, LearningRate: 0.1, Momentum: 0.9, Nesterov: true, WeightDecay: 0.01},
	{Method: optim.RMSProp},
	{Schedule: optim.Cosine, Steps: 30, EMA: 0.9},
	{Method: optim.AdamW, WeightDecay: 0.1, ClipNorm: 0.3},
	{ClipValue: 0.01, Schedule: optim.Warmup(4, optim.Exponential(0.99))},
}

// The fused step, which stores no gradients, has the bits of Backward and Step.
func TestMinimizeEqualsBackwardAndStep(t *testing.T) {
	for _, c := range methods {
		fused, apart := newTask(), newTask()
		one, two := create(t, fused.net.Params(), c), create(t, apart.net.Params(), c)
		before := fused.run(t, one, 1)
		after := fused.run(t, one, 24)
		for range 25 {
			apart.tape.Backward(apart.loss())
			two.Step(nil)
		}
		assert.Equal(t, apart.weights(), fused.weights(), "%+v", c)
		assert.Less(t, after, before, "%+v", c)
		assert.Equal(t, 25, one.Steps())
	}
}

// The tape may be given the optimizer itself: each round of updates is a step.
func TestOptimizerIsAnUpdater(t *testing.T) {
	c := optim.Config{Schedule: optim.Exponential(0.5), LearningRate: 0.1}
	usual, direct := newTask(), newTask()
	one, two := create(t, usual.net.Params(), c), create(t, direct.net.Params(), c)
	usual.run(t, one, 5)
	for range 5 {
		direct.tape.BackwardUpdate(direct.loss(), two)
	}
	assert.Equal(t, usual.weights(), direct.weights())
	assert.Equal(t, 5, two.Steps())
	assert.Equal(t, one.Rate(), two.Rate())
	rule, _, _ := two.Update(&nn.Param{Value: compute.New(1)})
	assert.Nil(t, rule, "a parameter of somebody else")
}

// A run that stops, is stored and goes on elsewhere has the bits of one that
// does not stop, averages included.
func TestStateContinuesToTheSameBits(t *testing.T) {
	for _, c := range methods {
		whole, first, second := newTask(), newTask(), newTask()
		opt := create(t, whole.net.Params(), c)
		whole.run(t, opt, 20)

		half := create(t, first.net.Params(), c)
		first.run(t, half, 8)
		half.UseAverages() // State puts the weights back
		s := half.State()
		rest := create(t, second.net.Params(), c)
		second.run(t, rest, 3) // leaves a trace that SetState must remove
		for i, p := range second.net.Params() {
			p.Value.CopyFrom(first.net.Params()[i].Value)
		}
		require.NoError(t, rest.SetState(s))
		require.Equal(t, half.Rate(), rest.Rate())
		second.run(t, rest, 12)
		assert.Equal(t, whole.weights(), second.weights(), "%+v", c)
		opt.UseAverages()
		rest.UseAverages()
		assert.Equal(t, whole.weights(), second.weights(), "%+v", c)
	}
}

func TestSetStateRefuses(t *testing.T) {
	k := newTask()
	opt := create(t, k.net.Params(), optim.Config{EMA: 0.5})
	k.run(t, opt, 2)
	good := opt.State()
	for _, spoil := range []func(s *optim.State){
		func(s *optim.State) { s.Steps = s.Steps[1:] },
		func(s *optim.State) { s.First[0] = nil },
		func(s *optim.State) { s.Second[1] = compute.New(1, 2) },
		func(s *optim.State) { s.Average[0] = nil },
	} {
		s := optim.State{
			Step: good.Step, Steps: append([]int(nil), good.Steps...), First: append([]*compute.Tensor(nil), good.First...),
			Second: append([]*compute.Tensor(nil), good.Second...), Average: append([]*compute.Tensor(nil), good.Average...),
		}
		spoil(&s)
		require.ErrorIs(t, opt.SetState(s), udl.ErrShape)
	}
	bad := good
	bad.Step = 1
	require.ErrorIs(t, opt.SetState(bad), udl.ErrRange)
	require.NoError(t, opt.SetState(good))
}

func TestAverages(t *testing.T) {
	k := newTask()
	opt := create(t, k.net.Params(), optim.Config{EMA: 0.75, LearningRate: 0.05})
	opt.UseAverages() // there are none yet
	want := k.trained()
	for range 10 {
		k.run(t, opt, 1)
		for i, w := range k.trained() {
			want[i] += 0.25 * (w - want[i])
		}
	}
	weights := k.weights()
	opt.UseAverages()
	opt.UseAverages() // once is enough
	assert.InDeltaSlice(t, want, k.trained(), 1e-6)
	opt.UseWeights()
	assert.Equal(t, weights, k.weights())

	opt.UseAverages() // a step puts the weights back
	other := newTask()
	twin := create(t, other.net.Params(), optim.Config{EMA: 0.75, LearningRate: 0.05})
	other.run(t, twin, 10)
	loss := other.loss()
	twin.Minimize(other.tape, loss)
	opt.UseWeights()
	k.run(t, opt, 1)
	assert.Equal(t, other.weights(), k.weights())
}

// trained are the weights without buffers.
func (k *task) trained() (all []float32) {
	for _, p := range k.net.Params() {
		if !p.Buffer {
			all = append(all, p.Value.Data...)
		}
	}
	return all
}

func TestFrozenAndForeignParametersStay(t *testing.T) {
	k := newTask()
	params := k.net.Params()
	opt := create(t, append(params, params...), optim.Config{LearningRate: 0.1, WeightDecay: 1}) // twice is once
	nn.Freeze(params[:1], true)
	idle := &nn.Param{Name: "idle", Value: compute.FromSlice([]float32{1, 2}, 2)}
	lazy := create(t, append(k.net.Params(), idle), optim.Config{Method: optim.SGD, WeightDecay: 1})
	before := append([]float32(nil), params[0].Value.Data...)
	k.run(t, opt, 3)
	k.run(t, lazy, 3)
	assert.Equal(t, before, params[0].Value.Data)
	assert.Equal(t, []float32{1, 2}, idle.Value.Data)
	nn.Freeze(params[:1], false)
	k.run(t, opt, 1)
	assert.NotEqual(t, before, params[0].Value.Data)
	assert.Equal(t, []int{1, 4}, opt.State().Steps[:2], "each counts its own steps")
}

// A norm that is not finite leaves the weights alone.
func TestInfiniteGradientIsLeftOut(t *testing.T) {
	p := &nn.Param{Name: "w", Value: compute.FromSlice([]float32{1, 2}, 2)}
	opt := create(t, []*nn.Param{p}, optim.Config{ClipNorm: 1})
	p.Grad = compute.FromSlice([]float32{float32(math.Inf(1)), 0}, 2)
	opt.Step(nil)
	assert.Equal(t, []float32{1, 2}, p.Value.Data)
	assert.True(t, math.IsInf(opt.GradNorm(), 1))
	assert.Zero(t, opt.Steps())
	p.Grad = compute.FromSlice([]float32{3, 4}, 2)
	opt.Step(nil)
	assert.InDelta(t, 5, opt.GradNorm(), 1e-12)
	assert.Equal(t, 1, opt.Steps())
}

func TestNewRefuses(t *testing.T) {
	p := []*nn.Param{{Name: "w", Value: compute.New(1)}}
	for want, c := range map[string]optim.Config{
		`Method is "adamax"`:              {Method: "adamax"},
		"LearningRate is -1":              {LearningRate: -1},
		"LearningRate is NaN":             {LearningRate: math.NaN()},
		"LearningRate is +Inf":            {LearningRate: math.Inf(1)},
		"Momentum is 1, want it in [0,1)": {Method: optim.SGD, Momentum: 1},
		`Momentum is of "sgd"`:            {Momentum: 0.9},
		"Nesterov needs a Momentum":       {Method: optim.SGD, Nesterov: true},
		"Beta1 is 1, want it in (0,1)":    {Beta1: 1},
		"Beta2 is -0.5":                   {Beta2: -0.5},
		"Eps is -1e-08":                   {Eps: -1e-8},
		"WeightDecay is -1":               {WeightDecay: -1},
		"ClipValue is -1":                 {ClipValue: -1},
		"ClipNorm is +Inf":                {ClipNorm: math.Inf(1)},
		"EMA is 1, want it in [0,1)":      {EMA: 1},
		"Linear and Cosine need Steps":    {Schedule: optim.Cosine},
		"Schedule is -1 at step 0":        {Schedule: func(int, int) float64 { return -1 }},
		"Schedule is NaN at step 7":       {Schedule: optim.Warmup(5, optim.Cosine)}, // without Steps
		"Schedule is +Inf at step 2047":   {Schedule: optim.Exponential(2), Steps: 5000},
		"Schedule is -0.5 at step 2":      {Steps: 3, Schedule: func(step, total int) float64 { return 0.5 * float64(1-step) }},
		"Steps is -1":                     {Steps: -1},
	} {
		_, err := optim.New(p, c)
		require.ErrorIs(t, err, udl.ErrRange, want)
		require.ErrorContains(t, err, want)
	}
	_, err := optim.New([]*nn.Param{{Name: "m", Value: compute.New(1), Buffer: true}}, optim.Config{})
	require.ErrorContains(t, err, "no parameter to train")
	_, err = optim.New([]*nn.Param{{Name: "m"}}, optim.Config{})
	require.ErrorContains(t, err, "no value")
}

func TestDefaults(t *testing.T) {
	c := create(t, newTask().net.Params(), optim.Config{}).Config()
	assert.Equal(t, []any{optim.Adam, 0.001, 0.9, 0.999, 1e-8}, []any{c.Method, c.LearningRate, c.Beta1, c.Beta2, c.Eps})
	assert.Equal(t, 0.99, create(t, newTask().net.Params(), optim.Config{Method: optim.RMSProp}).Config().Beta2)
}

func TestSchedules(t *testing.T) {
	for _, c := range []struct {
		name        string
		s           optim.Schedule
		step, total int
		want        float64
	}{
		{"constant", optim.Constant, 7, 0, 1},
		{"linear", optim.Linear, 0, 10, 1},
		{"linear", optim.Linear, 4, 10, 0.6},
		{"linear beyond its end", optim.Linear, 40, 10, 0},
		{"cosine", optim.Cosine, 5, 10, 0.5},
		{"cosine at its end", optim.Cosine, 10, 10, 0},
		{"steps", optim.StepDecay(3, 0.1), 2, 0, 1},
		{"steps", optim.StepDecay(3, 0.1), 6, 0, 0.01},
		{"exponential", optim.Exponential(0.5), 3, 0, 0.125},
		{"warmup", optim.Warmup(4, optim.Linear), 0, 14, 0.25},
		{"warmup ends", optim.Warmup(4, optim.Linear), 3, 14, 1},
		{"after the warmup", optim.Warmup(4, optim.Linear), 9, 14, 0.5},
		{"after a warmup that is the whole run", optim.Warmup(4, optim.Linear), 4, 4, 1},
		{"warmup alone", optim.Warmup(4, nil), 9, 0, 1},
		{"floor", optim.Floor(0.2, optim.Linear), 10, 10, 0.2},
		{"floor of nothing", optim.Floor(0.2, nil), 10, 10, 1},
	} {
		assert.InDelta(t, c.want, c.s(c.step, c.total), 1e-12, "%s, step %d", c.name, c.step)
	}
}
