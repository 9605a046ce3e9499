package compute

import (
	"fmt"
	"strings"
)

// Slice returns the rows from (included) to (excluded) as a view: both tensors
// share their numbers.
func (t *Tensor) Slice(from, to int) *Tensor {
	if len(t.Shape) == 0 || from < 0 || to < from || to > t.Shape[0] {
		fail("Slice", fmt.Sprintf("rows %d to %d are outside", from, to), t.Shape)
	}
	d := t.Cols()
	shape := append([]int(nil), t.Shape...)
	shape[0] = to - from
	return &Tensor{Data: t.Data[from*d : to*d : to*d], Shape: shape}
}

// Reshape returns a view with another shape of the same number of elements.
func (t *Tensor) Reshape(shape ...int) *Tensor {
	if size("Reshape", shape) != len(t.Data) {
		fail("Reshape", "the numbers of elements differ", t.Shape, shape)
	}
	return &Tensor{Data: t.Data, Shape: append([]int(nil), shape...)}
}

// Clone returns a copy that shares nothing with t.
func (t *Tensor) Clone() *Tensor {
	return &Tensor{Data: append([]float32(nil), t.Data...), Shape: append([]int(nil), t.Shape...)}
}

// String returns the shape and the numbers, of a large tensor only the corners.
func (t *Tensor) String() string {
	const edge = 3
	var b strings.Builder
	b.WriteString("Tensor " + shapeString(t.Shape))
	rows, d := t.Rows(), t.Cols()
	if len(t.Shape) < 2 {
		b.WriteString(" ")
		writeRow(&b, t.Data, edge)
		return b.String()
	}
	for i := 0; i < rows; i++ {
		if i == edge && rows > 2*edge {
			b.WriteString("\n  …")
			i = rows - edge
		}
		b.WriteString("\n  ")
		writeRow(&b, t.Data[i*d:(i+1)*d], edge)
	}
	return b.String()
}

// writeRow writes a row, of a long one the first and last numbers.
func writeRow(b *strings.Builder, row []float32, edge int) {
	b.WriteString("[")
	for j := 0; j < len(row); j++ {
		if j == edge && len(row) > 2*edge {
			b.WriteString(" …")
			j = len(row) - edge
		}
		if j > 0 {
			b.WriteString(" ")
		}
		fmt.Fprintf(b, "%.4g", row[j])
	}
	b.WriteString("]")
}
