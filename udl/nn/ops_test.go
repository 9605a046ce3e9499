package nn

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

// tolerance is for one operation: some roundings of float32.
const tolerance = 3e-5

func TestArithmetic(t *testing.T) {
	for name, op := range map[string]func(x, y *Var) *Var{
		"Add": (*Var).Add, "Sub": (*Var).Sub, "Mul": (*Var).Mul, "Div": (*Var).Div,
	} {
		for i, s := range [][2][]int{
			{{3, 4}, {3, 4}},
			{{3, 4}, {4}},
			{{3, 4}, {1, 4}},
			{{3, 4}, {3, 1}},
			{{3, 4}, {1}},
			{{4}, {3, 4}},
			{{3, 1}, {3, 4}},
			{{1}, {3, 4}},
			{{1, 1}, {1}},
			{{5}, {5}},
			{{2, 3, 2}, {6}},
		} {
			t.Run(fmt.Sprint(name, s), func(t *testing.T) {
				x, y := positive("x", uint64(10+i), s[0]...), positive("y", uint64(30+i), s[1]...)
				check(t, tolerance, []*Param{x, y}, false, func(tape *Tape) *Var {
					return op(tape.Param(x), tape.Param(y))
				})
			})
		}
		t.Run(name+" with itself", func(t *testing.T) {
			x := positive("x", 5, 2, 3)
			check(t, tolerance, []*Param{x}, false, func(tape *Tape) *Var { return op(tape.Param(x), tape.Param(x)) })
		})
	}
}

func TestFunctions(t *testing.T) {
	for f := compute.Identity; f <= compute.Sign; f++ {
		t.Run(f.String(), func(t *testing.T) {
			x := param("x", 3, 4, 3)
			if f == compute.Log || f == compute.Sqrt || f == compute.Reciprocal {
				x = positive("x", 3, 4, 3)
			}
			check(t, tolerance, []*Param{x}, false, func(tape *Tape) *Var { return tape.Param(x).Map(f) })
			// In the middle of others, where gradients may be overwritten.
			check(t, tolerance, []*Param{x}, false, func(tape *Tape) *Var {
				y := tape.Param(x).Scale(0.8).Map(f)
				return y.AddScalar(2).Square().Add(y)
			})
		})
	}
}

// unary are operations of one operand, n×d.
var unary = map[string]func(x *Var) *Var{
	"Exp": (*Var).Exp, "Square": (*Var).Square, "Abs": (*Var).Abs, "Sigmoid": (*Var).Sigmoid, "Tanh": (*Var).Tanh,
	"Softplus": (*Var).Softplus, "ReLU": (*Var).ReLU, "ELU": (*Var).ELU, "GELU": (*Var).GELU, "SiLU": (*Var).SiLU,
	"Neg": (*Var).Neg, "Sum": (*Var).Sum, "Mean": (*Var).Mean, "RowSums": (*Var).RowSums, "ColSums": (*Var).ColSums,
	"Softmax": (*Var).Softmax, "LogSoftmax": (*Var).LogSoftmax, "LogSumExp": (*Var).LogSumExp, "Transpose": (*Var).Transpose,
	"Log":            func(x *Var) *Var { return x.Square().AddScalar(1).Log() },
	"Sqrt":           func(x *Var) *Var { return x.Square().AddScalar(1).Sqrt() },
	"Reciprocal":     func(x *Var) *Var { return x.Square().AddScalar(1).Reciprocal() },
	"Scale":          func(x *Var) *Var { return x.Scale(-2.5) },
	"AddScalar":      func(x *Var) *Var { return x.AddScalar(0.5).Square() },
	"LeakyReLU":      func(x *Var) *Var { return x.LeakyReLU(0.2).Square() },
	"Clamp":          func(x *Var) *Var { return x.Clamp(-0.5, 0.7).Square() },
	"Reshape":        func(x *Var) *Var { return x.Reshape(x.cols(), x.rows()).Square() },
	"Columns":        func(x *Var) *Var { return x.Columns(1, 3).Square() },
	"Columns twice":  func(x *Var) *Var { return x.Columns(0, 2).Mul(x.Columns(1, 3)) },
	"Rows":           func(x *Var) *Var { return x.Rows(1, 4).Square() },
	"Rows twice":     func(x *Var) *Var { return x.Rows(0, 3).Mul(x.Rows(2, 5)) },
	"Concat":         func(x *Var) *Var { return x.Concat(x.Square(), x.Columns(1, 2).Tanh()).Square() },
	"Gather":         func(x *Var) *Var { return x.Gather([]int{4, 0, 0, 2}).Square() },
	"Dropout":        func(x *Var) *Var { return x.Dropout(0.4).Square() },
	"AddNoise":       func(x *Var) *Var { return x.AddNoise(0.3).Square() },
	"with Detach":    func(x *Var) *Var { return x.Mul(x.Detach()).Square() },
	"MatMul itself":  func(x *Var) *Var { return x.Transpose().MatMul(x) },
	"MatMulT itself": func(x *Var) *Var { return x.MatMulT(x) },
	"used often":     func(x *Var) *Var { return x.Add(x).Add(x.Exp()).Mul(x).Sub(x) },
	"shared gradients": func(x *Var) *Var {
		a, b := x.Tanh(), x.Sigmoid()
		s := a.Add(b)
		return s.Add(s.Reshape(x.rows(), x.cols())).Add(a)
	},
}

