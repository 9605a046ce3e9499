package nn

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/internal/npy"
	"github.com/udl-go/lab/udl"
)

// weightsFile is an open file of tensors, of which the directory is read.
type weightsFile interface {
	shapes() map[string][]int
	metadata() (map[string]string, error)
	// tensors returns the tensors with the given names, all of which are there
	// and have the shape that is wanted.
	tensors(want map[string]*Param) (map[string]*compute.Tensor, error)
	Close() error
}

func openWeights(path string) (weightsFile, error) {
	ext := filepath.Ext(path)
	if ext != ".safetensors" && ext != ".npz" {
		return nil, unknownEnding(path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, withoutPath(err)
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = errors.New("it is a folder")
	}
	if err != nil {
		f.Close() // only read
		return nil, withoutPath(err)
	}
	var w weightsFile
	if ext == ".npz" {
		w, err = openNPZ(f, info.Size())
	} else {
		w, err = openSafetensors(f, info.Size())
	}
	if err != nil {
		f.Close() // only read
		return nil, err
	}
	return w, nil
}

// withoutPath drops the path from an error of the file system: the caller names it.
func withoutPath(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// randomFile is a file that is read at any place.
type randomFile interface {
	io.ReaderAt
	io.Closer
}

// safetensorsFile is a weightsFile in the safetensors format.
type safetensorsFile struct {
	randomFile
	size int64
	head fileHeader
}

func openSafetensors(f randomFile, size int64) (weightsFile, error) {
	head, err := readHeader(io.NewSectionReader(f, 0, size), size)
	if err != nil {
		return nil, err
	}
	return &safetensorsFile{f, size, head}, nil
}

func (f *safetensorsFile) metadata() (map[string]string, error) { return f.head.metadata, nil }

func (f *safetensorsFile) shapes() map[string][]int {
	s := make(map[string][]int, len(f.head.places))
	for _, e := range f.head.places {
		s[e.name] = e.Shape
	}
	return s
}

func (f *safetensorsFile) tensors(map[string]*Param) (map[string]*compute.Tensor, error) {
	t, _, err := DecodeSafetensors(io.NewSectionReader(f, 0, f.size), f.size)
	return t, err
}

// npzFile is a weightsFile in the NPZ format.
type npzFile struct {
	randomFile
	members map[string]*zip.File
	heads   map[string]npy.Header
}

func openNPZ(f randomFile, size int64) (weightsFile, error) {
	members, err := npy.Members(f, size)
	if err != nil {
		return nil, badNPZ(err)
	}
	n := &npzFile{f, members, map[string]npy.Header{}}
	for name, m := range members {
		if n.heads[name], err = memberHead(m); err != nil {
			return nil, badNPZ(fmt.Errorf("%s: %w", m.Name, err))
		}
	}
	return n, nil
}

func badNPZ(err error) error { return fmt.Errorf("NPZ: %w: %w", err, udl.ErrFormat) }

func memberHead(m *zip.File) (npy.Header, error) {
	r, err := m.Open()
	if err != nil {
		return npy.Header{}, err
	}
	defer r.Close() // only read
	return npy.ReadHeader(r)
}

func (f *npzFile) shapes() map[string][]int {
	s := make(map[string][]int, len(f.heads))
	for name, h := range f.heads {
		if name != metadataKey {
			s[name] = h.Shape
		}
	}
	return s
}

// maxMetadata bounds the metadata of an NPZ file in bytes.
const maxMetadata = 16 << 20

func (f *npzFile) metadata() (map[string]string, error) {
	metadata := map[string]string{}
	m := f.members[metadataKey]
	if m == nil {
		return metadata, nil
	}
	h := f.heads[metadataKey]
	if h.Kind != 'u' || h.Width != 1 {
		return nil, badNPZ(errors.New("its metadata are not bytes"))
	}
	if n, ok := npy.Product(h.Shape); !ok || n > maxMetadata {
		return nil, badNPZ(errors.New("its metadata are too long"))
	}
	a, err := npy.ReadMember(m)
	if err != nil {
		return nil, badNPZ(fmt.Errorf("%s: %w", m.Name, err))
	}
	if err := json.Unmarshal(a.Data.([]uint8), &metadata); err != nil {
		return nil, badNPZ(fmt.Errorf("its metadata are not JSON: %w", err))
	}
	return metadata, nil
}

func (f *npzFile) tensors(want map[string]*Param) (map[string]*compute.Tensor, error) {
	tensors := make(map[string]*compute.Tensor, len(want))
	for name := range want {
		m := f.members[name]
		if k := f.heads[name].Kind; k == 'S' || k == 'U' {
			return nil, badNPZ(fmt.Errorf("%s holds text", m.Name))
		}
		a, err := npy.ReadMember(m)
		if err != nil {
			return nil, badNPZ(fmt.Errorf("%s: %w", m.Name, err))
		}
		data, ok := a.Floats()
		if !ok {
			return nil, badNPZ(fmt.Errorf("%s holds no numbers", m.Name))
		}
		tensors[name] = compute.FromSlice(data, a.Shape...)
	}
	return tensors, nil
}
