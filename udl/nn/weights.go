package nn

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/internal/atomicfile"
	"github.com/udl-go/lab/internal/npy"
	"github.com/udl-go/lab/udl"
)

// Save writes the values of params to a file, a safetensors file when path ends
// in .safetensors and an NPZ file when it ends in .npz, as float32 under their
// names. A parameter that is Transposed is written out×in, the way a torch user
// expects a weight, all others as they are.
//
// Metadata are free strings, such as a configuration as JSON; an NPZ file keeps
// them as the bytes of an array "__metadata__". The file is written beside path
// and then renamed, so path never holds a part. Two parameters of one name, an
// empty name or another ending of path are an error that wraps udl.ErrRange.
func Save(path string, params []*Param, metadata map[string]string) error {
	if err := save(path, params, metadata); err != nil {
		return fmt.Errorf("nn: Save: %w", err)
	}
	return nil
}

func save(path string, params []*Param, metadata map[string]string) error {
	if _, err := byName(params); err != nil {
		return err
	}
	tensors := make(map[string]*compute.Tensor, len(params))
	for _, p := range params {
		t, err := p.stored()
		if err != nil {
			return err
		}
		tensors[p.Name] = t
	}
	switch filepath.Ext(path) {
	case ".safetensors":
		return WriteSafetensors(path, tensors, metadata)
	case ".npz":
		return atomicfile.Write(path, func(w io.Writer) error { return encodeNPZ(w, tensors, metadata) })
	}
	return unknownEnding(path)
}

// Load sets the values of params to those of a file that Save wrote, or another
// tool in one of the two formats: torch's state dictionaries fit as they are.
// Numbers of another type become float32.
//
// Names and shapes must agree exactly; the integer counter num_batches_tracked,
// which torch keeps beside a batch normalization, is passed over. When anything
// is missing, left over or of another shape, the error lists it and no parameter
// has changed: it wraps udl.ErrShape when only shapes differ and udl.ErrFormat
// otherwise.
func Load(path string, params []*Param) error {
	if err := load(path, params); err != nil {
		return fmt.Errorf("nn: Load: %s: %w", path, err)
	}
	return nil
}

func load(path string, params []*Param) error {
	named, err := byName(params)
	if err != nil {
		return err
	}
	f, err := openWeights(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := matchShapes(f.shapes(), named); err != nil {
		return err
	}
	tensors, err := f.tensors(named)
	if err != nil {
		return err
	}
	for _, p := range params {
		p.restore(tensors[p.Name])
	}
	return nil
}

// ReadMetadata returns the metadata of a file that Save wrote. It does not read
// the weights: a model learns from it what to build before it loads them.
func ReadMetadata(path string) (map[string]string, error) {
	f, err := openWeights(path)
	if err != nil {
		return nil, fmt.Errorf("nn: ReadMetadata: %s: %w", path, err)
	}
	defer f.Close()
	return f.metadata()
}

// byName maps names to parameters.
func byName(params []*Param) (map[string]*Param, error) {
	named := make(map[string]*Param, len(params))
	for i, p := range params {
		switch {
		case p == nil || p.Value == nil:
			return nil, fmt.Errorf("parameter %d has no value: %w", i, udl.ErrRange)
		case p.Name == "" || p.Name == metadataKey:
			return nil, fmt.Errorf("parameter %d cannot be named %q: %w", i, p.Name, udl.ErrRange)
		case named[p.Name] != nil && named[p.Name] != p:
			return nil, fmt.Errorf("two parameters are named %q; Prefix tells them apart: %w", p.Name, udl.ErrRange)
		}
		named[p.Name] = p
	}
	return named, nil
}

// stored returns the value the way a file holds it.
func (p *Param) stored() (*compute.Tensor, error) {
	if !p.Transposed {
		return p.Value, nil
	}
	if p.Value.Dims() != 2 {
		return nil, fmt.Errorf("%s is transposed, but has the shape %v: %w", p.Name, p.Value.Shape, udl.ErrShape)
	}
	t := compute.New(p.storedShape()...)
	transpose(t.Data, p.Value.Data, p.Value.Rows(), p.Value.Cols())
	return t, nil
}

// storedShape returns the shape in a file.
func (p *Param) storedShape() []int {
	if p.Transposed && p.Value.Dims() == 2 {
		return []int{p.Value.Shape[1], p.Value.Shape[0]}
	}
	return p.Value.Shape
}

// restore sets the value to what a file holds.
func (p *Param) restore(t *compute.Tensor) {
	if p.Transposed && p.Value.Dims() == 2 {
		transpose(p.Value.Data, t.Data, t.Rows(), t.Cols())
		return
	}
	copy(p.Value.Data, t.Data)
}

func unknownEnding(path string) error {
	return fmt.Errorf("%s ends neither in .safetensors nor in .npz: %w", filepath.Base(path), udl.ErrRange)
}

// encodeNPZ writes tensors and metadata as an NPZ file.
func encodeNPZ(w io.Writer, tensors map[string]*compute.Tensor, metadata map[string]string) error {
	arrays := make(map[string]*npy.Array, len(tensors)+1)
	for name, t := range tensors {
		if strings.ContainsAny(name, "/\\") {
			return fmt.Errorf("%q cannot be the name of an array in a zip file: %w", name, udl.ErrRange)
		}
		arrays[name] = &npy.Array{Shape: t.Shape, Data: t.Data}
	}
	if len(metadata) > 0 {
		text, err := json.Marshal(metadata)
		if err != nil {
			return err
		}
		arrays[metadataKey] = &npy.Array{Shape: []int{len(text)}, Data: text}
	}
	return npy.WriteZip(w, arrays, false) // numbers that were trained hardly compress
}
