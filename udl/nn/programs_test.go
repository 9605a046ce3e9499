package nn

import (
	"math/rand"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

// program is a random net of operations on 4×4 matrices: parameters that are
// frozen, tied and used often, views, what shares gradients.
type program struct {
	seed   int64
	free   []*Param
	layers []Layer
}

func newProgram(seed int64) *program {
	g, r := rand.New(rand.NewSource(seed)), compute.NewRNG(uint64(seed))
	p := &program{seed: seed}
	for i := range uint64(3) {
		q := param("p", uint64(seed)+i, 4, 4)
		q.Frozen = g.Intn(4) == 0
		p.free = append(p.free, q)
	}
	f := []compute.Function{compute.Identity, compute.Tanh, compute.ReLU, compute.GELU, compute.Sigmoid}
	a := NewDense(r, 4, 4, DenseConfig{Activation: f[g.Intn(5)], NoBias: g.Intn(3) == 0})
	b := NewDense(r, 4, 4, DenseConfig{Activation: f[g.Intn(5)]})
	p.layers = []Layer{a, NewTied(r, a, DenseConfig{Activation: f[g.Intn(5)]}), b, NewBatchNorm(4, NormConfig{}), NewLayerNorm(4, NormConfig{})}
	return p
}

func (p *program) params() []*Param {
	return append(append([]*Param(nil), p.free...), NewSequential(p.layers...).Params()...)
}

// loss runs the program, the same for every tape.
func (p *program) loss(t *Tape) *Var {
	g := rand.New(rand.NewSource(p.seed))
	vars := []*Var{t.Const(filled(99, 4, 4))}
	pick := func() *Var {
		if g.Intn(3) == 0 {
			return t.Param(p.free[g.Intn(3)])
		}
		return vars[max(g.Intn(len(vars)), g.Intn(len(vars)))]
	}
	ops := []func(x, y *Var) *Var{
		(*Var).Add, (*Var).Sub, (*Var).Mul,
		func(x, _ *Var) *Var { return p.layers[g.Intn(len(p.layers))].Forward(x) },
		func(x, y *Var) *Var { return x.MatMul(y).Scale(0.3) },
		func(x, y *Var) *Var { return x.MatMulT(y).Scale(0.3) },
		func(x, _ *Var) *Var { return x.Add(x) },
		func(x, y *Var) *Var { return x.Sigmoid().Add(y.Reshape(16).Reshape(4, 4)) },
		func(x, y *Var) *Var { return x.Detach().MatMul(y).Scale(0.3) },
		func(x, y *Var) *Var { return x.Columns(0, 2).Concat(y.Columns(1, 3)) },
		func(x, y *Var) *Var { return x.LeakyReLU(0.2).Add(y.ColSums().Scale(0.1)).Sub(y.RowSums().Scale(0.1)) },
		func(x, y *Var) *Var { return x.Add(MSE(x, y, Mean)).Sub(BCEWithLogits(y, x.Sigmoid(), Mean)) },
		func(x, y *Var) *Var { return x.Add(KLUnitGaussian(x.Tanh(), y.Tanh(), Mean)) },
	}
	for range 4 + g.Intn(12) {
		vars = append(vars, ops[g.Intn(len(ops))](pick(), pick()).Tanh())
	}
	return p.layers[2].Forward(vars[len(vars)-1]).Tanh().Sum()
}

// All ways to the gradients of a program agree: Backward, which uses memory again
// and fused kernels, again on the same tape, after Grad, and Grad; and an update
// inside the backward pass gives the bits of one after it.
func TestProgramsAllWays(t *testing.T) {
	sgd := &compute.Update{Rule: compute.SGD, Rate: 0.01}
	for seed := range int64(300) {
		want, other, fused := newProgram(seed), newProgram(seed), newProgram(seed)
		tape := NewTape(TapeConfig{Training: true})
		tape.Backward(want.loss(tape))
		again := NewTape(TapeConfig{Training: true})
		loss := other.loss(again)
		var xs []*Var
		for _, v := range again.leaves {
			if v.needs {
				xs = append(xs, v)
			}
		}
		again.Grad(loss, xs...)
		again.Backward(loss)
		again.Backward(loss)
		all := other.params()
		for i, p := range want.params() {
			if p.Grad == nil {
				require.Nil(t, all[i].Grad, "program %d", seed)
				continue
			}
			g := widen(p.Grad.Data)
			require.InDeltaSlice(t, g, widen(all[i].Grad.Data), 2e-3, "program %d, %s", seed, p.Name)
			if v := again.Param(all[i]); v.needs {
				require.InDeltaSlice(t, g, widen(again.Grad(loss, v)[0].Value().Data), 2e-3, "program %d, %s", seed, p.Name)
			}
			sgd.Apply(nil, p.Value, p.Grad, nil, nil)
		}
		last := NewTape(TapeConfig{Training: true})
		last.BackwardUpdate(fused.loss(last), updaterFunc(func(*Param) *compute.Update { return sgd }))
		all = fused.params()
		for i, p := range want.params() {
			require.Equal(t, p.Value.Data, all[i].Value.Data, "program %d, %s", seed, p.Name)
		}
	}
}
