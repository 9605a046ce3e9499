package npy

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// rowsBuffer is the most bytes that Rows reads at a time.
const rowsBuffer = 1 << 18

// Rows reads ranges of rows of an NPY file of numbers as float32, without
// holding more of the file than a buffer of 256 kB.
type Rows struct {
	r      io.ReaderAt
	h      Header
	rows   int
	cols   int
	width  int
	buf    []byte
	fill   func(dst []float32, src []byte, order binary.ByteOrder)
	column []float32 // of a file in Fortran order
	walk   *walk
}

// NewRows reads the head of an NPY file of size bytes. It must hold numbers in
// at least one dimension, the first of which counts the rows, and as many bytes
// as its shape needs.
func NewRows(r io.ReaderAt, size int64) (*Rows, error) {
	h, err := ReadHeader(io.NewSectionReader(r, 0, size))
	if err != nil {
		return nil, err
	}
	if len(h.Shape) == 0 {
		return nil, errors.New("holds a single number, not rows")
	}
	fill, ok := fillers[fmt.Sprintf("%c%d", h.Kind, h.Width)]
	if !ok {
		return nil, fmt.Errorf("its element type %c%d is not a number", h.Kind, h.Width)
	}
	n, err := h.Len()
	if err != nil {
		return nil, err
	}
	if data := size - h.Size; int64(n) > math.MaxInt64/int64(h.Width) || data != int64(n)*int64(h.Width) {
		return nil, fmt.Errorf("%d bytes of data, its shape %s needs %d times %d", data, Sizes(h.Shape), n, h.Width)
	}
	cols, _ := Product(h.Shape[1:])
	return &Rows{r: r, h: h, rows: h.Shape[0], cols: cols, width: h.Width, fill: fill}, nil
}

// Shape returns the shape of the whole array.
func (f *Rows) Shape() []int { return f.h.Shape }

// Len returns the number of rows.
func (f *Rows) Len() int { return f.rows }

// Cols returns the numbers in a row.
func (f *Rows) Cols() int { return f.cols }

// Read sets dst, of (to − from)·Cols numbers, to the rows from (included) to
// (excluded). A file in Fortran order costs one read per column.
func (f *Rows) Read(dst []float32, from, to int) error {
	if from < 0 || to < from || to > f.rows || len(dst) != (to-from)*f.cols {
		return fmt.Errorf("rows %d to %d of %d do not fill %d numbers", from, to, f.rows, len(dst))
	}
	if !f.h.Fortran || f.cols == 1 {
		return f.span(dst, from*f.cols)
	}
	if len(dst) == 0 {
		return nil
	}
	n := to - from
	if cap(f.column) < n {
		f.column = make([]float32, n)
	}
	if f.walk == nil {
		f.walk = newWalk(f.h.Shape[1:], f.rows)
	}
	for j := range f.cols { // after the last column the walk is at the first
		if err := f.span(f.column[:n], from+f.walk.at); err != nil {
			return err
		}
		f.walk.next()
		for i, v := range f.column[:n] {
			dst[i*f.cols+j] = v
		}
	}
	return nil
}

// span reads consecutive elements of the file from place at on.
func (f *Rows) span(dst []float32, at int) error {
	step := rowsBuffer / f.width
	if need := min(len(dst), step) * f.width; len(f.buf) < need {
		f.buf = make([]byte, need)
	}
	for len(dst) > 0 {
		n := min(len(dst), step)
		part := f.buf[:n*f.width]
		if k, err := f.r.ReadAt(part, f.h.Size+int64(at)*int64(f.width)); k < len(part) {
			if errors.Is(err, io.EOF) {
				err = fmt.Errorf("the file ends before its last row, it has shrunk: %w", io.ErrUnexpectedEOF)
			}
			return err
		}
		f.fill(dst[:n], part, f.h.Order)
		dst, at = dst[n:], at+n
	}
	return nil
}

// fillers turn the bytes of each type of numbers into float32.
var fillers = map[string]func(dst []float32, src []byte, order binary.ByteOrder){
	"u1": func(dst []float32, src []byte, _ binary.ByteOrder) {
		for i := range dst {
			dst[i] = float32(src[i])
		}
	},
	"i1": func(dst []float32, src []byte, _ binary.ByteOrder) {
		for i := range dst {
			dst[i] = float32(int8(src[i]))
		}
	},
	"b1": func(dst []float32, src []byte, _ binary.ByteOrder) {
		for i := range dst {
			dst[i] = float32(min(src[i], 1))
		}
	},
	"u2": func(dst []float32, src []byte, order binary.ByteOrder) {
		for i := range dst {
			dst[i] = float32(order.Uint16(src[2*i:]))
		}
	},
	"i2": func(dst []float32, src []byte, order binary.ByteOrder) {
		for i := range dst {
			dst[i] = float32(int16(order.Uint16(src[2*i:])))
		}
	},
	"f2": func(dst []float32, src []byte, order binary.ByteOrder) {
		for i := range dst {
			dst[i] = Half(order.Uint16(src[2*i:]))
		}
	},
	"u4": func(dst []float32, src []byte, order binary.ByteOrder) {
		for i := range dst {
			dst[i] = float32(order.Uint32(src[4*i:]))
		}
	},
	"i4": func(dst []float32, src []byte, order binary.ByteOrder) {
		for i := range dst {
			dst[i] = float32(int32(order.Uint32(src[4*i:])))
		}
	},
	"f4": floats4,
	"u8": func(dst []float32, src []byte, order binary.ByteOrder) {
		for i := range dst {
			dst[i] = float32(order.Uint64(src[8*i:]))
		}
	},
	"i8": func(dst []float32, src []byte, order binary.ByteOrder) {
		for i := range dst {
			dst[i] = float32(int64(order.Uint64(src[8*i:])))
		}
	},
	"f8": func(dst []float32, src []byte, order binary.ByteOrder) {
		for i := range dst {
			dst[i] = float32(math.Float64frombits(order.Uint64(src[8*i:])))
		}
	},
}

// floats4 is the common case, without a call per element when little-endian.
func floats4(dst []float32, src []byte, order binary.ByteOrder) {
	if order != binary.LittleEndian {
		for i := range dst {
			dst[i] = math.Float32frombits(order.Uint32(src[4*i:]))
		}
		return
	}
	for i := range dst {
		dst[i] = math.Float32frombits(binary.LittleEndian.Uint32(src[4*i:]))
	}
}
