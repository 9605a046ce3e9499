package nn

import "github.com/udl-go/lab/compute"

// Add returns x + y. A row, a column or a single number is repeated to the shape
// of the other operand.
func (x *Var) Add(y *Var) *Var {
	t := x.live("Add", y)
	x, y = larger(x, y)
	mustFit("Add", x, y)
	v := t.like(x)
	compute.Add(t.Pool, v.val, x.val, y.val)
	return v.record(addOp{}, x, y)
}

// Sub returns x − y, repeated as in Add.
func (x *Var) Sub(y *Var) *Var {
	t := x.live("Sub", y)
	if l, _ := larger(x, y); l != x {
		return y.Neg().Add(x)
	}
	mustFit("Sub", x, y)
	v := t.like(x)
	compute.Sub(t.Pool, v.val, x.val, y.val)
	return v.record(subOp{}, x, y)
}

// Mul returns the product x·y of the elements, repeated as in Add.
func (x *Var) Mul(y *Var) *Var {
	t := x.live("Mul", y)
	x, y = larger(x, y)
	mustFit("Mul", x, y)
	v := t.like(x)
	compute.Mul(t.Pool, v.val, x.val, y.val)
	return v.record(mulOp{}, x, y)
}

// Div returns the quotient x/y of the elements, repeated as in Add.
func (x *Var) Div(y *Var) *Var {
	t := x.live("Div", y)
	if l, _ := larger(x, y); l != x {
		return y.Reciprocal().Mul(x)
	}
	mustFit("Div", x, y)
	v := t.like(x)
	compute.Div(t.Pool, v.val, x.val, y.val)
	return v.record(divOp{}, x, y)
}

// Scale returns c·x.
func (x *Var) Scale(c float64) *Var { return x.affine("Scale", c, 0) }

// AddScalar returns x + c.
func (x *Var) AddScalar(c float64) *Var { return x.affine("AddScalar", 1, c) }

// Neg returns −x.
func (x *Var) Neg() *Var { return x.affine("Neg", -1, 0) }

// affine returns a·x + c.
func (x *Var) affine(name string, a, c float64) *Var {
	t := x.live(name)
	v := t.like(x)
	compute.Affine(t.Pool, v.val, float32(a), x.val, float32(c))
	v.arg.a, v.arg.b = float32(a), float32(c)
	return v.record(affineOp{}, x)
}

type addOp struct{}

func (addOp) vjp(v, dy *Var) {
	if x := v.in[0]; x.want {
		x.accumulate(dy)
	}
	if y := v.in[1]; y.want {
		y.accumulate(dy.sumTo(y))
	}
}

type subOp struct{}

func (subOp) vjp(v, dy *Var) {
	if x := v.in[0]; x.want {
		x.accumulate(dy)
	}
	if y := v.in[1]; y.want {
		y.accumulate(dy.sumTo(y).Neg())
	}
}

type mulOp struct{}

func (mulOp) vjp(v, dy *Var) {
	x, y := v.in[0], v.in[1]
	if x.want {
		x.accumulate(dy.Mul(y))
	}
	if y.want {
		y.accumulate(dy.Mul(x).sumTo(y))
	}
}

type divOp struct{}

func (divOp) vjp(v, dy *Var) {
	x, y := v.in[0], v.in[1]
	dx := dy.Div(y)
	if y.want {
		y.accumulate(dx.Mul(v).sumTo(y).Neg())
	}
	if x.want {
		x.accumulate(dx)
	}
}

type affineOp struct{}

func (affineOp) vjp(v, dy *Var) {
	v.in[0].accumulate(dy.times(v.arg.a))
}
