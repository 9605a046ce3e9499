package npy

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Array is what a file holds: a slice of elements with a shape, row-major. The
// slice is one of unsigned or signed integers of 8 to 64 bits, float32, float64,
// bool or string; float16 is read as float32.
type Array struct {
	Shape []int
	Data  any
}

// ErrType reports elements of a type that is not written.
var ErrType = errors.New("not a type that is written")

// Read reads an NPY file to its end, in C or Fortran order and either byte
// order. Memory follows what is read, not what the head claims.
func Read(r io.Reader) (*Array, error) {
	h, err := ReadHeader(r)
	if err != nil {
		return nil, err
	}
	n, err := h.Len()
	if err != nil {
		return nil, err
	}
	data, err := Decode(r, n, h.Kind, h.Width, h.Order)
	if err != nil {
		return nil, err
	}
	if err := AtEnd(r); err != nil {
		return nil, err
	}
	if h.Fortran {
		data = rowMajor(data, h.Shape)
	}
	return &Array{Shape: h.Shape, Data: data}, nil
}

// types are the element types that are written.
var types = map[string]string{
	"[]uint8": "|u1", "[]int8": "|i1", "[]uint16": "<u2", "[]int16": "<i2", "[]uint32": "<u4", "[]int32": "<i4",
	"[]uint64": "<u8", "[]int64": "<i8", "[]float32": "<f4", "[]float64": "<f8", "[]bool": "|b1",
}

// Write writes an array, whose shape must fit its data, in NPY format 1.0,
// little-endian and in C order, byte for byte as numpy.save does. The error for
// text wraps ErrType.
func Write(w io.Writer, a *Array) error {
	descr, ok := types[fmt.Sprintf("%T", a.Data)]
	if !ok {
		return fmt.Errorf("%T: %w", a.Data, ErrType)
	}
	shape := strings.ReplaceAll(Sizes(a.Shape), "×", ", ")
	if len(a.Shape) == 1 {
		shape += ","
	}
	text := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': (%s), }", descr, shape)
	pad := 64 - (10+len(text)+1)%64
	text += strings.Repeat(" ", pad%64) + "\n"
	head := binary.LittleEndian.AppendUint16([]byte(Magic+"\x01\x00"), uint16(len(text)))
	if _, err := w.Write(append(head, text...)); err != nil {
		return err
	}
	return binary.Write(w, binary.LittleEndian, a.Data)
}

// rowMajor reorders data from Fortran order, first index fastest.
func rowMajor(data any, shape []int) any {
	switch x := data.(type) {
	case []uint8:
		return reorder(x, shape)
	case []int8:
		return reorder(x, shape)
	case []uint16:
		return reorder(x, shape)
	case []int16:
		return reorder(x, shape)
	case []uint32:
		return reorder(x, shape)
	case []int32:
		return reorder(x, shape)
	case []uint64:
		return reorder(x, shape)
	case []int64:
		return reorder(x, shape)
	case []float32:
		return reorder(x, shape)
	case []float64:
		return reorder(x, shape)
	case []bool:
		return reorder(x, shape)
	case []string:
		return reorder(x, shape)
	}
	return data
}

func reorder[T any](x []T, shape []int) []T {
	out := make([]T, len(x))
	walk := newWalk(shape, 1)
	for i := range out {
		out[i] = x[walk.at]
		walk.next()
	}
	return out
}

// walk visits the elements of an array in C order and knows the place of each
// in an array of Fortran order, in which neighbors of the first index are unit
// apart.
type walk struct {
	shape, stride, index []int
	at                   int
}

func newWalk(shape []int, unit int) *walk {
	w := &walk{shape: shape, stride: make([]int, len(shape)), index: make([]int, len(shape))}
	for i, d := range shape {
		w.stride[i] = unit
		unit *= d
	}
	return w
}

func (w *walk) next() {
	for k := len(w.shape) - 1; k >= 0; k-- {
		w.index[k]++
		w.at += w.stride[k]
		if w.index[k] < w.shape[k] {
			return
		}
		w.at -= w.stride[k] * w.shape[k]
		w.index[k] = 0
	}
}