func TestUnary(t *testing.T) {
	for name, op := range unary {
		t.Run(name, func(t *testing.T) {
			x := param("x", 9, 5, 4)
			check(t, tolerance, []*Param{x}, true, func(tape *Tape) *Var { return op(tape.Param(x)) })
			check(t, tolerance, []*Param{x}, true, func(tape *Tape) *Var { return op(tape.Param(x).Tanh()).Scale(0.5).Exp() })
		})
	}
}

// Values of operations that are made of others, which the mirror takes as they
// are.
func TestValuesOfArithmetic(t *testing.T) {
	tape := NewTape(TapeConfig{})
	m := tape.Const(compute.FromRows([][]float32{{1, 2, 4}, {5, 8, 10}}))
	row, column, number := tape.Const(compute.FromSlice([]float32{1, 2, 4}, 3)), tape.Const(compute.FromRows([][]float32{{1}, {2}})), tape.Scalar(2)
	for _, c := range []struct {
		got  *Var
		want []float64
	}{
		{m.Sub(row), []float64{0, 0, 0, 4, 6, 6}},
		{row.Sub(m), []float64{0, 0, 0, -4, -6, -6}},
		{m.Div(column), []float64{1, 2, 4, 2.5, 4, 5}},
		{column.Div(m), []float64{1, 0.5, 0.25, 0.4, 0.25, 0.2}},
		{number.Div(row), []float64{2, 1, 0.5}},
		{number.Sub(row), []float64{1, 0, -2}},
		{column.Mul(m), []float64{1, 2, 4, 10, 16, 20}},
		{m.Mean(), []float64{5}},
		{m.Columns(0, 2).Neg(), []float64{-1, -2, -5, -8}},
		{m.Transpose(), []float64{1, 5, 2, 8, 4, 10}},
		{m.RowSums().Concat(column, column), []float64{7, 1, 1, 23, 2, 2}},
		{row.Abs().Reciprocal(), []float64{1, 0.5, 0.25}},
		{Wasserstein(row, column), []float64{7.0/3 - 1.5}},
		{tape.Full(1, 0, 3).Sum(), []float64{0}},
		{tape.Full(1, 0, 3).ColSums(), []float64{0, 0, 0}},
	} {
		near(t, c.got.String(), widen(c.got.Value().Data), c.want, 1e-6)
	}
	require.Equal(t, []int{1, 1}, tape.Scalar(1).Add(tape.Full(2, 1, 1)).Shape())
	require.Equal(t, []int{1, 1}, tape.Full(2, 1, 1).Add(tape.Scalar(1)).Shape())
}

// A derivative for one operand makes less than the derivatives for all.
func TestDerivativesOfOneOperand(t *testing.T) {
	ops := map[string]func(x, y *Var) *Var{
		"Add": (*Var).Add, "Sub": (*Var).Sub, "Mul": (*Var).Mul, "Div": (*Var).Div, "MatMulT": (*Var).MatMulT,
		"Concat":     func(x, y *Var) *Var { return x.Concat(y) },
		"dense":      func(x, y *Var) *Var { return x.dense(y, nil, true, compute.Tanh) },
		"bias":       func(x, y *Var) *Var { return x.dense(x.Detach(), y, true, compute.Tanh) },
		"layer norm": layerNormOf,
	}
	for name, l := range lossTable {
		if l.operands == 2 {
			ops[name] = func(x, y *Var) *Var { return l.f(x, y, nil, Mean) }
		}
	}
	for i := range 3 {
		ops[fmt.Sprint("GaussianNLL", i)] = func(x, y *Var) *Var {
			v := [3]*Var{x, x.Detach(), x.Detach()}
			v[0], v[i] = v[i], v[0]
			v[(i+1)%3] = y
			return GaussianNLL(v[0], v[1], v[2], Mean)
		}
	}
	for name, op := range ops {
		made := func(first, second bool) int {
			tape := NewTape(TapeConfig{})
			x, y := tape.Leaf(filled(1, 1, 1)), tape.Leaf(filled(2, 1, 1))
			loss := op(x, y)
			var xs []*Var
			if first {
				xs = append(xs, x)
			}
			if second {
				xs = append(xs, y)
			}
			before := tape.now.n
			tape.Grad(loss, xs...)
			return tape.now.n - before
		}
		both := made(true, true)
		switch name {
		case "Add", "Sub", "Div", "SampleNormal": // the first one costs nothing more
		default:
			require.Less(t, made(false, true), both, name+", the second operand")
		}
		if name != "Add" {
			require.Less(t, made(true, false), both, name+", the first operand")
		}
	}
}

// layerNormOf normalizes x with scale and shift y.
func layerNormOf(x, y *Var) *Var {
	l := NewLayerNorm(1, NormConfig{}).(*layerNorm)
	v := l.Forward(x)
	v.in[1], v.in[2], v.needs = y, y, true
	return v
}

func TestProducts(t *testing.T) {
	a, b := param("a", 1, 3, 4), param("b", 2, 4, 5)
	at, bt := param("at", 3, 4, 3), param("bt", 4, 5, 4)
	for name, op := range map[string]func(*Tape) *Var{
		"NN": func(tape *Tape) *Var { return tape.Param(a).MatMul(tape.Param(b)) },
		"NT": func(tape *Tape) *Var { return tape.Param(a).MatMulT(tape.Param(bt)) },
		"TN": func(tape *Tape) *Var { return tape.Param(at).product("MatMul", tape.Param(b), true, false) },
		"TT": func(tape *Tape) *Var { return tape.Param(at).product("MatMul", tape.Param(bt), true, true) },
	} {
		t.Run(name, func(t *testing.T) { check(t, tolerance, []*Param{a, b, at, bt}, false, op) })
	}
}
