package nn

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// complaint returns the text of the *Error that f panics with.
func complaint(t *testing.T, f func()) (text string) {
	t.Helper()
	defer func() {
		err, ok := recover().(*Error)
		require.True(t, ok, "no *nn.Error")
		require.ErrorIs(t, err, udl.ErrShape)
		text = err.Error()
	}()
	f()
	return ""
}

func TestShapesThatDoNotFit(t *testing.T) {
	r := compute.NewRNG(1)
	tape := NewTape(TapeConfig{Training: true})
	x, y := tape.Leaf(compute.New(2, 3)), tape.Leaf(compute.New(4, 5))
	for want, f := range map[string]func(){
		"nn: MatMul of 2×3, 4×5: the inner dimensions 3 and 4 differ":                                                        func() { x.MatMul(y) },
		"nn: MatMulT of 2×3, 4×5: the inner dimensions 3 and 5 differ":                                                       func() { x.MatMulT(y) },
		"nn: Dense of 2×3, 4×5: the input has 3 columns, the layer takes 4":                                                  func() { NewDense(r, 4, 5, DenseConfig{}).Forward(x) },
		"nn: BatchNorm of 2×3: the input has 3 columns, the layer takes 4":                                                   func() { NewBatchNorm(4, NormConfig{}).Forward(x) },
		"nn: LayerNorm of 2×3: the input has 3 columns, the layer takes 4":                                                   func() { NewLayerNorm(4, NormConfig{}).Forward(x) },
		"nn: MSE of 2×3, 4×5: the shapes differ":                                                                             func() { MSE(x, y, Mean) },
		"nn: CrossEntropy of 2×3: label 3, the one at 1, is outside 0 to 2":                                                  func() { CrossEntropy(x, []int{0, 3}, Mean) },
		"nn: CrossEntropy of 2×3: there is not one label per row":                                                            func() { CrossEntropy(x, []int{0}, Mean) },
		"nn: Gather of 2×3: row 2, the one at 0, is outside 0 to 1":                                                          func() { x.Gather([]int{2}) },
		"nn: Concat of 2×3, 4×5: the numbers of rows differ":                                                                 func() { x.Concat(y) },
		"nn: Columns of 2×3: there are no columns from 1 to 4":                                                               func() { x.Columns(1, 4) },
		"nn: Rows of 2×3: there are no rows from -1 to 1":                                                                    func() { x.Rows(-1, 1) },
		"nn: Reshape of 2×3: 6 numbers do not fill 8 places":                                                                 func() { x.Reshape(4, 2) },
		"nn: Reshape of 2×3: the dimension -1 is negative; it is not worked out":                                             func() { x.Reshape(-1, 3) },
		"nn: Reshape of 2×3: 6 numbers do not fill 0 places":                                                                 func() { x.Reshape(0, 7) },
		"nn: Clamp of 2×3: lo is not below hi":                                                                               func() { x.Clamp(1, 0) },
		"nn: Item of 2×3: it does not have one element":                                                                      func() { x.Item() },
		"nn: Backward of 2×3: the loss does not have one element: take its Mean or Sum":                                      func() { tape.Backward(x.Exp()) },
		"nn: Backward of [1]: the loss depends on no parameter that is trained":                                              func() { tape.Backward(tape.Scalar(1)) },
		"nn: Grad of [1]: x is a constant: make it with Tape.Leaf, or clear NoGrad":                                          func() { tape.Grad(x.Sum(), tape.Scalar(1)) },
		"nn: Dropout: the rate 1 is not in [0, 1)":                                                                           func() { x.Dropout(1) },
		"nn: NewDense: the sizes are [0 5], they must be positive":                                                           func() { NewDense(r, 0, 5, DenseConfig{}) },
		"nn: NewDropout: the rate -0.1 is not in [0, 1)":                                                                     func() { NewDropout(-0.1) },
		"nn: NewSequential: layer 0 is nil":                                                                                  func() { NewSequential(nil) },
		"nn: NewDense: there is no random number generator; give it compute.NewRNG(seed)":                                    func() { NewDense(nil, 2, 2, DenseConfig{}) },
		`nn: NewDense: nn: no initializer is named "glorot": out of range`:                                                   func() { NewDense(r, 2, 2, DenseConfig{Init: "glorot"}) },
		"nn: Exp: a variable is nil or belongs to no tape; make variables with Tape.Const":                                   func() { new(Var).Exp() },
		"nn: Dense: a variable is nil or belongs to no tape; make variables with Tape.Const":                                 func() { NewDense(r, 2, 2, DenseConfig{}).Forward(nil) },
		"nn: MSE: a variable is nil or belongs to no tape; make variables with Tape.Const":                                   func() { MSE(x, nil, Mean) },
		"nn: Reshape of 0×3: the dimension -1 is negative; it is not worked out":                                             func() { tape.Full(0, 0, 3).Reshape(-1) },
		"nn: ContractivePenalty of 2×0, 2×3: the code is empty":                                                              func() { ContractivePenalty(x.Columns(1, 1), x, 0) },
		"nn: NewTied: the layer is nil or tied itself: give it the one that owns the weight":                                 func() { NewTied(r, NewTied(r, NewDense(r, 2, 3, DenseConfig{}), DenseConfig{}), DenseConfig{}) },
		"nn: NewBatchNorm: Eps NaN is negative or Momentum 0 not in [0, 1]":                                                  func() { NewBatchNorm(3, NormConfig{Eps: math.NaN()}) },
		"nn: Add: the variables belong to different tapes":                                                                   func() { x.Add(NewTape(TapeConfig{}).Scalar(1)) },
		"nn: Backward: the loss belongs to another tape":                                                                     func() { NewTape(TapeConfig{}).Backward(x) },
		"nn: Tape: a parameter is nil or has no value":                                                                       func() { tape.Param(&Param{Name: "w"}) },
		"nn: Residual of 2×3, 2×1: the shapes differ":                                                                        func() { NewResidual(NewDense(r, 3, 1, DenseConfig{})).Forward(x) },
		"nn: Tape: a tensor is nil":                                                                                          func() { tape.Const(nil) },
		"nn: Tape of 2×-1: a dimension is negative":                                                                          func() { tape.Normal(2, -1) },
		"nn: NewSpectralNorm: 0 iterations, or there is no random number generator":                                          func() { NewSpectralNorm(r, NewDense(r, 2, 2, DenseConfig{}), 0) },
		"nn: NewBatchNorm: Eps -1 is negative or Momentum 0 not in [0, 1]":                                                   func() { NewBatchNorm(3, NormConfig{Eps: -1}) },
		"nn: NewLayerNorm: Eps 1e-05 is negative or Momentum 2 not in [0, 1]":                                                func() { NewLayerNorm(3, NormConfig{Momentum: 2}) },
		"nn: NewSpectralNorm: the layer is nil or tied: wrap the one that owns the weight":                                   func() { NewSpectralNorm(r, NewTied(r, NewDense(r, 2, 2, DenseConfig{}), DenseConfig{}), 1) },
		"nn: Div of 2×3, 4×5: they have neither the same shape nor is one of them a row, a column or a number for the other": func() { x.Div(y) },
	} {
		require.Equal(t, want, complaint(t, f))
	}
}

