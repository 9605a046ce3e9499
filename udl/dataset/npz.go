package dataset

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"

	"github.com/udl-go/lab/internal/npy"
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
	members, err := npy.Members(at, size)
	if err != nil {
		return nil, bad(name, err)
	}
	arrays := map[string]*Array{}
	for _, key := range slices.Sorted(maps.Keys(members)) {
		a, err := npy.ReadMember(members[key])
		if err != nil {
			return nil, bad(name, fmt.Sprintf("%s: %v", members[key].Name, err))
		}
		arrays[key] = (*Array)(a)
	}
	return arrays, nil
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
	members := make(map[string]*npy.Array, len(arrays))
	for name, a := range arrays {
		if name == "" {
			return fmt.Errorf("dataset: NPZ writer: an array has no name: %w", udl.ErrRange)
		}
		if err := a.check(); err != nil {
			return err
		}
		members[name] = (*npy.Array)(a)
	}
	return written("NPZ", npy.WriteZip(w, members, true))
}
