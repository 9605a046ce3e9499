package nn

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

var reductions = []Reduction{Mean, Sum, BatchMean}

// lossTable has the losses of two and three operands of one shape.
var lossTable = map[string]struct {
	operands int
	f        func(x, y, z *Var, r Reduction) *Var
}{
	"BCEWithLogits":  {2, func(x, y, _ *Var, r Reduction) *Var { return BCEWithLogits(x, y, r) }},
	"MSE":            {2, func(x, y, _ *Var, r Reduction) *Var { return MSE(x, y, r) }},
	"L1":             {2, func(x, y, _ *Var, r Reduction) *Var { return L1(x, y, r) }},
	"Hinge":          {2, func(x, y, _ *Var, r Reduction) *Var { return Hinge(x, y, r) }},
	"KLUnitGaussian": {2, func(x, y, _ *Var, r Reduction) *Var { return KLUnitGaussian(x, y, r) }},
	"GaussianNLL":    {3, GaussianNLL},
	"CrossEntropy":   {1, func(x, _, _ *Var, r Reduction) *Var { return CrossEntropy(x, []int{2, 0, 3, 3, 1}, r) }},
	"Wasserstein":    {2, func(x, y, _ *Var, _ Reduction) *Var { return Wasserstein(x, y) }},
	"SampleNormal":   {2, func(x, y, _ *Var, _ Reduction) *Var { return SampleNormal(x, y) }},
}

func TestLosses(t *testing.T) {
	for name, l := range lossTable {
		for _, r := range reductions {
			t.Run(fmt.Sprint(name, r), func(t *testing.T) {
				params := []*Param{param("x", 1, 5, 4), param("y", 2, 5, 4), param("z", 3, 5, 4)}[:l.operands]
				for i := range params {
					for _, inner := range []bool{false, true} { // of parameters, of other variables
						check(t, 2*tolerance, params, true, func(tape *Tape) *Var {
							var v [3]*Var
							for k, p := range params {
								v[k] = tape.Param(p)
								if inner {
									v[k] = v[k].Tanh()
								}
							}
							return l.f(v[0], v[1], v[2], r)
						})
					}
					params[i].Frozen = true // then only the others get gradients
					if i == len(params)-1 {
						break
					}
				}
			})
		}
	}
}

// The reductions differ by the numbers of elements and rows.
func TestReductions(t *testing.T) {
	tape := NewTape(TapeConfig{})
	x, y := tape.Const(filled(1, 5, 4)), tape.Const(filled(2, 5, 4))
	sum := MSE(x, y, Sum).Item()
	require.InDelta(t, sum/20, MSE(x, y, Mean).Item(), 1e-5)
	require.InDelta(t, sum/5, MSE(x, y, BatchMean).Item(), 1e-5)
	require.Equal(t, "BatchMean", BatchMean.String())
}

// Losses of extreme logits are what the formula says, not infinite.
func TestLossesAtExtremes(t *testing.T) {
	tape := NewTape(TapeConfig{})
	z := tape.Leaf(compute.FromSlice([]float32{1e4, -1e4, 90, -90}, 2, 2))
	l := BCEWithLogits(z, tape.Const(compute.FromSlice([]float32{1, 0, 0, 1}, 2, 2)), Sum)
	require.InDelta(t, 180, l.Item(), 1e-4)
	near(t, "gradient", widen(tape.Grad(l, z)[0].Value().Data), []float64{0, 0, 1, -1}, 1e-6)
	require.InDelta(t, 0, CrossEntropy(z, []int{0, 0}, Sum).Item(), 1e-6)
}

// Rows of the loss of a batch of 5: a divergence of nothing is 0.
func TestKLOfTheUnitGaussianIsZero(t *testing.T) {
	tape := NewTape(TapeConfig{})
	require.Zero(t, KLUnitGaussian(tape.Full(0, 3, 2), tape.Full(0, 3, 2), Sum).Item())
	require.InDelta(t, 0.5, KLUnitGaussian(tape.Full(1, 3, 2), tape.Full(0, 3, 2), Mean).Item(), 1e-6)
	nll := GaussianNLL(tape.Full(3, 4, 1), tape.Full(1, 4, 1), tape.Full(math.Log(4), 4, 1), Mean).Item()
	require.InDelta(t, 0.5*(math.Log(4)+1), nll, 1e-6)
}

// At the margin the hinge has the slope 0, fused or not.
func TestHingeAtTheMargin(t *testing.T) {
	tape := NewTape(TapeConfig{})
	s := param("s", 1, 1)
	s.Value.Data[0] = 1
	l := Hinge(tape.Param(s), tape.Scalar(1), Sum)
	require.Zero(t, l.Item())
	require.Zero(t, tape.Grad(l, tape.Param(s))[0].Item())
	tape.Backward(l)
	require.Equal(t, []float32{0}, s.Grad.Data)
}
