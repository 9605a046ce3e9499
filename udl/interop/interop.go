// Package interop moves data between the laboratory's float32 tensors and
// gonum's float64 matrices, so that results go on into gonum's statistics,
// decompositions and plots. It belongs at the edges of a program: no hot loop
// goes through it.
package interop

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// View is a tensor of two dimensions seen as a gonum matrix, without a copy.
// Changes of the tensor show in the view. It implements mat.Matrix.
type View struct{ tensor *compute.Tensor }

// NewView returns t as a gonum matrix, or an error that wraps udl.ErrShape when
// t has not got two dimensions.
func NewView(t *compute.Tensor) (View, error) {
	if t == nil || t.Dims() != 2 {
		shape := []int(nil)
		if t != nil {
			shape = t.Shape
		}
		return View{}, fmt.Errorf("interop: a tensor of shape %v is not a matrix: %w", shape, udl.ErrShape)
	}
	return View{t}, nil
}

// Dims returns the numbers of rows and columns.
func (v View) Dims() (r, c int) { return v.tensor.Rows(), v.tensor.Cols() }

// At returns the element in row i and column j.
func (v View) At(i, j int) float64 { return float64(v.tensor.At(i, j)) }

// T returns the transpose, again without a copy.
func (v View) T() mat.Matrix { return mat.Transpose{Matrix: v} }

// ToDense copies t, which must have two dimensions, into a gonum matrix.
func ToDense(t *compute.Tensor) (*mat.Dense, error) {
	v, err := NewView(t)
	if err != nil {
		return nil, err
	}
	if t.Len() == 0 {
		return nil, fmt.Errorf("interop: gonum has no matrix of shape %v: %w", t.Shape, udl.ErrShape)
	}
	return mat.DenseCopyOf(v), nil
}

// FromMatrix copies a gonum matrix into a tensor, rounding to float32.
func FromMatrix(m mat.Matrix) *compute.Tensor {
	r, c := m.Dims()
	t := compute.New(r, c)
	for i := range r {
		row := t.Row(i)
		for j := range row {
			row[j] = float32(m.At(i, j))
		}
	}
	return t
}
