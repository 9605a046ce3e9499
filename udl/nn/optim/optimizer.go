package optim

import (
	"fmt"
	"math"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/nn"
)

// Optimizer trains parameters by the method of its Config.
//
// Minimize makes a step from a loss; Step makes one from gradients that are
// there already. A step with a weight w and its gradient g has the formulas of
// torch.optim, which [compute.Update] lists, after the gradients were clipped.
// Parameters without a gradient, frozen ones and buffers stay as they are, and
// each parameter counts its own steps for Adam's bias correction.
//
// Cost: one pass over weights and averages. After the first step nothing is
// allocated, and the bits do not depend on the machine or the number of workers.
// An Optimizer serves one goroutine.
type Optimizer struct {
	config Config
	slots  []slot
	index  map[*nn.Param]int

	step     int     // updates begun
	rate     float64 // of the current update
	scale    float64 // of its gradients
	norm     float64 // of its gradients before clipping
	averaged bool    // the parameters hold the averages
}

// slot is a parameter with what the optimizer keeps for it.
type slot struct {
	param   *nn.Param
	update  compute.Update
	m, v    *compute.Tensor
	average *compute.Tensor
	last    int // Optimizer.step at its last update
}

// New returns an optimizer of params. Buffers among them are left out and a
// parameter that comes twice counts once. A setting outside its domain, or
// nothing to train, is an error that wraps udl.ErrRange.
func New(params []*nn.Param, c Config) (*Optimizer, error) {
	c = c.withDefaults()
	if err := c.validate(); err != nil {
		return nil, err
	}
	o := &Optimizer{config: c, index: map[*nn.Param]int{}, rate: c.LearningRate}
	for i, p := range params {
		if p == nil || p.Value == nil {
			return nil, fmt.Errorf("optim: parameter %d has no value: %w", i, udl.ErrRange)
		}
		if _, twice := o.index[p]; twice || p.Buffer {
			continue
		}
		o.index[p] = len(o.slots)
		o.slots = append(o.slots, slot{param: p, update: compute.Update{
			Rule: rules[c.Method], Momentum: c.Momentum, Nesterov: c.Nesterov,
			Beta1: c.Beta1, Beta2: c.Beta2, Eps: c.Eps, WeightDecay: c.WeightDecay,
		}})
	}
	if len(o.slots) == 0 {
		return nil, fmt.Errorf("optim: there is no parameter to train: %w", udl.ErrRange)
	}
	return o, nil
}

// Config returns the settings with their defaults filled in.
func (o *Optimizer) Config() Config { return o.config }

// Steps returns how many updates were made.
func (o *Optimizer) Steps() int { return o.step }

// Rate returns the learning rate of the last update.
func (o *Optimizer) Rate() float64 { return o.rate }

// GradNorm returns the norm that all gradients of the last update had together,
// before they were clipped by it; 0 without ClipNorm.
func (o *Optimizer) GradNorm() float64 { return o.norm }

// Fused reports whether a weight can be updated inside the product that makes
// its gradient, so that the gradient need not be stored: when nothing is clipped.
func (o *Optimizer) Fused() bool { return o.config.ClipNorm == 0 && o.config.ClipValue == 0 }

// Minimize makes one step down the gradient of loss, a variable of one element
// on t, in the quickest way that the settings allow: by Tape.BackwardUpdate, or
// by Tape.Backward and Step when gradients are clipped. Both give the same bits.
func (o *Optimizer) Minimize(t *nn.Tape, loss *nn.Var) {
	if !o.Fused() {
		t.Backward(loss)
		o.Step(t.Pool)
		return
	}
	o.begin()
	t.BackwardUpdate(loss, o)
	o.follow(t.Pool)
}

// Step makes one step from the gradients that Tape.Backward left in the
// parameters. ClipValue changes them. When the norm that ClipNorm limits is not
// finite, the step is left out, for GradNorm to tell.
func (o *Optimizer) Step(p *compute.Pool) {
	if !o.clip(p) {
		return
	}
	o.begin()
	for i := range o.slots {
		s := &o.slots[i]
		if s.param.Grad == nil || s.param.Frozen {
			continue
		}
		o.advance(s)
		s.update.Apply(p, s.param.Value, s.param.Grad, s.m, s.v)
	}
	o.scale = 0
	o.follow(p)
}

// Update implements nn.Updater for Tape.BackwardUpdate, which Minimize calls. It
// is called at most once a step for a parameter; called again for the same one,
// it begins the next step. It knows neither clipping nor averages.
func (o *Optimizer) Update(p *nn.Param) (rule *compute.Update, m, v *compute.Tensor) {
	i, ok := o.index[p]
	if !ok || p.Frozen {
		return nil, nil, nil
	}
	s := &o.slots[i]
	if s.last == o.step {
		o.begin()
	}
	o.advance(s)
	return &s.update, s.m, s.v
}

// begin begins the next update.
func (o *Optimizer) begin() {
	o.UseWeights()
	if o.config.EMA > 0 {
		o.startAverages()
	}
	o.rate = o.config.LearningRate * o.config.Schedule(o.step, o.config.Steps)
	o.step++
}

// advance sets the rule of a parameter up for its next step.
func (o *Optimizer) advance(s *slot) {
	s.last = o.step
	s.update.Step++
	s.update.Rate, s.update.Scale = o.rate, o.scale
	if s.m == nil && o.first() {
		s.m = compute.New(s.param.Value.Shape...)
	}
	if s.v == nil && o.config.Method != SGD {
		s.v = compute.New(s.param.Value.Shape...)
	}
}

// first reports whether the method keeps an average of the gradient.
func (o *Optimizer) first() bool {
	switch o.config.Method {
	case SGD:
		return o.config.Momentum > 0
	case RMSProp:
		return false
	}
	return true
}

// clip limits the gradients. It reports false when their norm is not finite.
func (o *Optimizer) clip(p *compute.Pool) bool {
	c := o.config
	sum := 0.0
	for i := range o.slots {
		s := &o.slots[i]
		if s.param.Grad == nil || s.param.Frozen {
			continue
		}
		if c.ClipValue > 0 {
			compute.Clamp(p, s.param.Grad, s.param.Grad, float32(-c.ClipValue), float32(c.ClipValue))
		}
		if c.ClipNorm > 0 {
			sum += compute.SquaredNorm(p, s.param.Grad)
		}
	}
	o.norm, o.scale = math.Sqrt(sum), 0
	if f := c.ClipNorm / (o.norm + 1e-6); c.ClipNorm > 0 && f < 1 { // as in torch
		o.scale = f
	}
	return !math.IsNaN(o.norm) && !math.IsInf(o.norm, 0)
}
