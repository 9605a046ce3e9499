package nn

import "github.com/udl-go/lab/compute"

// Map returns f(x), element by element.
func (x *Var) Map(f compute.Function) *Var {
	t := x.live(f.String())
	v := t.like(x)
	compute.Map(t.Pool, f, v.val, x.val)
	v.arg.f = f
	return v.record(mapOp{}, x)
}

// Exp returns exp(x).
func (x *Var) Exp() *Var { return x.Map(compute.Exp) }

// Log returns the natural logarithm of x.
func (x *Var) Log() *Var { return x.Map(compute.Log) }

// Sqrt returns √x.
func (x *Var) Sqrt() *Var { return x.Map(compute.Sqrt) }

// Square returns x².
func (x *Var) Square() *Var { return x.Map(compute.Square) }

// Abs returns |x|; its derivative at 0 is 0.
func (x *Var) Abs() *Var { return x.Map(compute.Abs) }

// Reciprocal returns 1/x.
func (x *Var) Reciprocal() *Var { return x.Map(compute.Reciprocal) }

// Sigmoid returns σ(x) = 1/(1+exp(−x)).
func (x *Var) Sigmoid() *Var { return x.Map(compute.Sigmoid) }

// Tanh returns the hyperbolic tangent.
func (x *Var) Tanh() *Var { return x.Map(compute.Tanh) }

// Softplus returns log(1+exp(x)).
func (x *Var) Softplus() *Var { return x.Map(compute.Softplus) }

// ReLU returns max(x, 0); its derivative at 0 is 0.
func (x *Var) ReLU() *Var { return x.Map(compute.ReLU) }

// ELU returns x where x is positive, else exp(x)−1.
func (x *Var) ELU() *Var { return x.Map(compute.ELU) }

// GELU returns x·Φ(x) in its tanh form.
func (x *Var) GELU() *Var { return x.Map(compute.GELU) }

// SiLU returns x·σ(x).
func (x *Var) SiLU() *Var { return x.Map(compute.SiLU) }

// mapOp is y = f(x).
type mapOp struct{}

func (mapOp) vjp(v, dy *Var) {
	t, x, f := v.tape, v.in[0], v.arg.f
	if !t.replay {
		x.accumulate(dy.Mul(derivative(f, x, v)))
		return
	}
	dx := dy
	if !t.spent(dy) {
		dx = t.like(x)
	}
	compute.MapGrad(t.Pool, f, dx.val, x.val, v.val, dy.val)
	x.accumulate(dx)
}

// LeakyReLU returns x where x is positive, else slope·x.
func (x *Var) LeakyReLU(slope float64) *Var {
	t := x.live("LeakyReLU")
	v := t.like(x)
	v.arg.a = float32(slope)
	compute.LeakyReLU(t.Pool, v.arg.a, v.val, x.val)
	return v.record(leakyOp{}, x)
}

type leakyOp struct{}

func (leakyOp) vjp(v, dy *Var) {
	t, x := v.tape, v.in[0]
	if !t.replay {
		mask := t.ones(x)
		compute.LeakyReLUGrad(t.Pool, v.arg.a, mask.val, x.val, mask.val)
		x.accumulate(dy.Mul(mask))
		return
	}
	dx := dy
	if !t.spent(dy) {
		dx = t.like(x)
	}
	compute.LeakyReLUGrad(t.Pool, v.arg.a, dx.val, x.val, dy.val)
	x.accumulate(dx)
}

// Clamp returns x with what is below lo or above hi set to lo or hi. The
// derivative is 1 from lo to hi, both included, else 0.
func (x *Var) Clamp(lo, hi float64) *Var {
	t := x.live("Clamp")
	if !(lo <= hi) {
		fail("Clamp", "lo is not below hi", x)
	}
	v := t.like(x)
	v.arg.a, v.arg.b = float32(lo), float32(hi)
	compute.Clamp(t.Pool, v.val, x.val, v.arg.a, v.arg.b)
	return v.record(clampOp{}, x)
}

type clampOp struct{}

func (clampOp) vjp(v, dy *Var) {
	x, lo, hi := v.in[0], v.arg.a, v.arg.b
	mask := v.tape.like(x)
	for i, c := range x.val.Data {
		mask.val.Data[i] = 0
		if lo <= c && c <= hi {
			mask.val.Data[i] = 1
		}
	}
	x.accumulate(dy.Mul(mask))
}

// ones returns a constant 1 of the shape of x.
func (t *Tape) ones(x *Var) *Var {
	v := t.like(x)
	v.val.Fill(1)
	return v
}
