package compute

import (
	"fmt"
	"math"
)

// Tensor is a block of float32 numbers with a shape, contiguous and row-major.
//
// A matrix has the shape n×d and its element (i, j) at Data[i·d+j]. With more
// dimensions the first one counts the rows and the others together make a row.
// The fields may be read and the numbers written freely; shapes are not resized
// in place.
type Tensor struct {
	Data  []float32
	Shape []int
}

// New returns a tensor of zeros.
func New(shape ...int) *Tensor {
	return &Tensor{Data: make([]float32, size("New", shape)), Shape: append([]int(nil), shape...)}
}

// FromSlice returns a tensor around data, which it keeps and does not copy. It
// panics with an [*Error] when the shape holds another number of elements.
func FromSlice(data []float32, shape ...int) *Tensor {
	if n := size("FromSlice", shape); n != len(data) {
		fail("FromSlice", fmt.Sprintf("%d numbers do not fill it", len(data)), shape)
	}
	return &Tensor{Data: data, Shape: append([]int(nil), shape...)}
}

// FromRows returns a matrix with a copy of the rows, which must be of one length.
func FromRows(rows [][]float32) *Tensor {
	if len(rows) == 0 {
		return New(0, 0)
	}
	t := New(len(rows), len(rows[0]))
	for i, r := range rows {
		if len(r) != len(rows[0]) {
			fail("FromRows", fmt.Sprintf("row %d has %d numbers, row 0 has %d", i, len(r), len(rows[0])), t.Shape)
		}
		copy(t.Row(i), r)
	}
	return t
}

// Rows returns the first dimension, 1 for a scalar.
func (t *Tensor) Rows() int {
	if len(t.Shape) == 0 {
		return 1
	}
	return t.Shape[0]
}

// Cols returns the length of a row: the product of all dimensions but the first.
func (t *Tensor) Cols() int {
	n := 1
	for i, d := range t.Shape {
		if i > 0 {
			n *= d
		}
	}
	return n
}

// Len returns the number of elements.
func (t *Tensor) Len() int { return len(t.Data) }

// Dims returns the number of dimensions.
func (t *Tensor) Dims() int { return len(t.Shape) }

// Row returns row i; writing to it writes to the tensor.
func (t *Tensor) Row(i int) []float32 {
	if i < 0 || i >= t.Rows() {
		fail("Row", fmt.Sprintf("row %d is outside", i), t.Shape)
	}
	d := t.Cols()
	return t.Data[i*d : (i+1)*d : (i+1)*d]
}

// At returns the element with the given index, one number per dimension.
func (t *Tensor) At(idx ...int) float32 { return t.Data[t.offset("At", idx)] }

// Set sets the element with the given index, one number per dimension.
func (t *Tensor) Set(v float32, idx ...int) { t.Data[t.offset("Set", idx)] = v }

// CopyFrom copies the numbers of u, which must have the same shape.
func (t *Tensor) CopyFrom(u *Tensor) {
	mustSameShape("CopyFrom", t, u)
	copy(t.Data, u.Data)
}

// Fill sets every element to v.
func (t *Tensor) Fill(v float32) {
	for i := range t.Data {
		t.Data[i] = v
	}
}

// offset returns the place of an element in Data.
func (t *Tensor) offset(op string, idx []int) int {
	if len(idx) != len(t.Shape) {
		fail(op, fmt.Sprintf("index %v has %d numbers, the tensor %d dimensions", idx, len(idx), len(t.Shape)), t.Shape)
	}
	n := 0
	for k, i := range idx {
		if i < 0 || i >= t.Shape[k] {
			fail(op, fmt.Sprintf("index %v is outside", idx), t.Shape)
		}
		n = n*t.Shape[k] + i
	}
	return n
}

// size returns the number of elements of a shape.
func size(op string, shape []int) int {
	n := 1
	for _, d := range shape {
		if d < 0 {
			fail(op, "a dimension is negative", shape)
		}
		if d > 0 && n > math.MaxInt/d {
			fail(op, "too many elements", shape)
		}
		n *= d
	}
	return n
}

// mustSameShape panics unless t and u have the same shape.
func mustSameShape(op string, t, u *Tensor) {
	same := len(t.Shape) == len(u.Shape)
	for i := 0; same && i < len(t.Shape); i++ {
		same = t.Shape[i] == u.Shape[i]
	}
	if !same {
		fail(op, "the shapes differ", t.Shape, u.Shape)
	}
}
