package nn

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
)

type memoryFile struct{ *bytes.Reader }

func (memoryFile) Close() error { return nil }

func FuzzLoad(f *testing.F) {
	var files struct{ State, Floats, NPZ, Compressed []byte }
	text, err := os.ReadFile(filepath.Join("testdata", "weights.json"))
	require.NoError(f, err)
	require.NoError(f, json.Unmarshal(text, &files))
	for _, data := range [][]byte{files.State, files.Floats, files.NPZ, files.Compressed, files.NPZ[:200], files.Floats[:100]} {
		f.Add(data, true)
		f.Add(data, false)
	}
	var long bytes.Buffer // a member whose head says more than there is
	z := zip.NewWriter(&long)
	w, err := z.Create("0.bias.npy")
	require.NoError(f, err)
	_, err = w.Write([]byte("\x93NUMPY\x01\x00\x46\x00{'descr': '|S900000', 'fortran_order': False, 'shape': (2,), }          \n"))
	require.NoError(f, err)
	require.NoError(f, z.Close())
	f.Add(long.Bytes(), false)
	named := map[string]*Param{}
	for name, t := range map[string]*compute.Tensor{
		"0.weight": compute.New(3, 2), "0.bias": compute.New(2), "1.weight": compute.New(2), "1.bias": compute.New(2),
		"1.running_mean": compute.New(2), "1.running_var": compute.New(2),
	} {
		named[name] = &Param{Name: name, Value: t, Transposed: name == "0.weight"}
	}
	f.Fuzz(func(t *testing.T, data []byte, safetensors bool) {
		open := openNPZ
		if safetensors {
			open = openSafetensors
		}
		file, err := open(memoryFile{bytes.NewReader(data)}, int64(len(data)))
		if err != nil {
			return
		}
		if _, err := file.metadata(); err != nil {
			return
		}
		if matchShapes(file.shapes(), named) != nil {
			return
		}
		tensors, err := file.tensors(named)
		if err != nil {
			return
		}
		for name, p := range named {
			require.Equal(t, p.storedShape(), tensors[name].Shape)
			require.Len(t, tensors[name].Data, p.Value.Len())
		}
	})
}

// Metadata of another type are refused by their head: a member that decompresses
// to gigabytes is not read.
func TestMetadataAreBytes(t *testing.T) {
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	w, err := z.Create(metadataKey + ".npy")
	require.NoError(t, err)
	_, err = w.Write([]byte("\x93NUMPY\x01\x00\x49\x00{'descr': '<U200000', 'fortran_order': False, 'shape': (99999,), }      \n"))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	f, err := openNPZ(memoryFile{bytes.NewReader(file.Bytes())}, int64(file.Len()))
	require.NoError(t, err)
	_, err = f.metadata()
	require.ErrorContains(t, err, "NPZ: its metadata are not bytes")
}
