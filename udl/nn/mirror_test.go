package nn

import (
	"fmt"
	"math"

	"github.com/udl-go/lab/compute"
)

// A mirror runs the operations that a tape recorded again, in float64 and by the
// definitions, with other numbers in the leaves: the truth for values and, by
// differences, for derivatives.
type mirror struct {
	leaves map[*Var][]float64 // instead of the tensors
	values [][]float64
}

// value returns y in float64. What the tape holds as a constant stays one.
func (m *mirror) value(y *Var) []float64 {
	t := y.tape
	m.values = make([][]float64, y.id+1)
	for i := range y.id + 1 {
		v := t.now.at(i)
		switch x, ok := m.leaves[v]; {
		case ok:
			m.values[i] = x
		case v.op == nil:
			m.values[i] = widen(v.val.Data)
		default:
			m.values[i] = m.apply(v)
		}
	}
	return m.values[y.id]
}

func widen(x []float32) []float64 {
	y := make([]float64, len(x))
	for i, c := range x {
		y[i] = float64(c)
	}
	return y
}

// in returns operand k of v, nil if there is none.
func (m *mirror) in(v *Var, k int) []float64 {
	if v.in[k] == nil {
		return nil
	}
	return m.values[v.in[k].id]
}

// place returns which element of y belongs to element i, j of x.
func place(x, y *Var, i, j int) int {
	switch fits(x, y) {
	case fitSame:
		return i*x.cols() + j
	case fitRow:
		return j
	case fitColumn:
		return i
	}
	return 0
}

func (m *mirror) apply(v *Var) []float64 {
	x, y := m.in(v, 0), m.in(v, 1)
	out := make([]float64, v.val.Len())
	switch v.op.(type) {
	case addOp, subOp, mulOp, divOp:
		return m.combine(v, x, y)
	case productOp:
		return product(v.in[0], v.in[1], x, y, v.arg.ta, v.arg.tb)
	case denseOp:
		z := product(v.in[0], v.in[1], x, y, false, v.arg.tb)
		for i := range z {
			if b := m.in(v, 2); b != nil {
				z[i] += b[i%len(b)]
			}
			z[i] = function(v.arg.f, z[i])
		}
		return z
	case expandOp:
		for i := range v.rows() {
			for j := range v.cols() {
				out[i*v.cols()+j] = x[place(v, v.in[0], i, j)]
			}
		}
	case sumOp:
		for i := range v.in[0].rows() {
			for j := range v.in[0].cols() {
				out[place(v.in[0], v, i, j)] += x[i*v.in[0].cols()+j]
			}
		}
	case softmaxOp, logSoftmaxOp, logSumExpOp:
		return m.rows(v, x)
	case bceOp, mseOp, l1Op, nllOp, klOp, hingeOp, crossOp:
		return []float64{m.loss(v)}
	case batchNormOp, layerNormOp:
		return m.normalize(v)
	case affineOp, mapOp, leakyOp, clampOp:
		for i, c := range x {
			out[i] = element(v, c)
		}
	default:
		return move(v, x, y, out)
	}
	return out
}

func (m *mirror) combine(v *Var, x, y []float64) []float64 {
	out := make([]float64, len(x))
	d := v.in[0].cols()
	for i := range out {
		b := y[place(v.in[0], v.in[1], i/d, i%d)]
		switch v.op.(type) {
		case addOp:
			out[i] = x[i] + b
		case subOp:
			out[i] = x[i] - b
		case mulOp:
			out[i] = x[i] * b
		default:
			out[i] = x[i] / b
		}
	}
	return out
}

func product(a, b *Var, x, y []float64, ta, tb compute.Transpose) []float64 {
	n, k := dims(a, ta)
	_, m := dims(b, tb)
	out := make([]float64, n*m)
	at := func(v *Var, x []float64, tr compute.Transpose, i, j int) float64 {
		if tr {
			i, j = j, i
		}
		return x[i*v.cols()+j]
	}
	for i := range n {
		for j := range m {
			for l := range k {
				out[i*m+j] += at(a, x, ta, i, l) * at(b, y, tb, l, j)
			}
		}
	}
	return out
}

func element(v *Var, c float64) float64 {
	a, b := float64(v.arg.a), float64(v.arg.b)
	switch v.op.(type) {
	case affineOp:
		return a*c + b
	case clampOp:
		return math.Min(math.Max(c, a), b)
	case leakyOp:
		if c > 0 {
			return c
		}
		return a * c
	}
	return function(v.arg.f, c)
}

func function(f compute.Function, x float64) float64 {
	sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	switch f {
	case compute.Identity:
		return x
	case compute.ReLU:
		return math.Max(x, 0)
	case compute.ELU:
		if x > 0 {
			return x
		}
		return math.Expm1(x)
	case compute.Sigmoid:
		return sigmoid(x)
	case compute.Tanh:
		return math.Tanh(x)
	case compute.Softplus:
		return math.Log1p(math.Exp(x))
	case compute.GELU:
		return x / 2 * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(x+0.044715*x*x*x)))
	case compute.SiLU:
		return x * sigmoid(x)
	case compute.Exp:
		return math.Exp(x)
	case compute.Log:
		return math.Log(x)
	case compute.Sqrt:
		return math.Sqrt(x)
	case compute.Square:
		return x * x
	case compute.Abs:
		return math.Abs(x)
	case compute.Reciprocal:
		return 1 / x
	case compute.Sign:
		return math.Copysign(1, x)
	}
	panic(fmt.Sprintf("no mirror of %v", f))
}
