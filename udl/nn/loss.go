package nn

import "github.com/udl-go/lab/compute"

// The losses below are sums of elements, made with their gradients in one pass
// of a fused kernel. The gradients wait, as saved variables, for the backward
// pass, which multiplies them by the gradient of the loss. Where they need
// derivatives themselves they are made again from operations on variables.

// mustMatch panics unless the operands have the same shape.
func mustMatch(op string, x *Var, ys ...*Var) {
	for _, y := range ys {
		if !sameShape(x, y) {
			fail(op, "the shapes differ", x, y)
		}
	}
}

// room returns a variable for the gradient of x, and its tensor; both are nil if
// nobody can ask for it.
func (t *Tape) room(x *Var) (*Var, *compute.Tensor) {
	if !x.needs || t.replay || t.NoGrad {
		return nil, nil
	}
	v := t.like(x)
	return v, v.val
}

// reduce returns c·sum as a variable and keeps c.
func (t *Tape) reduce(sum, c float64) *Var {
	v := t.scalar(c * sum)
	v.arg.a = float32(c)
	return v
}

// fused returns the saved gradient i of the loss x, times c·dy, or nil if it has
// to be made from operations on variables.
func (x *Var) fused(i int, c float32, dy *Var) *Var {
	t, d := x.tape, x.arg.saved[i]
	if !t.replay || d == nil {
		return nil
	}
	x.arg.saved[i] = nil // its memory becomes the gradient
	if c *= dy.val.Data[0]; c != 1 {
		compute.Affine(t.Pool, d.val, c, d.val, 0)
	}
	return d
}

// times returns c·x.
func (x *Var) times(c float32) *Var { return x.Scale(float64(c)) }

// BCEWithLogits returns the binary cross-entropy of the probabilities σ(z) with
// targets x in [0, 1], per element log(1+exp(z)) − x·z, for logits z of any size.
func BCEWithLogits(logits, target *Var, r Reduction) *Var {
	t := logits.live("BCEWithLogits", target)
	mustMatch("BCEWithLogits", logits, target)
	saved, d := t.room(logits)
	v := t.reduce(compute.BCEWithLogits(t.Pool, d, logits.val, target.val), r.factor(logits))
	v.arg.saved[0] = saved
	return v.record(bceOp{}, logits, target)
}

type bceOp struct{}

func (bceOp) vjp(v, dy *Var) {
	z, x, c := v.in[0], v.in[1], v.arg.a
	if z.want {
		g := v.fused(0, c, dy)
		if g == nil {
			g = z.Sigmoid().Sub(x).Mul(dy.times(c))
		}
		z.accumulate(g)
	}
	if x.want {
		x.accumulate(z.Mul(dy.times(-c)))
	}
}

// MSE returns the squared error, per element (x−y)².
func MSE(x, y *Var, r Reduction) *Var {
	t := x.live("MSE", y)
	mustMatch("MSE", x, y)
	saved, d := t.room(x)
	v := t.reduce(compute.SquaredError(t.Pool, d, x.val, y.val), r.factor(x))
	v.arg.saved[0] = saved
	return v.record(mseOp{}, x, y)
}

type mseOp struct{}

func (mseOp) vjp(v, dy *Var) {
	x, y, c := v.in[0], v.in[1], 2*v.arg.a
	if y.want {
		y.accumulate(y.Sub(x).Mul(dy.times(c)))
	}
	if x.want {
		g := v.fused(0, c, dy)
		if g == nil {
			g = x.Sub(y).Mul(dy.times(c))
		}
		x.accumulate(g)
	}
}

// L1 returns the absolute error, per element |x−y|; its derivative at 0 is 0.
func L1(x, y *Var, r Reduction) *Var {
	t := x.live("L1", y)
	mustMatch("L1", x, y)
	saved, d := t.room(x)
	v := t.reduce(compute.AbsoluteError(t.Pool, d, x.val, y.val), r.factor(x))
	v.arg.saved[0] = saved
	return v.record(l1Op{}, x, y)
}

type l1Op struct{}

func (l1Op) vjp(v, dy *Var) {
	x, y, c := v.in[0], v.in[1], v.arg.a
	if y.want {
		y.accumulate(y.Sub(x).Map(compute.Sign).Mul(dy.times(c)))
	}
	if x.want {
		g := v.fused(0, c, dy)
		if g == nil {
			g = x.Sub(y).Map(compute.Sign).Mul(dy.times(c))
		}
		x.accumulate(g)
	}
}
