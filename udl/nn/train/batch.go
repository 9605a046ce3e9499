package train

import (
	"fmt"
	"slices"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// Batch is some rows of the data, as a Loss sees them. It and what it holds are
// used again for the next batch.
type Batch struct {
	X      []*compute.Tensor // the fields of the rows, such as inputs and targets; each has one row per row of the batch
	Labels []int             // one per row, empty when the data have none
	Rows   []int             // which rows of the data these are
	Epoch  int               // from 1; 0 while evaluating
	Step   int               // updates made before this one; 0 while evaluating

	fields []field
}

// field is the memory of a field of a batch, with a view for each number of
// rows that was asked for: a full batch and a short one.
type field struct {
	data  []float32
	shape []int // of a row
	views []*compute.Tensor
}

// Field makes X[i] a tensor of the given number of rows, each of the given
// shape, and returns it for a Source to fill. What it holds before is left over
// from another batch. The memory is used again, so that only the first batches
// of a size allocate.
func (b *Batch) Field(i, rows int, shape ...int) *compute.Tensor {
	for len(b.X) <= i {
		b.X = append(b.X, nil)
		b.fields = append(b.fields, field{})
	}
	f := &b.fields[i]
	cols := 1
	for _, d := range shape {
		cols *= d
	}
	if !slices.Equal(f.shape, shape) || len(f.data) < rows*cols {
		f.data = make([]float32, max(rows*cols, len(f.data)))
		f.shape = append(f.shape[:0], shape...)
		f.views = f.views[:0]
	}
	for _, v := range f.views {
		if v.Shape[0] == rows {
			b.X[i] = v
			return v
		}
	}
	v := compute.FromSlice(f.data[:rows*cols:rows*cols], append([]int{rows}, shape...)...)
	f.views = append(f.views, v)
	b.X[i] = v
	return v
}

// read makes b hold rows of a source and checks that it does.
func (b *Batch) read(s Source, from, to int) error {
	if err := s.Read(b, from, to); err != nil {
		return err
	}
	for i, x := range b.X {
		if x == nil || x.Rows() != to-from {
			return fmt.Errorf("train: the Source was asked for %d rows and did not make field %d so: %w", to-from, i, udl.ErrShape)
		}
	}
	return nil
}

// indices sets the length of Rows, and of Labels if there are some.
func (b *Batch) indices(n int, labels bool) {
	b.Rows = resize(b.Rows, n)
	b.Labels = b.Labels[:0]
	if labels {
		b.Labels = resize(b.Labels, n)
	}
}

func resize(x []int, n int) []int {
	if cap(x) < n {
		return make([]int, n)
	}
	return x[:n]
}
