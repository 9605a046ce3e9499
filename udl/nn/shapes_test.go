package nn

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

// anyShape are operations that take operands of every shape with a row.
var anyShape = map[string]func(x *Var) *Var{
	"Rows":    func(x *Var) *Var { return x.Rows(0, x.rows()) },
	"No rows": func(x *Var) *Var { return x.Add(x.Rows(0, 0).Sum()) },
	"Columns": func(x *Var) *Var { return x.Columns(0, x.cols()) },
	"Gather":  func(x *Var) *Var { return x.Gather([]int{0, 0, x.rows() - 1}) },
	"Concat":  func(x *Var) *Var { return x.Concat(x, x) },
	"Softmax": (*Var).Softmax, "LogSoftmax": (*Var).LogSoftmax, "LogSumExp": (*Var).LogSumExp, "RowSums": (*Var).RowSums,
	"ColSums": (*Var).ColSums, "Mean": (*Var).Mean, "Transpose": (*Var).Transpose, "GELU": (*Var).GELU,
	"MatMul":             func(x *Var) *Var { return x.MatMul(x.Transpose()) },
	"MatMulT":            func(x *Var) *Var { return x.MatMulT(x) },
	"Dense":              func(x *Var) *Var { return NewDense(compute.NewRNG(1), x.cols(), 2, DenseConfig{}).Forward(x) },
	"LayerNorm":          func(x *Var) *Var { return NewLayerNorm(x.cols(), NormConfig{}).Forward(x) },
	"MSE":                func(x *Var) *Var { return MSE(x, x.Tanh(), BatchMean) },
	"MSE with itself":    func(x *Var) *Var { return MSE(x, x, BatchMean) },
	"L1":                 func(x *Var) *Var { return L1(x, x.Tanh(), Mean) },
	"BCEWithLogits":      func(x *Var) *Var { return BCEWithLogits(x, x.Sigmoid(), Mean) },
	"Hinge":              func(x *Var) *Var { return Hinge(x, x.Tanh(), Mean) },
	"GaussianNLL":        func(x *Var) *Var { return GaussianNLL(x, x.Tanh(), x, Mean) },
	"KLUnitGaussian":     func(x *Var) *Var { return KLUnitGaussian(x, x.Tanh(), Mean) },
	"CrossEntropy":       func(x *Var) *Var { return CrossEntropy(x, make([]int, x.rows()), Mean) },
	"ContractivePenalty": func(x *Var) *Var { return ContractivePenalty(x.Square(), x, 2) },
	"Residual":           func(x *Var) *Var { return NewResidual(NewActivation(compute.Tanh)).Forward(x) },
}

// Gradients have the shape of what they are the gradients of, whatever it is:
// without dimensions, of width 1, of one row, of more than two dimensions. Both
// ways of differentiation agree.
func TestGradientsHaveTheShapeOfTheirVariable(t *testing.T) {
	for name, op := range anyShape {
		for _, shape := range [][]int{{}, {1}, {5}, {1, 1}, {1, 5}, {5, 1}, {5, 4}, {2, 2, 3}, {4, 1, 1}, {1, 2, 1}} {
			p := param("p", 1, shape...)
			tape := NewTape(TapeConfig{})
			y := op(tape.Param(p))
			loss := y.Mul(tape.Const(filled(2, y.Shape()...))).Sum()
			g := tape.Grad(loss, tape.Param(p))[0].Value()
			tape.Backward(loss)
			require.Equal(t, append([]int{}, p.Value.Shape...), append([]int{}, p.Grad.Shape...), "%s %v", name, shape)
			require.Equal(t, append([]int{}, p.Value.Shape...), append([]int{}, g.Shape...), "%s %v", name, shape)
			require.InDeltaSlice(t, widen(g.Data), widen(p.Grad.Data), 1e-4, "%s %v", name, shape)
		}
	}
}

// The same for operands that are repeated.
func TestGradientsOfRepeatedOperands(t *testing.T) {
	ops := map[string]func(x, y *Var) *Var{"Add": (*Var).Add, "Sub": (*Var).Sub, "Mul": (*Var).Mul, "Div": (*Var).Div}
	for name, op := range ops {
		for _, pair := range [][2][]int{
			{{4, 3}, {4, 1, 1}},
			{{4}, {4, 1, 1}},
			{{2, 2, 3}, {2, 1, 1}},
			{{4, 3}, {1}},
			{{4, 3}, {}},
			{{4, 3}, {3}},
			{{1}, {1, 1}},
			{{0, 3}, {3}},
			{{0, 3}, {1}},
			{{1, 3}, {3}},
			{{}, {}},
		} {
			for _, swap := range []int{0, 1} {
				p, q := param("p", 1, pair[swap]...), param("q", 2, pair[1-swap]...)
				tape := NewTape(TapeConfig{})
				tape.Backward(op(tape.Param(p), tape.Param(q)).Square().Sum())
				require.Equal(t, append([]int{}, p.Value.Shape...), append([]int{}, p.Grad.Shape...), "%s %v", name, pair)
				require.Equal(t, append([]int{}, q.Value.Shape...), append([]int{}, q.Grad.Shape...), "%s %v", name, pair)
			}
		}
	}
}
