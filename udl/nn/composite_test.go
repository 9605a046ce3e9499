package nn

import (
	"fmt"
	"testing"

	"github.com/udl-go/lab/compute"
)

// smooth are operations that keep the shape, have all derivatives and stay
// small.
var smooth = []func(x *Var) *Var{
	(*Var).Tanh, (*Var).Sigmoid, (*Var).Softplus, (*Var).GELU, (*Var).SiLU, (*Var).Softmax, (*Var).LogSoftmax,
	func(x *Var) *Var { return x.Scale(0.7) },
	func(x *Var) *Var { return x.AddScalar(-0.3) },
	func(x *Var) *Var { return x.Square().AddScalar(1).Sqrt() },
	func(x *Var) *Var { return x.Square().AddScalar(1).Reciprocal() },
	func(x *Var) *Var { return x.Tanh().Exp().Neg() },
	func(x *Var) *Var { return x.Sub(x.RowSums().Scale(0.25)) },
	func(x *Var) *Var { return x.Mul(x.ColSums().Tanh()) },
	func(x *Var) *Var { return x.Add(x.LogSumExp()) },
	func(x *Var) *Var { return x.Columns(2, 4).Concat(x.Columns(0, 2)) },
	func(x *Var) *Var { return x.Gather([]int{1, 1, 0, 2, 4}) },
	func(x *Var) *Var { return x.Reshape(10, 2).Tanh().Reshape(5, 4) },
	func(x *Var) *Var { return x.Rows(0, 1).Add(x) },
	func(x *Var) *Var { return x.Dropout(0.2) },
	func(x *Var) *Var { return x.MatMulT(x).Tanh().MatMul(x).Scale(0.3) },
	func(x *Var) *Var { return x.Transpose().Softmax().Transpose() },
}

var pairwise = []func(x, y *Var) *Var{
	(*Var).Add, (*Var).Sub, (*Var).Mul,
	func(x, y *Var) *Var { return x.Div(y.Square().AddScalar(1)) },
	func(x, y *Var) *Var { return x.Mul(y.Mean()) },
}

// Random networks of many operations and layers, in which variables are used
// more than once: first and second derivatives.
func TestRandomNetworks(t *testing.T) {
	count := 40
	if testing.Short() {
		count = 10
	}
	for seed := range uint64(count) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r, wide := compute.NewRNG(seed), NormConfig{Eps: 0.5} // so that columns of equal numbers do no harm
			x := param("x", seed+100, 5, 4)
			shared := NewDense(r, 4, 4, DenseConfig{Activation: compute.Tanh})
			made := []Layer{
				shared, NewTied(r, shared, DenseConfig{}), NewBatchNorm(4, wide), NewLayerNorm(4, wide),
				NewDense(r, 4, 4, DenseConfig{Activation: compute.Softplus}),
				NewDense(r, 4, 4, DenseConfig{Activation: compute.SiLU, NoBias: true}),
			}
			params := []*Param{x}
			for _, l := range made {
				params = append(params, trainable(l.Params())...)
			}
			script := make([][3]int, 10)
			for i := range script {
				script[i] = [3]int{r.Intn(3), r.Intn(1 << 20), r.Intn(i + 1)}
			}
			check(t, 2e-4, params, true, func(tape *Tape) *Var {
				vars := []*Var{tape.Param(x)}
				for _, s := range script {
					last := vars[len(vars)-1]
					switch s[0] {
					case 0:
						last = smooth[s[1]%len(smooth)](last)
					case 1:
						last = pairwise[s[1]%len(pairwise)](last, vars[s[2]])
					default:
						last = made[s[1]%len(made)].Forward(last)
					}
					vars = append(vars, last)
				}
				return vars[len(vars)-1].Tanh().Add(vars[len(vars)/2])
			})
		})
	}
}