// Using a variable from before a reset is found out, for some resets after it.
func TestStaleVariables(t *testing.T) {
	tape := NewTape(TapeConfig{})
	x := tape.Leaf(compute.New(2, 3))
	for range generations - 1 {
		tape.Reset()
		y := tape.Leaf(compute.New(2, 3))
		for name, f := range map[string]func(){
			"Value": func() { x.Value() }, "Add": func() { y.Add(x) }, "Sub": func() { x.Sub(y) }, "Dense": func() { y.dense(x, nil, false, 0) },
			"Grad": func() { tape.Grad(y, x) }, "MSE": func() { MSE(y, x, Mean) }, "Backward": func() { tape.Backward(x) },
			"Reshape": func() { x.Reshape(6) }, "ReLU": func() { x.ReLU() }, "Concat": func() { y.Concat(x) }, "Shape": func() { x.Shape() },
		} {
			require.Contains(t, complaint(t, f), "nn: "+name+": the variable is from before Tape.Reset")
		}
		require.Equal(t, "nn.Var from before a reset", x.String())
		require.Equal(t, "nn.Var[2 3]", y.String())
	}
}

// A tape works again after a panic in the middle of a step.
func TestResetAfterAPanic(t *testing.T) {
	tape := NewTape(TapeConfig{})
	w := param("w", 1, 3, 3)
	broken := updaterFunc(func(*Param) *compute.Update { panic("broken") })
	require.Panics(t, func() { tape.BackwardUpdate(tape.Const(filled(2, 2, 3)).MatMul(tape.Param(w)).Sum(), broken) })
	tape.Reset()
	x := tape.Leaf(filled(3, 3))
	require.Equal(t, []float32{2, 2, 2}, tape.Grad(tape.Grad(x.Square().Sum(), x)[0].Sum(), x)[0].Value().Data)
}

type updaterFunc func(*Param) *compute.Update

func (f updaterFunc) Update(p *Param) (rule *compute.Update, m, v *compute.Tensor) {
	return f(p), nil, nil
}
