package npy

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Members returns the arrays of an NPZ file of size bytes by name. Members that
// are no arrays are left out; a name that comes twice is an error.
func Members(r io.ReaderAt, size int64) (map[string]*zip.File, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, err
	}
	members := map[string]*zip.File{}
	for _, f := range z.File {
		name, ok := strings.CutSuffix(f.Name, ".npy")
		if !ok {
			continue
		}
		if members[name] != nil {
			return nil, fmt.Errorf("holds %s twice", f.Name)
		}
		members[name] = f
	}
	return members, nil
}

// ReadMember reads one array of an NPZ file.
func ReadMember(f *zip.File) (*Array, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close() // only read
	return Read(r)
}

// WriteZip writes arrays under their names as an NPZ file, compressed or not,
// sorted by name, so that equal arrays give equal files.
func WriteZip(w io.Writer, arrays map[string]*Array, compress bool) error {
	z, method := zip.NewWriter(w), zip.Store
	if compress {
		method = zip.Deflate
	}
	for _, name := range slices.Sorted(maps.Keys(arrays)) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name + ".npy", Method: method})
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := Write(f, arrays[name]); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return z.Close()
}
