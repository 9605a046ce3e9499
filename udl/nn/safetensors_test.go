package nn_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/nn"
)

func sample() map[string]*compute.Tensor {
	return map[string]*compute.Tensor{
		"W":    compute.FromSlice([]float32{1, -2, 3.5, float32(math.Inf(1)), 0, 1e-40}, 2, 3),
		"bias": compute.FromSlice([]float32{7}, 1),
	}
}

func TestSafetensorsRoundTrip(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.safetensors")
	require.NoError(t, nn.WriteSafetensors(path, sample(), map[string]string{"config": `{"a":1}`}))
	tensors, metadata, err := nn.ReadSafetensors(path)
	require.NoError(t, err)
	require.Equal(t, sample(), tensors)
	require.Equal(t, map[string]string{"config": `{"a":1}`}, metadata)
}

// The bytes are laid down in the format's own description; this is a file made
// by hand from it: {"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}.
func TestSafetensorsReadsAFileMadeByHand(t *testing.T) {
	header := `{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`
	file := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	file = append(file, header...)
	file = append(file, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0) // 1 and -2
	tensors, _, err := nn.DecodeSafetensors(bytes.NewReader(file), int64(len(file)))
	require.NoError(t, err)
	require.Equal(t, []float32{1, -2}, tensors["t"].Data)
}

func TestSafetensorsEveryTruncationIsAnError(t *testing.T) {
	var buf bytes.Buffer
	require.NoError(t, nn.EncodeSafetensors(&buf, sample(), nil))
	for n := range buf.Len() {
		_, _, err := nn.DecodeSafetensors(bytes.NewReader(buf.Bytes()[:n]), int64(n))
		require.ErrorIs(t, err, udl.ErrFormat, "first %d bytes", n)
	}
}

func TestSafetensorsNamesTheDamagedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bad.safetensors")
	require.NoError(t, os.WriteFile(path, []byte("not a model"), 0o600))
	_, _, err := nn.ReadSafetensors(path)
	require.ErrorIs(t, err, udl.ErrFormat)
	require.ErrorContains(t, err, "bad.safetensors")
}

// Bytes that no tensor covers and shapes that overflow are refused; a scalar and an empty tensor are not.
func TestSafetensorsShapes(t *testing.T) {
	for header, fine := range map[string]bool{
		`{"t":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}`:                                                                             true,
		`{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"e":{"dtype":"F32","shape":[3,0],"data_offsets":[4,4]}}`:                     true,
		`{"t":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}`:                                                                            false,
		`{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"e":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}}`: false,
		`{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"e":{"dtype":"F32","shape":[0,-1],"data_offsets":[0,0]}}`:                    false,
		`{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"e":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`:                       false,
		`{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}`:                                                                          false,
		`{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"e":{"dtype":"F32","shape":[0]}}`:                                            false,
		`{"t":{"dtype":"F32","shape":null,"data_offsets":[0,4]}}`:                                                                           false,
		`{"t":{"dtype":"F32","data_offsets":[0,4]}}`:                                                                                        false,
		`{"t":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}`:                                                                        false,
	} {
		file := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
		file = append(append(file, header...), 1, 2, 3, 4)
		_, _, err := nn.DecodeSafetensors(bytes.NewReader(file), int64(len(file)))
		if fine {
			require.NoError(t, err, header)
		} else {
			require.ErrorIs(t, err, udl.ErrFormat, header)
		}
	}
}

func TestSafetensorsOfAScalarAndOfNothing(t *testing.T) {
	var buf bytes.Buffer
	scalar := compute.FromSlice([]float32{3})
	require.NoError(t, nn.EncodeSafetensors(&buf, map[string]*compute.Tensor{"s": scalar}, nil))
	require.Contains(t, buf.String(), `"shape":[]`)
	tensors, _, err := nn.DecodeSafetensors(&buf, int64(buf.Len()))
	require.NoError(t, err)
	require.Equal(t, float32(3), tensors["s"].At())
	err = nn.WriteSafetensors(filepath.Join(t.TempDir(), "m"), map[string]*compute.Tensor{"W": nil}, nil)
	require.ErrorContains(t, err, `"W" is nil`)
	for want, tensors := range map[string]map[string]*compute.Tensor{
		"has 3 numbers and the shape [2 2]": {"W": {Shape: []int{2, 2}, Data: make([]float32, 3)}},
		"is not UTF-8":                      {"\xff": scalar}, // it would be read under another name
	} {
		require.ErrorContains(t, nn.EncodeSafetensors(&buf, tensors, nil), want)
	}
}

// What the file system says is not blamed on the file.
func TestSafetensorsOfAFolder(t *testing.T) {
	dir := t.TempDir()
	_, _, err := nn.ReadSafetensors(dir)
	require.ErrorContains(t, err, dir)
	require.NotErrorIs(t, err, udl.ErrFormat)
}

func FuzzDecodeSafetensors(f *testing.F) {
	var buf bytes.Buffer
	require.NoError(f, nn.EncodeSafetensors(&buf, sample(), map[string]string{"k": "v"}))
	f.Add(buf.Bytes())
	for _, header := range []string{
		`{"t":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}`,
		`{"t":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904,0],"data_offsets":[0,0]}}`,
		`{"t":{"dtype":"F32","shape":[0,-1],"data_offsets":[0,0]}}`,
		`{"t":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}`,
		`{"t":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}`,
		`{"t":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}`,
		`{"t":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}`,
		`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`,
		`{"__metadata__":{"k":3}}`, `[]`, `null`,
	} {
		file := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
		f.Add(append(append(file, header...), 1, 2, 3, 4))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		tensors, _, err := nn.DecodeSafetensors(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			return
		}
		total := 0
		for _, x := range tensors {
			total += 4 * x.Len()
		}
		if total > len(file) {
			t.Errorf("%d bytes of tensors from a file of %d", total, len(file))
		}
	})
}
