package compute

import (
	"fmt"
	"math"
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/optimize"
)

// Rule is the rule of an optimizer.
type Rule uint8

// The rules; [Update] has their formulas.
const (
	SGD Rule = iota
	RMSProp
	Adam
	AdamW
)

// String returns the name of the rule.
func (r Rule) String() string {
	switch r {
	case SGD:
		return "SGD"
	case RMSProp:
		return "RMSProp"
	case Adam:
		return "Adam"
	case AdamW:
		return "AdamW"
	}
	return fmt.Sprintf("Rule(%d)", uint8(r))
}

// Update is an optimizer's step for weights w with a gradient g. With the rate η,
// the weight decay λ and d = Scale·g + λ·w the rules are those of torch.optim:
//
//	SGD      m ← μ·m + d,  w ← w − η·m             without Momentum μ: w ← w − η·d
//	         with Nesterov: w ← w − η·(d + μ·m)
//	RMSProp  v ← β2·v + (1−β2)·d²,  w ← w − η·d/(√v + ε)
//	Adam     m ← m + (1−β1)·(d − m),  v ← β2·v + (1−β2)·d²
//	         w ← w − η·m̂/(√v̂ + ε),  m̂ = m/(1−β1^Step),  v̂ = v/(1−β2^Step)
//	AdamW    as Adam with d = Scale·g and w ← (1−η·λ)·w before the step
//
// The fields have no defaults besides Scale: a zero is a zero. The averages m and
// v start as zeros.
type Update struct {
	Rule         Rule
	Rate         float64 // the learning rate η
	Momentum     float64 // μ, of SGD
	Beta1, Beta2 float64 // of Adam and AdamW; RMSProp's smoothing is Beta2
	Eps          float64 // ε
	WeightDecay  float64 // λ
	Nesterov     bool    // SGD looks ahead
	Step         int     // counts from 1, for the bias correction of Adam and AdamW
	Scale        float64 // multiplies the gradient, for clipping; 0 means 1
}

// Apply updates w and the averages m and v in one pass. g, m and v have as many
// elements as w and overlap nothing; m or v may be nil when the rule has no such
// average: SGD needs m if it has Momentum, RMSProp needs v, Adam and AdamW need
// both. The bits do not depend on the machine or the number of workers. Apply
// panics with an [*Error] when a tensor is missing or does not fit, or when a
// rule that corrects the bias has a Step below 1. It allocates nothing.
func (u *Update) Apply(p *Pool, w, g, m, v *Tensor) {
	r := updateRuns.Get().(*updateRun)
	r.step = u.prepare("Update")
	r.w, r.g = w.Data, g.Data
	r.m, r.v = u.averages("Update", &r.step, w, m, v)
	if len(g.Data) != len(w.Data) {
		fail("Update", "the gradient does not fit the weights", w.Shape, g.Shape)
	}
	if overlap(w.Data, g.Data) || overlap(g.Data, r.m) || overlap(g.Data, r.v) {
		fail("Update", "the gradient overlaps another tensor", w.Shape, g.Shape)
	}
	p.run(len(w.Data), updateGrain, r)
	*r = updateRun{}
	updateRuns.Put(r)
}

// updateGrain is the least number of weights that are worth another worker.
const updateGrain = 1 << 16

// updateRun is a step as a loop over the weights.
type updateRun struct {
	step       optimize.Step
	w, g, m, v []float32
}

var updateRuns = sync.Pool{New: func() any { return new(updateRun) }}

// run updates a range of the weights.
func (r *updateRun) run(lo, hi int) {
	var m, v []float32
	if r.m != nil {
		m = r.m[lo:hi]
	}
	if r.v != nil {
		v = r.v[lo:hi]
	}
	r.step.Apply(r.w[lo:hi], r.g[lo:hi], m, v)
}

// averages returns the averages that a step needs, of which op is sure that they
// fit w.
func (u *Update) averages(op string, s *optimize.Step, w, m, v *Tensor) (first, second []float32) {
	if s.NeedsM() {
		first = u.average(op, "m", w, m)
	}
	if s.NeedsV() {
		second = u.average(op, "v", w, v)
	}
	if overlap(w.Data, first) || overlap(w.Data, second) || overlap(first, second) {
		fail(op, "the averages overlap each other or the weights", w.Shape)
	}
	return first, second
}

// average returns the numbers of an average, which must fit w.
func (u *Update) average(op, name string, w, t *Tensor) []float32 {
	if t == nil {
		fail(op, fmt.Sprintf("%v needs %s", u.Rule, name), w.Shape)
	}
	if len(t.Data) != len(w.Data) {
		fail(op, name+" does not fit the weights", w.Shape, t.Shape)
	}
	return t.Data
}

// prepare returns the step with its constants. Its Apply works on slices.
func (u *Update) prepare(op string) optimize.Step {
	var s optimize.Step
	set := func(at int, x float64) { s.K[at] = float32(x) }
	set(optimize.Scale, u.Scale)
	if u.Scale == 0 {
		set(optimize.Scale, 1)
	}
	set(optimize.Rate, u.Rate)
	set(optimize.Decay, u.WeightDecay)
	set(optimize.Eps, u.Eps)
	set(optimize.Keep, 1)
	set(optimize.Beta, u.Beta2)
	set(optimize.Rest, 1-u.Beta2)
	switch u.Rule {
	case SGD:
		set(optimize.Mu, u.Momentum)
		switch {
		case u.Momentum == 0:
			s.Kind = optimize.Plain
		case u.Nesterov:
			s.Kind = optimize.Nesterov
		default:
			s.Kind = optimize.Momentum
		}
	case RMSProp:
		s.Kind = optimize.RMS
	case Adam, AdamW:
		if u.Step < 1 {
			fail(op, fmt.Sprintf("%v's Step is %d and counts from 1", u.Rule, u.Step))
		}
		s.Kind = optimize.Adam
		set(optimize.Mu, 1-u.Beta1)
		set(optimize.Rate, u.Rate/(1-math.Pow(u.Beta1, float64(u.Step))))
		set(optimize.Root, 1/math.Sqrt(1-math.Pow(u.Beta2, float64(u.Step))))
		if u.Rule == AdamW {
			set(optimize.Decay, 0)
			set(optimize.Keep, 1-u.Rate*u.WeightDecay)
		}
	default:
		fail(op, fmt.Sprintf("%v is not a rule", u.Rule))
	}
	return s
}
