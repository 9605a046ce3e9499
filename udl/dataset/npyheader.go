package dataset

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// npyHeader is the meaning of the dictionary at the head of an NPY file.
type npyHeader struct {
	kind    byte
	width   int
	order   binary.ByteOrder
	fortran bool
	shape   []int
}

// parseNPY reads a Python dictionary of the keys descr, fortran_order and shape.
func parseNPY(text string) (h npyHeader, err error) {
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
func (h *npyHeader) set(key, s string) (rest string, err error) {
	switch key {
	case "descr":
		descr, rest, ok := quoted(s)
		if !ok {
			return "", errors.New("has fields of several types, which are not read")
		}
		return rest, h.descr(descr)
	case "fortran_order":
		if rest, ok := strings.CutPrefix(s, "True"); ok {
			h.fortran = true
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
func (h *npyHeader) descr(s string) error {
	h.order = binary.LittleEndian
	if len(s) > 0 && strings.IndexByte("<>|=", s[0]) >= 0 {
		if s[0] == '>' {
			h.order = binary.BigEndian
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
	h.kind, h.width = s[0], width
	return nil
}

func (h *npyHeader) dims(s string) error {
	h.shape = []int{}
	for part := range strings.SplitSeq(s, ",") {
		part = strings.TrimSuffix(strings.TrimSpace(part), "L") // old files end numbers in L
		if part == "" {
			continue
		}
		d, err := strconv.Atoi(part)
		if err != nil || d < 0 || len(h.shape) == 64 {
			return fmt.Errorf("its shape (%s) is not one of an array", s)
		}
		h.shape = append(h.shape, d)
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
