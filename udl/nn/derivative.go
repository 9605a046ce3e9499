package nn

import (
	"math"

	"github.com/udl-go/lab/compute"
)

// derivative returns f'(x) in operations that have derivatives themselves, where
// y = f(x). x is not used, and may be nil, if the value of f tells its
// derivative. The fused kernels compute the same where no second derivative is
// asked for.
func derivative(f compute.Function, x, y *Var) *Var {
	t := y.tape
	switch f {
	case compute.ReLU:
		return t.slope(f, y, y)
	case compute.Abs:
		return t.slope(f, x, y)
	case compute.Sign:
		return t.ones(y).Scale(0)
	case compute.ELU: // 1 or y+1
		up := t.slope(compute.ReLU, y, y)
		return up.Neg().AddScalar(1).Mul(y).AddScalar(1)
	case compute.Sigmoid:
		return y.Mul(y.Neg().AddScalar(1))
	case compute.Tanh:
		return y.Square().Neg().AddScalar(1)
	case compute.Softplus: // σ(x) = 1 − exp(−y)
		return y.Neg().Exp().Neg().AddScalar(1)
	case compute.Exp:
		return y
	case compute.Log:
		return x.Reciprocal()
	case compute.Sqrt:
		return y.Reciprocal().Scale(0.5)
	case compute.Square:
		return x.Scale(2)
	case compute.Reciprocal:
		return y.Square().Neg()
	case compute.SiLU: // σ + xσ(1−σ) = σ + y(1−σ)
		s := x.Sigmoid()
		return s.Add(y.Mul(s.Neg().AddScalar(1)))
	case compute.GELU:
		return geluDerivative(x)
	}
	return t.ones(y)
}

// slope returns f'(x) as a constant, for functions made of straight lines.
func (t *Tape) slope(f compute.Function, x, y *Var) *Var {
	v := t.ones(y)
	compute.MapGrad(t.Pool, f, v.val, x.val, y.val, v.val)
	return v
}

// geluDerivative returns the derivative of ½x(1+tanh(u)), u = c(x + ax³):
// ½(1+tanh(u)) + ½x(1−tanh²(u))·c(1+3ax²).
func geluDerivative(x *Var) *Var {
	const a = 0.044715
	c := math.Sqrt(2 / math.Pi)
	square := x.Square()
	th := square.Scale(a).AddScalar(1).Mul(x).Scale(c).Tanh()
	du := square.Scale(3 * a * c).AddScalar(c)
	return th.Square().Neg().AddScalar(1).Mul(du).Mul(x).Add(th).AddScalar(1).Scale(0.5)
}
