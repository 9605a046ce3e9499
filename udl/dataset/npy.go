package dataset

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/udl-go/lab/udl"
)

const (
	npyMagic = "\x93NUMPY"
	maxNPY   = 1 << 16 // bytes of a header that is believed
)

// ReadNPY reads an array in NumPy's NPY format, versions 1 to 3, gzip or not:
// numbers of either byte order (float16 becomes float32), bool and text, in C or
// Fortran order. The error wraps udl.ErrFormat when the data are damaged or
// hold something else, such as Python objects.
func ReadNPY(r io.Reader) (*Array, error) {
	name := nameOf(r, "NPY data")
	r, err := gunzip(r)
	if err != nil {
		return nil, bad(name, err)
	}
	a, err := readNPY(r)
	if err != nil {
		return nil, bad(name, err)
	}
	return a, nil
}

func readNPY(r io.Reader) (*Array, error) {
	text, err := npyHeaderText(r)
	if err != nil {
		return nil, err
	}
	h, err := parseNPY(text)
	if err != nil {
		return nil, err
	}
	n, ok := product(h.shape)
	if !ok {
		return nil, fmt.Errorf("its shape %s is larger than memory", sizes(h.shape))
	}
	data, err := decodeKind(r, n, h.kind, h.width, h.order)
	if err != nil {
		return nil, err
	}
	if err := atEnd(r); err != nil {
		return nil, err
	}
	if h.fortran {
		data = rowMajor(data, h.shape)
	}
	return &Array{Shape: h.shape, Data: data}, nil
}

// npyHeaderText returns the dictionary at the head of the file.
func npyHeaderText(r io.Reader) (string, error) {
	var head [12]byte
	if _, err := io.ReadFull(r, head[:10]); err != nil {
		return "", err
	}
	if string(head[:6]) != npyMagic {
		return "", errors.New("does not begin like an NPY file")
	}
	size := int64(binary.LittleEndian.Uint16(head[8:]))
	switch head[6] {
	case 1:
	case 2, 3:
		if _, err := io.ReadFull(r, head[10:]); err != nil {
			return "", err
		}
		size = int64(binary.LittleEndian.Uint32(head[8:]))
	default:
		return "", fmt.Errorf("is NPY version %d, only 1 to 3 are known", head[6])
	}
	if size > maxNPY {
		return "", fmt.Errorf("its header claims %d bytes", size)
	}
	text := make([]byte, size)
	if _, err := io.ReadFull(r, text); err != nil {
		return "", err
	}
	return string(text), nil
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
	stride := make([]int, len(shape)) // of each index in x
	for i, n := 0, 1; i < len(shape); i++ {
		stride[i] = n
		n *= shape[i]
	}
	idx, at := make([]int, len(shape)), 0
	for i := range out {
		out[i] = x[at]
		for k := len(shape) - 1; k >= 0; k-- {
			idx[k]++
			at += stride[k]
			if idx[k] < shape[k] {
				break
			}
			at -= stride[k] * shape[k]
			idx[k] = 0
		}
	}
	return out
}

// npyTypes are the element types that are written.
var npyTypes = map[string]string{
	"[]uint8": "|u1", "[]int8": "|i1", "[]uint16": "<u2", "[]int16": "<i2", "[]uint32": "<u4", "[]int32": "<i4",
	"[]uint64": "<u8", "[]int64": "<i8", "[]float32": "<f4", "[]float64": "<f8", "[]bool": "|b1",
}

// WriteNPY writes an array in NumPy's NPY format 1.0, little-endian and in C
// order, byte for byte as numpy.save does. Text is an error that wraps
// udl.ErrRange.
func WriteNPY(w io.Writer, a *Array) error {
	if err := a.check(); err != nil {
		return err
	}
	descr, ok := npyTypes[fmt.Sprintf("%T", a.Data)]
	if !ok {
		return fmt.Errorf("dataset: NPY writer: %s is not a type that is written: %w", a, udl.ErrRange)
	}
	shape := strings.ReplaceAll(sizes(a.Shape), "×", ", ")
	if len(a.Shape) == 1 {
		shape += ","
	}
	text := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': (%s), }", descr, shape)
	pad := 64 - (10+len(text)+1)%64
	text += strings.Repeat(" ", pad%64) + "\n"
	head := binary.LittleEndian.AppendUint16([]byte(npyMagic+"\x01\x00"), uint16(len(text)))
	if _, err := w.Write(append(head, text...)); err != nil {
		return fmt.Errorf("dataset: %w", err)
	}
	if err := binary.Write(w, binary.LittleEndian, a.Data); err != nil {
		return fmt.Errorf("dataset: %w", err)
	}
	return nil
}
