package train

import (
	"fmt"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// Source gives the rows of data in an order.
type Source interface {
	// Start puts the rows into the order of an epoch, drawn from order, or into
	// their own if order is nil, and returns their number. The order depends on
	// the generator's seed and stream alone, not on earlier epochs.
	Start(order *compute.RNG) (rows int, err error)
	// Read makes b hold the rows at the places from (included) to (excluded) of
	// the order: it sets Rows and Labels and, by b.Field, every field of X.
	// Places come in rising order, from 0 or, when a run is resumed, later.
	Read(b *Batch, from, to int) error
}

// Tensors is a Source of rows in memory.
type Tensors struct {
	X      []*compute.Tensor // the fields, all with the same number of rows
	Labels []int             // one per row, or none

	order []int // nil: their own
	perm  []int
}

// FromTensors returns a Source whose rows have the given fields, for example
// inputs and targets. Labels may be set afterward. The tensors are not copied.
func FromTensors(x ...*compute.Tensor) *Tensors { return &Tensors{X: x} }

// Start implements Source. Fields or labels of different numbers of rows are an
// error that wraps udl.ErrShape.
func (s *Tensors) Start(order *compute.RNG) (rows int, err error) {
	if len(s.X) == 0 {
		return 0, fmt.Errorf("train: the data have no fields: %w", udl.ErrShape)
	}
	for i, x := range s.X {
		switch {
		case x == nil || len(x.Shape) == 0:
			return 0, fmt.Errorf("train: field %d of the data has no rows: %w", i, udl.ErrShape)
		case x.Rows() != s.X[0].Rows():
			return 0, fmt.Errorf("train: field %d of the data has %d rows, field 0 has %d: %w", i, x.Rows(), s.X[0].Rows(), udl.ErrShape)
		}
	}
	rows = s.X[0].Rows()
	if len(s.Labels) > 0 && len(s.Labels) != rows {
		return 0, fmt.Errorf("train: the data have %d rows and %d labels: %w", rows, len(s.Labels), udl.ErrShape)
	}
	s.order = nil
	if order != nil {
		s.perm = resize(s.perm, rows)
		shuffle(order, s.perm)
		s.order = s.perm
	}
	return rows, nil
}

// shuffle sets p to a permutation of 0 … len(p)−1.
func shuffle(r *compute.RNG, p []int) {
	for i := range p {
		p[i] = i
	}
	for i := len(p) - 1; i > 0; i-- {
		k := r.Intn(i + 1)
		p[i], p[k] = p[k], p[i]
	}
}

// Read implements Source.
func (s *Tensors) Read(b *Batch, from, to int) error {
	n := to - from
	b.indices(n, len(s.Labels) > 0)
	for i := range n {
		row := from + i
		if s.order != nil {
			row = s.order[row]
		}
		b.Rows[i] = row
		if len(s.Labels) > 0 {
			b.Labels[i] = s.Labels[row]
		}
	}
	for i, x := range s.X {
		dst := b.Field(i, n, x.Shape[1:]...)
		for k, row := range b.Rows {
			copy(dst.Row(k), x.Row(row))
		}
	}
	return nil
}
