package nn

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
)

// A safetensors file is an 8-byte little-endian length, a JSON header of that
// length and the tensors' bytes. The header maps each name to its type, shape
// and place among the bytes, and "__metadata__" to free strings.

// maxHeader bounds the header that a reader accepts, as the format's own tools do.
const maxHeader = 100 << 20

const metadataKey = "__metadata__"

type tensorEntry struct {
	DType   string  `json:"dtype"`
	Shape   []int   `json:"shape"`
	Offsets []int64 `json:"data_offsets"`

	name string
}

// fileHeader is what stands before the tensors' bytes.
type fileHeader struct {
	metadata map[string]string
	places   []tensorEntry // in the order of their bytes, which they cover
	rest     int64         // bytes of the tensors
}

// readHeader reads the head of a file of size bytes and checks that the tensors
// cover the rest.
func readHeader(r io.Reader, size int64) (h fileHeader, err error) {
	var length uint64
	if err := binary.Read(r, binary.LittleEndian, &length); err != nil {
		return h, cut("it is shorter than the 8 bytes of its length", err)
	}
	if size < 8 || length > maxHeader || length > uint64(size-8) {
		return h, damaged("its header claims %d bytes, but the file has %d", length, size)
	}
	text := make([]byte, length)
	if _, err := io.ReadFull(r, text); err != nil {
		return h, cut("it ends inside its header", err)
	}
	h.metadata, h.rest = map[string]string{}, size-8-int64(length)
	members, err := jsonMembers(text)
	if err != nil {
		return h, damaged("its header is not JSON: %v", err)
	}
	for name, raw := range members {
		if name == metadataKey {
			if err := json.Unmarshal(raw, &h.metadata); err != nil {
				return h, damaged("metadata: %v", err)
			}
			continue
		}
		e, err := parseEntry(name, raw, h.rest)
		if err != nil {
			return h, err
		}
		h.places = append(h.places, e)
	}
	return h, h.cover()
}

// jsonMembers splits a JSON object into its members, none of which may come twice.
func jsonMembers(text []byte) (map[string]json.RawMessage, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, cmp.Or(err, errors.New("it is no object"))
	}
	members := map[string]json.RawMessage{}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return nil, err
		}
		name := t.(string) // before a colon stands nothing else
		if _, twice := members[name]; twice {
			return nil, fmt.Errorf("it has %q twice", name)
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return nil, err
		}
		members[name] = raw
	}
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows it")
	}
	return members, nil
}

// parseEntry reads the description of a tensor of a known type whose bytes lie
// among rest and match its shape.
func parseEntry(name string, raw json.RawMessage, rest int64) (e tensorEntry, err error) {
	if err := json.Unmarshal(raw, &e); err != nil {
		return e, damaged("tensor %q: %v", name, err)
	}
	if e.Shape == nil || len(e.Offsets) != 2 {
		return e, damaged("tensor %q has no shape or not two data_offsets", name)
	}
	kind, ok := numberTypes[e.DType]
	if !ok {
		return e, damaged("tensor %q holds %q, which is not a type that is read", name, e.DType)
	}
	n, ok := elementCount(e.Shape, rest/int64(kind.width))
	from, to := e.Offsets[0], e.Offsets[1]
	if !ok || from < 0 || to < from || to > rest || to-from != int64(kind.width)*n {
		return e, damaged("tensor %q of shape %v does not fit its bytes %d to %d of %d", name, e.Shape, from, to, rest)
	}
	e.name = name
	return e, nil
}

// cover puts the places in order and checks that they cover the bytes without
// overlap.
func (h *fileHeader) cover() error {
	slices.SortFunc(h.places, func(a, b tensorEntry) int {
		return cmp.Or(cmp.Compare(a.Offsets[0], b.Offsets[0]), cmp.Compare(a.Offsets[1], b.Offsets[1]), cmp.Compare(a.name, b.name))
	})
	var end int64
	for _, e := range h.places {
		if e.Offsets[0] == e.Offsets[1] {
			continue // an empty tensor may lie anywhere
		}
		if e.Offsets[0] != end {
			return damaged("its tensors overlap or leave a gap at byte %d", min(end, e.Offsets[0]))
		}
		end = e.Offsets[1]
	}
	if end != h.rest {
		return damaged("%d bytes follow its last tensor", h.rest-end)
	}
	return nil
}

// elementCount is the product of shape, if without its zeros it is at most limit or,
// for an empty tensor, a number that an int holds.
func elementCount(shape []int, limit int64) (int64, bool) {
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
