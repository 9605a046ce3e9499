package nn

import "github.com/udl-go/lab/compute"

// TapeConfig is how a tape computes. Its fields may be changed between steps.
type TapeConfig struct {
	Pool     *compute.Pool // nil: everything in the caller's goroutine
	RNG      *compute.RNG  // of dropout and noise; nil: seed 0
	Training bool          // dropout drops, batch normalization uses the batch
	NoGrad   bool          // values only: nothing is recorded
}

// Tape records operations on variables, in order, and runs their derivatives
// backward: automatic differentiation in reverse mode.
//
// Variables and their memory belong to the tape. Reset takes them all back for
// the next step, so that a step like the one before allocates nothing; using a
// variable from before the reset panics. A tape serves one goroutine.
type Tape struct {
	TapeConfig

	vars    [generations]slab
	now     *slab
	gen     uint64
	memory  arena
	index   indexArena
	params  map[*Param]*Var
	leaves  []*Var // of params, in order of their first use
	results []*Var // what Grad returned

	replay  bool    // derivatives run without being recorded
	updater Updater // of BackwardUpdate
}

// NewTape returns an empty tape.
func NewTape(c TapeConfig) *Tape {
	if c.RNG == nil {
		c.RNG = compute.NewRNG(0)
	}
	t := &Tape{TapeConfig: c, params: map[*Param]*Var{}}
	t.Reset()
	return t
}

// Reset empties the tape. Its variables and the gradients of parameters are
// invalid from then on and their memory is used again.
func (t *Tape) Reset() {
	if t.now != nil {
		for i := range t.now.n {
			v := t.now.at(i)
			t.free(v)
			v.gen = 0
		}
	}
	for _, v := range t.leaves {
		if g := v.arg.saved[0]; g != nil && v.param.Grad == g.val {
			v.param.Grad = nil
		}
	}
	clear(t.params)
	t.leaves, t.results = t.leaves[:0], t.results[:0]
	t.gen++
	t.now = &t.vars[t.gen%generations]
	t.now.n = 0
	t.index.n = 0
	t.replay, t.updater = false, nil
}

// Const returns x as a variable without gradient. The tensor is not copied and
// must not change before the tape is reset.
func (t *Tape) Const(x *compute.Tensor) *Var {
	if x == nil {
		panic(&Error{Op: "Tape", Msg: "a tensor is nil"})
	}
	v := t.variable()
	v.val = x
	return v
}

// Leaf returns x as a variable with a gradient, for [Tape.Grad]: an input whose
// influence is asked for. The tensor is not copied.
func (t *Tape) Leaf(x *compute.Tensor) *Var {
	v := t.Const(x)
	v.needs = !t.NoGrad
	return v
}

// Param returns the variable of a parameter, always the same until the tape is
// reset: whether it is frozen is asked once.
func (t *Tape) Param(p *Param) *Var {
	if v := t.params[p]; v != nil {
		return v
	}
	if p == nil || p.Value == nil {
		panic(&Error{Op: "Tape", Msg: "a parameter is nil or has no value"})
	}
	v := t.Const(p.Value)
	v.param, v.needs = p, !p.Frozen && !p.Buffer && !t.NoGrad
	t.params[p] = v
	t.leaves = append(t.leaves, v)
	return v
}

// Scalar returns a constant of one element.
func (t *Tape) Scalar(c float64) *Var { return t.Full(c, 1) }

// Full returns a constant of the given shape, all of whose elements are c.
func (t *Tape) Full(c float64, shape ...int) *Var {
	v := t.alloc(shape)
	v.val.Fill(float32(c))
	return v
}

// Normal returns standard normal noise of the given shape from the tape's
// generator, a constant.
func (t *Tape) Normal(shape ...int) *Var {
	v := t.alloc(shape)
	t.RNG.Normal(t.Pool, v.val.Data, 0, 1)
	return v
}

// Uniform returns noise of the given shape, uniform in [0, 1), from the tape's
// generator, a constant.
func (t *Tape) Uniform(shape ...int) *Var {
	v := t.alloc(shape)
	t.RNG.Uniform(t.Pool, v.val.Data)
	return v
}
