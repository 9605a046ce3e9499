package optim

import (
	"fmt"
	"slices"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// State is what an optimizer has gathered: with it and the weights a run goes on
// to the same bits. The slices have one entry per trained parameter, in the
// order of New; a tensor is nil where there is none yet or the method has none.
type State struct {
	Step    int               // updates made, for the schedule
	Steps   []int             // updates of each parameter, for Adam's bias correction
	First   []*compute.Tensor // averages of the gradients, or momenta
	Second  []*compute.Tensor // averages of the squared gradients
	Average []*compute.Tensor // averages of the weights
}

// State returns the state. Its tensors are those of the optimizer, to be read
// before the next step; clone what is to be kept. The weights are put back
// first, if UseAverages had taken them out.
func (o *Optimizer) State() State {
	o.UseWeights()
	s := State{Step: o.step}
	for i := range o.slots {
		t := &o.slots[i]
		s.Steps = append(s.Steps, t.update.Step)
		s.First = append(s.First, t.m)
		s.Second = append(s.Second, t.v)
		s.Average = append(s.Average, t.average)
	}
	return s
}

// SetState continues from a state of an optimizer with the same settings and
// parameters, whose weights have to be set as well. It copies the tensors. A
// state that does not fit is an error that wraps udl.ErrShape and changes
// nothing.
func (o *Optimizer) SetState(s State) error {
	n := len(o.slots)
	if len(s.Steps) != n || len(s.First) != n || len(s.Second) != n || len(s.Average) != n {
		return fmt.Errorf("optim: the state is of %d parameters, the optimizer has %d: %w", len(s.Steps), n, udl.ErrShape)
	}
	if s.Step < 0 || slices.Min(s.Steps) < 0 || slices.Max(s.Steps) > s.Step {
		return fmt.Errorf("optim: the state has %d steps in all and %v of its parameters: %w", s.Step, s.Steps, udl.ErrRange)
	}
	for i := range o.slots {
		if err := o.fits(i, s); err != nil {
			return err
		}
	}
	o.UseWeights()
	o.step, o.norm, o.scale = s.Step, 0, 0
	o.rate = o.config.LearningRate
	if s.Step > 0 {
		o.rate *= o.config.Schedule(s.Step-1, o.config.Steps)
	}
	for i := range o.slots {
		t := &o.slots[i]
		t.update.Step, t.last = s.Steps[i], s.Step
		t.m, t.v, t.average = clone(s.First[i]), clone(s.Second[i]), clone(s.Average[i])
	}
	return nil
}

// fits reports what is wrong with the state of a parameter.
func (o *Optimizer) fits(i int, s State) error {
	p := o.slots[i].param
	for _, part := range []struct {
		name   string
		tensor *compute.Tensor
		needed bool
	}{
		{"momentum", s.First[i], o.first() && s.Steps[i] > 0},
		{"mean square", s.Second[i], o.config.Method != SGD && s.Steps[i] > 0},
		{"average", s.Average[i], o.config.EMA > 0 && s.Step > 0},
	} {
		switch {
		case part.tensor == nil && part.needed:
			return fmt.Errorf("optim: the state has no %s of %s: %w", part.name, p.Name, udl.ErrShape)
		case part.tensor != nil && !slices.Equal(part.tensor.Shape, p.Value.Shape):
			return fmt.Errorf("optim: the %s of %s has the shape %v, the weights have %v: %w",
				part.name, p.Name, part.tensor.Shape, p.Value.Shape, udl.ErrShape)
		}
	}
	return nil
}

func clone(t *compute.Tensor) *compute.Tensor {
	if t == nil {
		return nil
	}
	return t.Clone()
}
