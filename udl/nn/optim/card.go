package optim

import (
	"fmt"

	"github.com/udl-go/lab/udl"
)

// String is the optimizer's card: its method, what it trains, how far it is.
func (o *Optimizer) String() string { return o.card().String() }

// HTML is the card for a notebook.
func (o *Optimizer) HTML() string { return o.card().HTML() }

func (o *Optimizer) card() udl.Card {
	n := 0
	for _, s := range o.slots {
		n += s.param.Value.Len()
	}
	c := o.config
	how := fmt.Sprintf("%s, learning rate %g", c.Method, c.LearningRate)
	for _, x := range []struct {
		name  string
		value float64
	}{{"momentum", c.Momentum}, {"weight decay", c.WeightDecay}, {"clipped to norm", c.ClipNorm}, {"averages with memory", c.EMA}} {
		if x.value != 0 {
			how += fmt.Sprintf(", %s %g", x.name, x.value)
		}
	}
	state := "no update yet"
	if o.step > 0 {
		state = fmt.Sprintf("%d updates, the last with rate %.3g", o.step, o.rate)
	}
	return udl.Card{how, fmt.Sprintf("trains %d parameters with %d numbers", len(o.slots), n), state}
}
