package nn

import (
	"fmt"
	"testing"

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
