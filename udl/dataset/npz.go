package dataset

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/udl-go/lab/udl"
)

// ReadNPZ reads the arrays of an NPZ file, as numpy.savez and
// numpy.savez_compressed write it, by name. Members that are not arrays are
// left out. The error wraps udl.ErrFormat when the file is damaged.
func ReadNPZ(r io.Reader) (map[string]*Array, error) {
	name := nameOf(r, "NPZ data")
	at, size, err := random(r)
	if err != nil {
		return nil, bad(name, err)
	}
	z, err := zip.NewReader(at, size)
	if err != nil {
		return nil, bad(name, err)
	}
	arrays := map[string]*Array{}
	for _, f := range z.File {
		key, ok := strings.CutSuffix(f.Name, ".npy")
		if !ok {
			continue
		}
		if arrays[key] != nil {
			return nil, bad(name, fmt.Sprintf("holds %s twice", f.Name))
		}
		if arrays[key], err = readMember(f); err != nil {
			return nil, bad(name, fmt.Sprintf("%s: %v", f.Name, err))
		}
	}
	return arrays, nil
}

func readMember(f *zip.File) (*Array, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close() // only read
	return readNPY(r)
}

// random returns r for reading anywhere: itself when it is a file, a copy in
// memory otherwise.
func random(r io.Reader) (io.ReaderAt, int64, error) {
	if f, ok := r.(interface {
		io.ReaderAt
		Stat() (fs.FileInfo, error)
	}); ok {
		var magic [2]byte
		info, err := f.Stat()
		if err == nil {
			if _, err = f.ReadAt(magic[:], 0); err == nil && string(magic[:]) == "PK" {
				return f, info.Size(), nil
			}
		}
	}
	r, err := gunzip(r)
	if err != nil {
		return nil, 0, err
	}
	data, err := io.ReadAll(r)
	return bytes.NewReader(data), int64(len(data)), err
}

// WriteNPZ writes arrays under their names as a compressed NPZ file, sorted by
// name, so that equal arrays give equal files.
func WriteNPZ(w io.Writer, arrays map[string]*Array) error {
	z := zip.NewWriter(w)
	for _, name := range slices.Sorted(maps.Keys(arrays)) {
		if name == "" {
			return fmt.Errorf("dataset: NPZ writer: an array has no name: %w", udl.ErrRange)
		}
		f, err := z.Create(name + ".npy")
		if err != nil {
			return fmt.Errorf("dataset: NPZ writer: %s: %w", name, err)
		}
		if err := WriteNPY(f, arrays[name]); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("dataset: NPZ writer: %w", err)
	}
	return nil
}
