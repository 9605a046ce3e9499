package nn

import (
	"fmt"

	"github.com/udl-go/lab/compute"
)

// MatMul returns the product x·y, n×k times k×m.
func (x *Var) MatMul(y *Var) *Var {
	return x.product("MatMul", y, compute.NoTrans, compute.NoTrans)
}

// MatMulT returns x·yᵀ, n×k times the transpose of m×k, without making the
// transpose.
func (x *Var) MatMulT(y *Var) *Var {
	return x.product("MatMulT", y, compute.NoTrans, compute.Trans)
}

// product returns op(x)·op(y).
func (x *Var) product(name string, y *Var, ta, tb compute.Transpose) *Var {
	t := x.live(name, y)
	n, k := dims(x, ta)
	l, m := dims(y, tb)
	if k != l {
		fail(name, fmt.Sprintf("the inner dimensions %d and %d differ", k, l), x, y)
	}
	v := t.matrix(n, m)
	compute.Gemm(t.Pool, ta, tb, 1, x.val, y.val, 0, v.val)
	v.arg.ta, v.arg.tb = ta, tb
	return v.record(productOp{}, x, y)
}

// dims returns the dimensions of op(x).
func dims(x *Var, tr compute.Transpose) (rows, cols int) {
	if tr {
		return x.cols(), x.rows()
	}
	return x.rows(), x.cols()
}

// productOp is C = op(A)·op(B), closed under differentiation: the gradients of A
// and B are products of the same kind.
type productOp struct{}

func (productOp) vjp(v, dy *Var) {
	a, b := v.in[0], v.in[1]
	ta, tb := v.arg.ta, v.arg.tb
	if a.want {
		if ta {
			a.accumulateProduct(b, dy, tb, compute.Trans, !b.want)
		} else {
			a.accumulateProduct(dy, b, compute.NoTrans, !tb, !b.want)
		}
	}
	if b.want {
		if tb {
			b.accumulateProduct(dy, a, compute.Trans, ta, true)
		} else {
			b.accumulateProduct(a, dy, !ta, compute.NoTrans, true)
		}
	}
}

// accumulateProduct adds op(p)·op(q) to the gradient of x. last says that the
// value of x is not needed for other gradients of the same operation.
//
// In BackwardUpdate a parameter that only this product uses takes its step here:
// nothing reads its old value any more.
func (x *Var) accumulateProduct(p, q *Var, ta, tb compute.Transpose, last bool) {
	t := x.tape
	if t.updater == nil || x.param == nil || x.uses != 1 || !last {
		if old := x.grad; old != nil && t.spent(old) { // a tied weight
			compute.Gemm(t.Pool, ta, tb, 1, p.val, q.val, 1, old.val)
			return
		}
		x.accumulate(p.product("MatMul", q, ta, tb))
		return
	}
	if rule, m, s := t.updater.Update(x.param); rule != nil {
		compute.GemmUpdate(t.Pool, rule, ta, tb, 1, p.val, q.val, x.val, m, s)
	}
}
