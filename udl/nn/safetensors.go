package nn

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"unicode/utf8"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/internal/atomicfile"
	"github.com/udl-go/lab/udl"
)

// WriteSafetensors writes tensors as float32 and metadata to a safetensors file.
// The bytes depend on the arguments alone: tensors are laid out by name. The
// file is written beside path and then renamed, so path never holds a part.
func WriteSafetensors(path string, tensors map[string]*compute.Tensor, metadata map[string]string) error {
	return atomicfile.Write(path, func(w io.Writer) error {
		return EncodeSafetensors(w, tensors, metadata)
	})
}

// EncodeSafetensors writes what WriteSafetensors does to w.
func EncodeSafetensors(w io.Writer, tensors map[string]*compute.Tensor, metadata map[string]string) error {
	names := slices.Sorted(maps.Keys(tensors))
	text, err := headerText(names, tensors, metadata)
	if err != nil {
		return err
	}
	for len(text)%8 != 0 { // keeps the tensors aligned, as the format asks
		text = append(text, ' ')
	}
	if err := binary.Write(w, binary.LittleEndian, uint64(len(text))); err != nil {
		return err
	}
	if _, err := w.Write(text); err != nil {
		return err
	}
	for _, name := range names {
		if err := writeFloats(w, tensors[name].Data); err != nil {
			return err
		}
	}
	return nil
}

// headerText returns the header in the order in which the format's own library
// writes it: the metadata, then the tensors as they are laid out.
func headerText(names []string, tensors map[string]*compute.Tensor, metadata map[string]string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	member := func(name string, value any) error {
		for _, part := range []struct {
			value any
			end   string
		}{{name, ":"}, {value, ","}} {
			if err := enc.Encode(part.value); err != nil {
				return fmt.Errorf("nn: safetensors header: %w", err)
			}
			b.Truncate(b.Len() - 1) // the line's end
			b.WriteString(part.end)
		}
		return nil
	}
	b.WriteString("{")
	if len(metadata) > 0 {
		if err := member(metadataKey, metadata); err != nil {
			return nil, err
		}
	}
	var offset int64
	for _, name := range names {
		t := tensors[name]
		switch {
		case name == metadataKey:
			return nil, fmt.Errorf("nn: a tensor cannot be named %q: %w", name, udl.ErrRange)
		case t == nil:
			return nil, fmt.Errorf("nn: tensor %q is nil: %w", name, udl.ErrShape)
		case !utf8.ValidString(name):
			return nil, fmt.Errorf("nn: the name %q of a tensor is not UTF-8: %w", name, udl.ErrRange)
		}
		if n, ok := elementCount(t.Shape, int64(t.Len())); !ok || n != int64(t.Len()) {
			return nil, fmt.Errorf("nn: tensor %q has %d numbers and the shape %v: %w", name, t.Len(), t.Shape, udl.ErrShape)
		}
		end := offset + 4*int64(t.Len())
		if err := member(name, tensorEntry{DType: "F32", Shape: append([]int{}, t.Shape...), Offsets: []int64{offset, end}}); err != nil {
			return nil, err
		}
		offset = end
	}
	return append(bytes.TrimSuffix(b.Bytes(), []byte(",")), '}'), nil
}

func writeFloats(w io.Writer, data []float32) error {
	buf := make([]byte, 0, 1<<16)
	for chunk := range slices.Chunk(data, 1<<14) {
		buf = buf[:0]
		for _, v := range chunk {
			buf = binary.LittleEndian.AppendUint32(buf, math.Float32bits(v))
		}
		if _, err := w.Write(buf); err != nil {
			return err
		}
	}
	return nil
}

// ReadSafetensors reads the tensors of a safetensors file and its metadata.
// Numbers of the types F32, F64, F16, BF16, BOOL and the integers from I8 and
// U8 to I64 and U64 become float32, rounded where they do not fit. A truncated
// or inconsistent file, or one with another type, gives an error that names the
// file and wraps udl.ErrFormat.
func ReadSafetensors(path string) (map[string]*compute.Tensor, map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	tensors, metadata, err := DecodeSafetensors(f, info.Size())
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return tensors, metadata, nil
}

// DecodeSafetensors reads what ReadSafetensors does from r, which holds size
// bytes. No memory is set aside that size does not cover.
func DecodeSafetensors(r io.Reader, size int64) (map[string]*compute.Tensor, map[string]string, error) {
	h, err := readHeader(r, size)
	if err != nil {
		return nil, nil, err
	}
	tensors := make(map[string]*compute.Tensor, len(h.places))
	buf := make([]byte, min(1<<16, h.rest))
	for _, e := range h.places {
		t := compute.New(e.Shape...)
		kind := numberTypes[e.DType]
		for data := t.Data; len(data) > 0; {
			n := min(len(data), len(buf)/kind.width)
			part := buf[:n*kind.width]
			if _, err := io.ReadFull(r, part); err != nil {
				return nil, nil, cut("it ends inside the tensors", err)
			}
			kind.fill(data[:n], part)
			data = data[n:]
		}
		tensors[e.name] = t
	}
	return tensors, h.metadata, nil
}

// cut reports a file that ends too early, or what else kept it from being read.
func cut(what string, err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return damaged("%s", what)
	}
	return fmt.Errorf("nn: safetensors: %w", err)
}

func damaged(format string, args ...any) error {
	return fmt.Errorf("nn: safetensors: %s: %w", fmt.Sprintf(format, args...), udl.ErrFormat)
}
