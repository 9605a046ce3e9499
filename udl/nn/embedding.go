package nn

import (
	"fmt"

	"github.com/udl-go/lab/compute"
)

// embedding looks rows up in a table.
type embedding struct{ weight *Param }

// NewEmbedding returns the layer that replaces each number k of its input, an
// integer from 0 to n−1, by row k of a table n×d: an input of r rows and c columns
// gives r×(c·d). The table, "weight", starts standard normal as torch's; init
// chooses another distribution.
func NewEmbedding(r *compute.RNG, n, d int, init Initializer) Layer {
	mustBePositive("NewEmbedding", n, d)
	e := &embedding{&Param{Name: "weight", Value: compute.New(n, d)}}
	if init == DefaultInit && r != nil {
		r.Normal(nil, e.weight.Value.Data, 0, 1)
		return e
	}
	mustInit("NewEmbedding", init, r, e.weight.Value, n, d)
	return e
}

func (e *embedding) Params() []*Param { return []*Param{e.weight} }

func (e *embedding) Forward(x *Var) *Var {
	t := x.live("Embedding")
	index := t.integers(x.val.Len())
	for i, c := range x.val.Data {
		index[i] = int(c)
		if float32(index[i]) != c {
			fail("Embedding", fmt.Sprintf("input %d is %g, not an integer", i, c), x)
		}
	}
	w := t.Param(e.weight)
	return w.Gather(index).Reshape(x.rows(), x.cols()*w.cols())
}

// integers returns memory for n integers until the tape is reset.
func (t *Tape) integers(n int) []int {
	if t.index.n == len(t.index.blocks) {
		t.index.blocks = append(t.index.blocks, nil)
	}
	b := &t.index.blocks[t.index.n]
	t.index.n++
	if cap(*b) < n {
		*b = make([]int, n)
	}
	return (*b)[:n]
}

// indexArena keeps the memory of integers: block i serves the i-th call of a
// step.
type indexArena struct {
	blocks [][]int
	n      int
}
