package compute

import (
	"fmt"
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/vector"
)

// GatherRows sets row i of dst to row index[i] of x. dst has one row per index
// and shares no memory with x. It panics with an [*Error] that names the place of
// an index outside x, and allocates nothing.
func GatherRows(p *Pool, dst, x *Tensor, index []int) {
	runGather(p, "GatherRows", gatherRun{dst: dst, x: x, index: index}, x, dst)
}

// ScatterAddRows adds row i of x to row index[i] of dst, for all i in order, so
// that repeated indices give the same bits for every number of workers. x has one
// row per index and shares no memory with dst. It panics with an [*Error] that
// names the place of an index outside dst, and allocates nothing.
func ScatterAddRows(p *Pool, dst, x *Tensor, index []int) {
	runGather(p, "ScatterAddRows", gatherRun{dst: dst, x: x, index: index, add: true}, dst, x)
}

// gatherRun moves rows as a loop over the rows of dst.
type gatherRun struct {
	dst, x *Tensor
	index  []int
	cols   int
	add    bool // scatter, not gather
}

var gatherRuns = sync.Pool{New: func() any { return new(gatherRun) }}

// runGather checks that the index is into table and has one entry per row of
// list, and runs g.
func runGather(p *Pool, op string, g gatherRun, table, list *Tensor) {
	g.cols = table.Cols()
	if list.Cols() != g.cols || list.Rows() != len(g.index) {
		fail(op, fmt.Sprintf("the rows do not fit, or not the %d indices", len(g.index)), g.dst.Shape, g.x.Shape)
	}
	if overlap(g.dst.Data, g.x.Data) {
		fail(op, "the tensors overlap", g.dst.Shape, g.x.Shape)
	}
	for i, k := range g.index {
		if k < 0 || k >= table.Rows() {
			fail(op, fmt.Sprintf("index %d is %d, outside the %d rows", i, k, table.Rows()), g.dst.Shape, g.x.Shape)
		}
	}
	r := gatherRuns.Get().(*gatherRun)
	*r = g
	grain := max(1, lightGrain/max(1, g.cols+64))
	if g.add && list.Rows() < table.Rows() {
		grain = max(grain, table.Rows()*grain/max(1, list.Rows())) // few rows of work
	}
	p.run(g.dst.Rows(), grain, r)
	*r = gatherRun{}
	gatherRuns.Put(r)
}

// run makes a range of the rows of dst.
func (g *gatherRun) run(lo, hi int) {
	d := g.cols
	if !g.add {
		for i, k := range g.index[lo:hi] {
			copy(g.dst.Data[(lo+i)*d:][:d], g.x.Data[k*d:][:d])
		}
		return
	}
	for i, k := range g.index {
		if lo <= k && k < hi {
			vector.Axpy(1, g.x.Data[i*d:][:d], g.dst.Data[k*d:][:d])
		}
	}
}
