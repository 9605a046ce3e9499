package dataset

import (
	"errors"
	"fmt"
	"io"

	"github.com/udl-go/lab/internal/npy"
	"github.com/udl-go/lab/udl"
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
	a, err := npy.Read(r)
	if err != nil {
		return nil, bad(name, err)
	}
	return (*Array)(a), nil
}

// WriteNPY writes an array in NumPy's NPY format 1.0, little-endian and in C
// order, byte for byte as numpy.save does. Text is an error that wraps
// udl.ErrRange.
func WriteNPY(w io.Writer, a *Array) error {
	if err := a.check(); err != nil {
		return err
	}
	return written("NPY", npy.Write(w, (*npy.Array)(a)))
}

// written says what kept arrays from being written.
func written(format string, err error) error {
	switch {
	case errors.Is(err, npy.ErrType):
		return fmt.Errorf("dataset: %s writer: %w: %w", format, err, udl.ErrRange)
	case err != nil:
		return fmt.Errorf("dataset: %s writer: %w", format, err)
	}
	return nil
}
