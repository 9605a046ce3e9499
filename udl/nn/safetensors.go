package nn

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/internal/atomicfile"
	"github.com/udl-go/lab/udl"
)

// A safetensors file is an 8-byte little-endian length, a JSON header of that
// length and the tensors' bytes. The header maps each name to its type, shape
// and place among the bytes, and "__metadata__" to free strings.

// maxHeader bounds the header that a reader accepts, as the format's own tools do.
const maxHeader = 100 << 20

const metadataKey = "__metadata__"

type entry struct {
	DType   string   `json:"dtype"`
	Shape   []int    `json:"shape"`
	Offsets [2]int64 `json:"data_offsets"`
}

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
	header := map[string]any{}
	if len(metadata) > 0 {
		header[metadataKey] = metadata
	}
	names := slices.Sorted(maps.Keys(tensors))
	var offset int64
	for _, name := range names {
		if name == metadataKey {
			return fmt.Errorf("nn: a tensor cannot be named %q: %w", name, udl.ErrRange)
		}
		t := tensors[name]
		if t == nil {
			return fmt.Errorf("nn: tensor %q is nil: %w", name, udl.ErrShape)
		}
		end := offset + 4*int64(t.Len())
		header[name] = entry{DType: "F32", Shape: append([]int{}, t.Shape...), Offsets: [2]int64{offset, end}}
		offset = end
	}
	text, err := json.Marshal(header)
	if err != nil {
		return fmt.Errorf("nn: safetensors header: %w", err)
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

// ReadSafetensors reads a safetensors file of float32 tensors and its metadata.
// A truncated or inconsistent file, or one with another type of numbers, gives
// an error that names the file and wraps udl.ErrFormat.
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
	header, rest, err := readHeader(r, size)
	if err != nil {
		return nil, nil, err
	}
	metadata := map[string]string{}
	if raw, ok := header[metadataKey]; ok {
		if err := json.Unmarshal(raw, &metadata); err != nil {
			return nil, nil, damaged("metadata: %v", err)
		}
		delete(header, metadataKey)
	}
	entries, err := layout(header, rest)
	if err != nil {
		return nil, nil, err
	}
	body := make([]byte, rest)
	if _, err := io.ReadFull(r, body); err != nil {
		return nil, nil, cut("it ends inside the tensors", err)
	}
	tensors := make(map[string]*compute.Tensor, len(entries))
	for name, e := range entries {
		t := compute.New(e.Shape...)
		part := body[e.Offsets[0]:e.Offsets[1]]
		for i := range t.Data {
			t.Data[i] = math.Float32frombits(binary.LittleEndian.Uint32(part[4*i:]))
		}
		tensors[name] = t
	}
	return tensors, metadata, nil
}

func readHeader(r io.Reader, size int64) (header map[string]json.RawMessage, rest int64, err error) {
	var length uint64
	if err := binary.Read(r, binary.LittleEndian, &length); err != nil {
		return nil, 0, cut("it is shorter than the 8 bytes of its length", err)
	}
	if size < 8 || length > maxHeader || length > uint64(size-8) {
		return nil, 0, damaged("its header claims %d bytes, but the file has %d", length, size)
	}
	text := make([]byte, length)
	if _, err := io.ReadFull(r, text); err != nil {
		return nil, 0, cut("it ends inside its header", err)
	}
	if err := json.Unmarshal(text, &header); err != nil {
		return nil, 0, damaged("its header is not JSON: %v", err)
	}
	return header, size - 8 - int64(length), nil
}

// layout checks that every entry is a float32 tensor whose bytes lie inside the
// body and match its shape. Entries must cover the body without overlap.
func layout(header map[string]json.RawMessage, rest int64) (map[string]entry, error) {
	entries := make(map[string]entry, len(header))
	for name, raw := range header {
		var e entry
		if err := json.Unmarshal(raw, &e); err != nil {
			return nil, damaged("tensor %q: %v", name, err)
		}
		if e.DType != "F32" {
			return nil, damaged("tensor %q holds %q, and only F32 is read", name, e.DType)
		}
		n, ok := elements(e.Shape, rest/4)
		from, to := e.Offsets[0], e.Offsets[1]
		if !ok || from < 0 || to < from || to > rest || to-from != 4*n {
			return nil, damaged("tensor %q of shape %v does not fit its bytes %d to %d of %d", name, e.Shape, from, to, rest)
		}
		entries[name] = e
	}
	var end int64
	byPlace := slices.SortedFunc(maps.Values(entries), func(a, b entry) int { return cmp.Compare(a.Offsets[0], b.Offsets[0]) })
	for _, e := range byPlace {
		if e.Offsets[0] == e.Offsets[1] {
			continue // an empty tensor may lie anywhere
		}
		if e.Offsets[0] != end {
			return nil, damaged("its tensors overlap or leave a gap at byte %d", min(end, e.Offsets[0]))
		}
		end = e.Offsets[1]
	}
	if end != rest {
		return nil, damaged("%d bytes follow its last tensor", rest-end)
	}
	return entries, nil
}

// elements is the product of shape, if without its zeros it is at most limit or,
// for an empty tensor, a number that an int holds.
func elements(shape []int, limit int64) (int64, bool) {
	empty := slices.Contains(shape, 0)
	if empty {
		limit = math.MaxInt
	}
	n := int64(1)
	for _, s := range shape {
		if s < 0 || s > 0 && int64(s) > limit/n {
			return 0, false
		}
		n *= max(1, int64(s))
	}
	if empty {
		return 0, true
	}
	return n, true
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
