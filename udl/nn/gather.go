package nn

import (
	"fmt"

	"github.com/udl-go/lab/compute"
)

// Gather returns the rows index[0], index[1], … of x. The index is kept, not
// copied, until the tape is reset; rows may repeat.
func (x *Var) Gather(index []int) *Var {
	t := x.live("Gather")
	mustIndex("Gather", "row", x, index, x.rows())
	v := t.matrix(len(index), x.cols())
	compute.GatherRows(t.Pool, v.val, x.val, index)
	v.arg.index = index
	return v.record(gatherOp{}, x)
}

type gatherOp struct{}

func (gatherOp) vjp(v, dy *Var) { v.in[0].accumulate(dy.scatter(v.arg.index, v.in[0])) }

// scatter returns zeros of the shape of like, to whose row index[i] row i of x
// is added.
func (x *Var) scatter(index []int, like *Var) *Var {
	t := x.tape
	v := t.like(like)
	v.val.Fill(0)
	compute.ScatterAddRows(t.Pool, v.val, x.val, index)
	v.arg.index = index
	return v.record(scatterOp{}, x)
}

type scatterOp struct{}

func (scatterOp) vjp(v, dy *Var) { v.in[0].accumulate(dy.Gather(v.arg.index)) }

// mustIndex panics unless all indices are below n.
func mustIndex(op, what string, x *Var, index []int, n int) {
	for i, k := range index {
		if k < 0 || k >= n {
			fail(op, fmt.Sprintf("%s %d, the one at %d, is outside 0 to %d", what, k, i, n-1), x)
		}
	}
}
