package npy

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// chunk is how many bytes are read at a time; memory follows what was read.
const chunk = 1 << 20

// elements reads n elements of size bytes, each turned into a T by get.
func elements[T any](r io.Reader, n, size int, get func(p []byte) T) ([]T, error) {
	if size <= 0 || n > math.MaxInt/size {
		return nil, errors.New("its shape is larger than memory")
	}
	step := max(1, chunk/size)
	buf := make([]byte, min(n, step)*size)
	out := make([]T, 0, min(n, step))
	for len(out) < n {
		part := buf[:min(n-len(out), step)*size]
		if k, err := io.ReadFull(r, part); err != nil {
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				return nil, fmt.Errorf("%d bytes of data, its shape needs %d", len(out)*size+k, n*size)
			}
			return nil, err
		}
		for ; len(part) > 0; part = part[size:] {
			out = append(out, get(part))
		}
	}
	return out, nil
}

// AtEnd reports data after the last element; reading to the end also checks the
// sum of a compressed file.
func AtEnd(r io.Reader) error {
	var one [1]byte
	switch n, err := io.ReadFull(r, one[:]); {
	case n > 0:
		return errors.New("more data than its shape needs")
	case errors.Is(err, io.EOF):
		return nil
	default:
		return err
	}
}

// Decode reads n elements of a kind such as "f4" in the given byte order:
// u, i, f, b, U and S for unsigned, signed, float, bool and text, and the bytes
// an element takes (characters for U).
func Decode(r io.Reader, n int, kind byte, width int, order binary.ByteOrder) (any, error) {
	switch fmt.Sprintf("%c%d", kind, width) {
	case "u1":
		return elements(r, n, 1, func(p []byte) uint8 { return p[0] })
	case "i1":
		return elements(r, n, 1, func(p []byte) int8 { return int8(p[0]) })
	case "u2":
		return elements(r, n, 2, order.Uint16)
	case "i2":
		return elements(r, n, 2, func(p []byte) int16 { return int16(order.Uint16(p)) })
	case "u4":
		return elements(r, n, 4, order.Uint32)
	case "i4":
		return elements(r, n, 4, func(p []byte) int32 { return int32(order.Uint32(p)) })
	case "u8":
		return elements(r, n, 8, order.Uint64)
	case "i8":
		return elements(r, n, 8, func(p []byte) int64 { return int64(order.Uint64(p)) })
	case "f2":
		return elements(r, n, 2, func(p []byte) float32 { return Half(order.Uint16(p)) })
	case "f4":
		return elements(r, n, 4, func(p []byte) float32 { return math.Float32frombits(order.Uint32(p)) })
	case "f8":
		return elements(r, n, 8, func(p []byte) float64 { return math.Float64frombits(order.Uint64(p)) })
	case "b1":
		return elements(r, n, 1, func(p []byte) bool { return p[0] != 0 })
	}
	switch {
	case kind == 'S' && width > 0 && width <= chunk:
		return elements(r, n, width, func(p []byte) string { return trimNUL(p[:width]) })
	case kind == 'U' && width > 0 && width <= chunk/4:
		return elements(r, n, 4*width, func(p []byte) string { return utf32(p[:4*width], order) })
	}
	return nil, fmt.Errorf("its element type %c%d is not one that is read", kind, width)
}

func trimNUL(p []byte) string {
	for len(p) > 0 && p[len(p)-1] == 0 {
		p = p[:len(p)-1]
	}
	return string(p)
}

func utf32(p []byte, order binary.ByteOrder) string {
	var s []rune
	for ; len(p) > 0; p = p[4:] {
		s = append(s, rune(order.Uint32(p)))
	}
	for len(s) > 0 && s[len(s)-1] == 0 {
		s = s[:len(s)-1]
	}
	return string(s)
}

// Half turns the bits of an IEEE 754 binary16 number into a float32.
func Half(h uint16) float32 {
	sign, exp, frac := uint32(h>>15)<<31, uint32(h>>10&31), uint32(h&1023)
	switch exp {
	case 0: // zero and subnormal numbers: frac · 2⁻²⁴
		return math.Float32frombits(sign | math.Float32bits(float32(frac)/(1<<24)))
	case 31: // infinity and NaN
		return math.Float32frombits(sign | 0x7f800000 | frac<<13)
	}
	return math.Float32frombits(sign | (exp+112)<<23 | frac<<13)
}
