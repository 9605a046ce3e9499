package dataset

import (
	"encoding/binary"
	"fmt"
	"io"

	"github.com/udl-go/lab/internal/npy"
	"github.com/udl-go/lab/udl"
)

// idxKinds are the element types of the IDX format by their code.
var idxKinds = map[byte]struct {
	kind  byte
	width int
}{
	0x08: {'u', 1}, 0x09: {'i', 1}, 0x0b: {'i', 2}, 0x0c: {'i', 4}, 0x0d: {'f', 4}, 0x0e: {'f', 8},
}

// ReadIDX reads an array in the IDX format of the MNIST files, gzip or not. The
// error wraps udl.ErrFormat when the data are damaged.
func ReadIDX(r io.Reader) (*Array, error) {
	name := nameOf(r, "IDX data")
	r, err := gunzip(r)
	if err != nil {
		return nil, bad(name, err)
	}
	a, err := readIDX(r)
	if err != nil {
		return nil, bad(name, err)
	}
	return a, nil
}

func readIDX(r io.Reader) (*Array, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	kind, ok := idxKinds[head[2]]
	if head[0] != 0 || head[1] != 0 || !ok {
		return nil, fmt.Errorf("begins with % x, not an IDX file", head)
	}
	a := &Array{Shape: make([]int, head[3])}
	for i := range a.Shape {
		var dim [4]byte
		if _, err := io.ReadFull(r, dim[:]); err != nil {
			return nil, err
		}
		d := binary.BigEndian.Uint32(dim[:])
		if int(d) < 0 || uint32(int(d)) != d {
			return nil, fmt.Errorf("its dimension %d is too large", d)
		}
		a.Shape[i] = int(d)
	}
	n, ok := npy.Product(a.Shape)
	if !ok {
		return nil, fmt.Errorf("its shape %s is larger than memory", npy.Sizes(a.Shape))
	}
	data, err := npy.Decode(r, n, kind.kind, kind.width, binary.BigEndian)
	if err != nil {
		return nil, err
	}
	a.Data = data
	return a, npy.AtEnd(r)
}

// WriteIDX writes an array in the IDX format. It holds elements of type uint8,
// int8, int16, int32, float32 and float64; another type is an error that wraps
// udl.ErrRange.
func WriteIDX(w io.Writer, a *Array) error {
	if err := a.check(); err != nil {
		return err
	}
	code := map[string]byte{
		"[]uint8": 0x08, "[]int8": 0x09, "[]int16": 0x0b, "[]int32": 0x0c, "[]float32": 0x0d, "[]float64": 0x0e,
	}[fmt.Sprintf("%T", a.Data)]
	if code == 0 || len(a.Shape) > 255 {
		return fmt.Errorf("dataset: IDX cannot hold %s: %w", a, udl.ErrRange)
	}
	head := []byte{0, 0, code, byte(len(a.Shape))}
	for _, d := range a.Shape {
		if uint64(d) > 1<<32-1 {
			return fmt.Errorf("dataset: IDX cannot hold %s: %w", a, udl.ErrRange)
		}
		head = binary.BigEndian.AppendUint32(head, uint32(d))
	}
	if _, err := w.Write(head); err != nil {
		return fmt.Errorf("dataset: %w", err)
	}
	if err := binary.Write(w, binary.BigEndian, a.Data); err != nil {
		return fmt.Errorf("dataset: %w", err)
	}
	return nil
}
