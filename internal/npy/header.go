package npy

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Magic is how an NPY file begins.
const Magic = "\x93NUMPY"

// maxHeader bounds the header that is believed, in bytes.
const maxHeader = 1 << 16

// Header is what the head of an NPY file says.
type Header struct {
	Kind    byte // u, i, f, b, S or U
	Width   int  // bytes an element takes, characters for U
	Order   binary.ByteOrder
	Fortran bool // the first index is the fastest
	Shape   []int
	Size    int64 // bytes of the head, where the elements begin
}

// ReadHeader reads the head of an NPY file of version 1 to 3, after which r
// stands at the first element.
func ReadHeader(r io.Reader) (Header, error) {
	h, err := readHeader(r)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = fmt.Errorf("ends inside its head: %w", io.ErrUnexpectedEOF)
	}
	return h, err
}

func readHeader(r io.Reader) (Header, error) {
	var head [12]byte
	if _, err := io.ReadFull(r, head[:10]); err != nil {
		return Header{}, err
	}
	if string(head[:6]) != Magic {
		return Header{}, errors.New("does not begin like an NPY file")
	}
	before, size := int64(10), int64(binary.LittleEndian.Uint16(head[8:]))
	switch head[6] {
	case 1:
	case 2, 3:
		if _, err := io.ReadFull(r, head[10:]); err != nil {
			return Header{}, err
		}
		before, size = 12, int64(binary.LittleEndian.Uint32(head[8:]))
	default:
		return Header{}, fmt.Errorf("is NPY version %d, only 1 to 3 are known", head[6])
	}
	if size > maxHeader {
		return Header{}, fmt.Errorf("its header claims %d bytes", size)
	}
	text := make([]byte, size)
	if _, err := io.ReadFull(r, text); err != nil {
		return Header{}, err
	}
	h, err := parse(string(text))
	h.Size = before + size
	return h, err
}

// Len returns the number of elements, or an error when no memory holds them.
func (h Header) Len() (int, error) {
	n, ok := Product(h.Shape)
	if !ok {
		return 0, fmt.Errorf("its shape %s is larger than memory", Sizes(h.Shape))
	}
	return n, nil
}

// parse reads a Python dictionary of the keys descr, fortran_order and shape.
func parse(text string) (h Header, err error) {
	s := strings.TrimSpace(text)
	if !strings.HasPrefix(s, "{") || !strings.HasSuffix(s, "}") {
		return h, errors.New("its header is not a dictionary")
	}
	s = s[1 : len(s)-1]
	seen := map[string]bool{}
	for {
		s = strings.TrimLeft(s, " \t\n,")
		if s == "" {
			break
		}
		key, rest, ok := quoted(s)
		rest, colon := strings.CutPrefix(strings.TrimLeft(rest, " "), ":")
		if !ok || !colon || seen[key] {
			return h, errors.New("its header is not a dictionary of known keys")
		}
		seen[key] = true
		if s, err = h.set(key, strings.TrimLeft(rest, " ")); err != nil {
			return h, err
		}
	}
	if !seen["descr"] || !seen["fortran_order"] || !seen["shape"] {
		return h, errors.New("its header lacks descr, fortran_order or shape")
	}
	return h, nil
}

// set reads the value of a key and returns what follows.
func (h *Header) set(key, s string) (rest string, err error) {
	switch key {
	case "descr":
		descr, rest, ok := quoted(s)
		if !ok {
			return "", errors.New("has fields of several types, which are not read")
		}
		return rest, h.descr(descr)
	case "fortran_order":
		if rest, ok := strings.CutPrefix(s, "True"); ok {
			h.Fortran = true
			return rest, nil
		}
		if rest, ok := strings.CutPrefix(s, "False"); ok {
			return rest, nil
		}
		return "", errors.New("its fortran_order is neither True nor False")
	case "shape":
		inner, rest, ok := strings.Cut(s, ")")
		inner, open := strings.CutPrefix(inner, "(")
		if !ok || !open {
			return "", errors.New("its shape is not a tuple")
		}
		return rest, h.dims(inner)
	}
	return "", fmt.Errorf("its header has the unknown key %q", key)
}

// descr reads a type such as <f4: byte order, kind, bytes.
func (h *Header) descr(s string) error {
	h.Order = binary.LittleEndian
	if len(s) > 0 && strings.IndexByte("<>|=", s[0]) >= 0 {
		if s[0] == '>' {
			h.Order = binary.BigEndian
		}
		s = s[1:]
	}
	if len(s) == 0 {
		return errors.New("its element type is empty")
	}
	if s[0] == 'O' {
		return errors.New("holds Python objects, which are not read")
	}
	width, err := strconv.Atoi(s[1:])
	if err != nil || width < 0 {
		return fmt.Errorf("its element type %q is not one that is read", s)
	}
	h.Kind, h.Width = s[0], width
	return nil
}

func (h *Header) dims(s string) error {
	h.Shape = []int{}
	for part := range strings.SplitSeq(s, ",") {
		part = strings.TrimSuffix(strings.TrimSpace(part), "L") // old files end numbers in L
		if part == "" {
			continue
		}
		d, err := strconv.Atoi(part)
		if err != nil || d < 0 || len(h.Shape) == 64 {
			return fmt.Errorf("its shape (%s) is not one of an array", s)
		}
		h.Shape = append(h.Shape, d)
	}
	return nil
}

// quoted cuts a quoted word off the front of s.
func quoted(s string) (word, rest string, ok bool) {
	if s == "" || s[0] != '\'' && s[0] != '"' {
		return "", "", false
	}
	return strings.Cut(s[1:], s[:1])
}
