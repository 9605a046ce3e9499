package nn

import (
	"fmt"

	"github.com/udl-go/lab/compute"
)

// dense returns f(x·w + b), or f(x·wᵀ + b) with tb; b may be nil. It is one pass
// unless the derivative of f needs more than the value of f.
func (x *Var) dense(w, b *Var, tb compute.Transpose, f compute.Function) *Var {
	t := x.live("Dense", w)
	if f.NeedsInput() {
		return x.dense(w, b, tb, compute.Identity).Map(f)
	}
	k, m := dims(w, tb)
	if x.cols() != k {
		fail("Dense", fmt.Sprintf("the input has %d columns, the layer takes %d", x.cols(), k), x, w)
	}
	v := t.matrix(x.rows(), m)
	v.arg.tb, v.arg.f = tb, f
	if b == nil {
		compute.GemmBias(t.Pool, compute.NoTrans, tb, 1, x.val, w.val, 0, v.val, nil, f)
		return v.record(denseOp{}, x, w)
	}
	compute.GemmBias(t.Pool, compute.NoTrans, tb, 1, x.val, w.val, 0, v.val, b.val, f)
	return v.record(denseOp{}, x, w, b)
}

// denseOp is y = f(x·op(w) + b). With dz = dy·f'(y) the gradients are dz·op(w)ᵀ
// for x, xᵀ·dz for w and the column sums of dz for b.
type denseOp struct{}

func (denseOp) vjp(v, dy *Var) {
	x, w := v.in[0], v.in[1]
	dz := denseGrad(v, dy)
	if x.want {
		x.accumulateProduct(dz, w, compute.NoTrans, !v.arg.tb, !w.want)
	}
	if w.want {
		if v.arg.tb {
			w.accumulateProduct(dz, x, compute.Trans, compute.NoTrans, true)
		} else {
			w.accumulateProduct(x, dz, compute.Trans, compute.NoTrans, true)
		}
	}
	if dz != dy {
		v.tape.discard(dz)
	}
}

// denseGrad returns the gradient of what the activation was applied to, and adds
// to that of the bias.
func denseGrad(v, dy *Var) *Var {
	t, b, f := v.tape, v.in[2], v.arg.f
	wantBias := b != nil && b.want
	if !t.replay {
		dz := dy
		if f != compute.Identity {
			dz = dy.Mul(derivative(f, nil, v))
		}
		if wantBias {
			b.accumulate(dz.colSumsAs(b.val.Shape))
		}
		return dz
	}
	dz := dy
	if f != compute.Identity && !t.spent(dy) {
		dz = t.like(v)
	}
	if !wantBias {
		if f != compute.Identity {
			compute.MapGrad(t.Pool, f, dz.val, v.val, v.val, dy.val)
		}
		return dz
	}
	db := t.like(b)
	compute.GradDense(t.Pool, f, dz.val, nil, v.val, dy.val, db.val)
	b.accumulate(db)
	return dz
}
