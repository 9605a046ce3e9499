package nn

import "github.com/udl-go/lab/compute"

// Backward computes the gradients of loss, which has one element, with respect
// to the parameters that it depends on, and sets their Grad. Grad of the other
// parameters on the tape is nil.
func (t *Tape) Backward(loss *Var) { t.backward("Backward", loss, nil) }

// BackwardUpdate does what Backward does, followed by one step of u's rule for
// every parameter that it reached, and gives the same bits. A weight that one
// matrix product uses is updated inside the product that makes its gradient,
// which is never stored: Grad of parameters is nil afterward. What the tape holds
// was made with the old parameters; reset it.
func (t *Tape) BackwardUpdate(loss *Var, u Updater) { t.backward("BackwardUpdate", loss, u) }

func (t *Tape) backward(op string, loss *Var, u Updater) {
	if loss.live(op) != t {
		panic(&Error{Op: op, Msg: "the loss belongs to another tape"})
	}
	if loss.val.Len() != 1 {
		fail(op, "the loss does not have one element: take its Mean or Sum", loss)
	}
	t.reach(loss.id, t.leaves)
	if !loss.want {
		fail(op, "the loss depends on no parameter that is trained", loss)
	}
	t.replay, t.updater = true, u
	t.sweep(loss)
	for _, v := range t.leaves {
		t.finish(v)
	}
	t.replay, t.updater = false, nil
}

// finish hands the gradient of a parameter to its owner.
func (t *Tape) finish(v *Var) {
	v.param.Grad = nil
	g := v.grad
	switch {
	case g == nil:
	case t.updater != nil:
		if rule, m, s := t.updater.Update(v.param); rule != nil {
			rule.Apply(t.Pool, v.val, g.val, m, s)
		}
	default:
		if g.refs > 1 || g.shared || !g.owner {
			c := t.like(v)
			copy(c.val.Data, g.val.Data)
			g = c
		}
		v.param.Grad, v.arg.saved[0] = g.val, g
	}
}

// Grad returns the gradients of Σ y with respect to xs. The gradients are
// variables like others, recorded with the operations that made them: they can
// be part of a loss, and Grad of a gradient is a second derivative. Where y does
// not depend on x the gradient is zero. The slice is valid until the tape is
// reset.
func (t *Tape) Grad(y *Var, xs ...*Var) []*Var {
	if y.live("Grad", xs...) != t {
		panic(&Error{Op: "Grad", Msg: "the variables belong to another tape"})
	}
	t.reach(y.id, xs)
	if y.want {
		t.sweep(y)
	}
	first := len(t.results)
	for _, x := range xs {
		if !x.needs {
			fail("Grad", "x is a constant: make it with Tape.Leaf, or clear NoGrad", x)
		}
		g := x.grad
		if g == nil {
			g = t.like(x)
			g.val.Fill(0)
		}
		t.results = append(t.results, g)
	}
	return t.results[first:len(t.results):len(t.results)]
}

// reach marks the variables up to last that depend on xs.
func (t *Tape) reach(last int, xs []*Var) {
	for i := range t.now.n {
		v := t.now.at(i)
		v.grad, v.want = nil, false
	}
	for _, x := range xs {
		x.want = x.needs
	}
	for i := range last + 1 {
		v := t.now.at(i)
		if v.op == nil {
			continue
		}
		for _, x := range v.in {
			v.want = v.want || x != nil && x.want
		}
	}
}

// sweep runs the derivatives of the operations from y back to the first.
func (t *Tape) sweep(y *Var) {
	seed := t.like(y)
	seed.val.Fill(1)
	y.accumulate(seed)
	for i := y.id; i >= 0; i-- {
		v := t.now.at(i)
		if v.grad == nil || v.op == nil {
			continue
		}
		g := v.grad
		v.op.vjp(v, g)
		if t.replay {
			v.grad = nil
			t.drop(g)
		}
	}
}

// accumulate adds g, of as many elements, to the gradient of x. A derivative does
// not use g afterward unless it is the gradient that it was given.
func (x *Var) accumulate(g *Var) {
	t := x.tape
	if !sameShape(g, x) {
		g = g.Reshape(x.val.Shape...)
	}
	switch old := x.grad; {
	case old == nil:
		x.grad = g
		g.refs++
	case t.spent(old):
		compute.Add(t.Pool, old.val, old.val, g.val)
	default:
		x.grad = old.Add(g)
		x.grad.refs++
		t.drop(old)
	}
}

// drop ends a variable's use as a gradient and frees its memory after the last
// one, if nobody can have it.
func (t *Tape) drop(g *Var) {
	g.refs--
	t.discard(g)
}

// discard frees a variable that a derivative made for itself, unless it has
// become a gradient.
func (t *Tape) discard(v *Var) {
	if t.replay && v.refs == 0 && !v.shared {
		t.free(v)
	}
}

// spent reports whether the gradient g of one variable may be overwritten for it,
// because nobody else has it.
func (t *Tape) spent(g *Var) bool {
	return t.replay && g.refs == 1 && g.owner && !g.shared
}
