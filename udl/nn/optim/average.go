package optim

import "github.com/udl-go/lab/compute"

// startAverages begins the averages at the weights of before the first update.
func (o *Optimizer) startAverages() {
	for i := range o.slots {
		if s := &o.slots[i]; s.average == nil {
			s.average = s.param.Value.Clone()
		}
	}
}

// follow moves the averages toward the weights after an update:
//
//	average ← EMA·average + (1−EMA)·weight
func (o *Optimizer) follow(p *compute.Pool) {
	if o.config.EMA == 0 {
		return
	}
	for i := range o.slots {
		s := &o.slots[i]
		compute.Lerp(p, s.average, s.param.Value, float32(1-o.config.EMA))
	}
}

// UseAverages puts the averages of the weights into the parameters, for
// evaluation or for good, and keeps the weights. It does nothing without EMA or
// before the first update. Buffers are not averaged. UseWeights puts the weights
// back: call it before the loss of the next step is computed, so that loss and
// update are of the same weights.
func (o *Optimizer) UseAverages() {
	if !o.averaged {
		o.exchange()
	}
}

// UseWeights puts the weights back after UseAverages.
func (o *Optimizer) UseWeights() {
	if o.averaged {
		o.exchange()
	}
}

func (o *Optimizer) exchange() {
	if o.config.EMA == 0 || o.step == 0 {
		return
	}
	o.averaged = !o.averaged
	for i := range o.slots {
		a, w := o.slots[i].average.Data, o.slots[i].param.Value.Data
		for k, v := range a {
			a[k], w[k] = w[k], v
		}
	}
}
