package optim

import (
	"cmp"
	"fmt"
	"math"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// Method is the rule of an optimizer. The zero value selects Adam.
type Method string

// The methods, after the papers: plain or heavy-ball gradient descent (Polyak
// 1964, Nesterov 1983); RMSProp (Tieleman and Hinton 2012); Adam (Kingma and Ba
// 2015); AdamW, whose weight decay is apart from the gradient (Loshchilov and
// Hutter 2019). The formulas are those of torch.optim; see [compute.Update].
const (
	SGD     Method = "sgd"
	RMSProp Method = "rmsprop"
	Adam    Method = "adam"
	AdamW   Method = "adamw"
)

// Config holds the settings of an optimizer.
// The zero value of a field selects the default given in its comment.
type Config struct {
	Method       Method   // default Adam
	LearningRate float64  // step size; default 0.001
	Schedule     Schedule `json:"-"` // course of the learning rate; default Constant
	Steps        int      // updates of the whole run, for schedules that end; train.Run sets it
	Momentum     float64  // share of the last update in the next one, in [0,1); SGD only
	Nesterov     bool     // evaluate the momentum ahead; SGD with Momentum only
	Beta1        float64  // memory of Adam's mean gradient, in (0,1); default 0.9. None at all is written 1e-30
	Beta2        float64  // memory of the mean squared gradient, in (0,1); default 0.999, of RMSProp 0.99
	Eps          float64  // added to the root of the mean square; default 1e-8
	WeightDecay  float64  // L2 penalty on all trained parameters; of AdamW apart from the gradient
	ClipValue    float64  // limit of each number of a gradient; default none
	ClipNorm     float64  // limit of the norm of all gradients together, after ClipValue; default none
	EMA          float64  // memory of the averages of the weights, in [0,1), such as 0.999; default no averages
}

func (c Config) withDefaults() Config {
	c.Method = cmp.Or(c.Method, Adam)
	c.LearningRate = cmp.Or(c.LearningRate, 0.001)
	c.Beta1 = cmp.Or(c.Beta1, 0.9)
	if c.Method == RMSProp {
		c.Beta2 = cmp.Or(c.Beta2, 0.99)
	}
	c.Beta2 = cmp.Or(c.Beta2, 0.999)
	c.Eps = cmp.Or(c.Eps, 1e-8)
	if c.Schedule == nil {
		c.Schedule = Constant
	}
	return c
}

// rules are the methods as compute knows them.
var rules = map[Method]compute.Rule{SGD: compute.SGD, RMSProp: compute.RMSProp, Adam: compute.Adam, AdamW: compute.AdamW}

func (c Config) validate() error {
	if _, ok := rules[c.Method]; !ok {
		return fmt.Errorf("optim: Method is %q, want %q, %q, %q or %q: %w", c.Method, SGD, RMSProp, Adam, AdamW, udl.ErrRange)
	}
	for _, f := range []struct {
		name, want string
		value      float64
		ok         bool
	}{
		{"Steps", "it zero or positive", float64(c.Steps), c.Steps >= 0},
		{"LearningRate", "a positive number", c.LearningRate, c.LearningRate > 0},
		{"Momentum", "it in [0,1)", c.Momentum, c.Momentum >= 0 && c.Momentum < 1},
		{"Beta1", "it in (0,1)", c.Beta1, c.Beta1 > 0 && c.Beta1 < 1},
		{"Beta2", "it in (0,1)", c.Beta2, c.Beta2 > 0 && c.Beta2 < 1},
		{"Eps", "a positive number", c.Eps, c.Eps > 0},
		{"WeightDecay", "it zero or positive", c.WeightDecay, c.WeightDecay >= 0},
		{"ClipValue", "it zero or positive", c.ClipValue, c.ClipValue >= 0},
		{"ClipNorm", "it zero or positive", c.ClipNorm, c.ClipNorm >= 0},
		{"EMA", "it in [0,1)", c.EMA, c.EMA >= 0 && c.EMA < 1},
	} {
		if !f.ok || math.IsInf(f.value, 0) {
			return fmt.Errorf("optim: %s is %g, want %s: %w", f.name, f.value, f.want, udl.ErrRange)
		}
	}
	if c.Momentum > 0 && c.Method != SGD {
		return fmt.Errorf("optim: Momentum is of %q; %q has its own averages, set by Beta1 and Beta2: %w", SGD, c.Method, udl.ErrRange)
	}
	if c.Nesterov && c.Momentum == 0 {
		return fmt.Errorf("optim: Nesterov needs a Momentum: %w", udl.ErrRange)
	}
	return c.trySchedule()
}

// trySchedule asks the schedule for its beginning, some steps on the way, each
// about twice as far, and the last one. Where that is not known a schedule may
// grow without end, but not be undefined.
func (c Config) trySchedule() error {
	last := 1 << 30
	if c.Steps > 0 {
		last = c.Steps - 1
	}
	for step := 0; ; step = min(2*step+1, last) {
		if f := c.Schedule(step, c.Steps); !(f >= 0) || math.IsInf(f, 0) && (c.Steps > 0 || step == 0) {
			return fmt.Errorf("optim: Schedule is %g at step %d for Steps %d, want a factor of the learning rate, zero or more; Linear and Cosine need Steps: %w", f, step, c.Steps, udl.ErrRange)
		}
		if step == last {
			return nil
		}
	}
}
