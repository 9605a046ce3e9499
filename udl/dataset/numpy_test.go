package dataset

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/udl"
)

// numpyFiles are files that numpy wrote; testdata/gen/numpy_files.py says how.
type numpyFiles struct {
	Tool, Version, Command string
	Cases                  []struct {
		Name   string
		NPY    []byte
		Shape  []int
		Values []string
	}
	Refused []struct {
		Name string
		NPY  []byte
	}
	Version2, Version3, NPZ, Compressed []byte
}

func numpy(t testing.TB) (n numpyFiles) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "numpy.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &n))
	return n
}

func TestReadNPYOfNumPy(t *testing.T) {
	n := numpy(t)
	for _, c := range n.Cases {
		a, err := ReadNPY(bytes.NewReader(c.NPY))
		require.NoError(t, err, "%s by %s %s", c.Name, n.Tool, n.Version)
		assert.Equal(t, c.Shape, a.Shape, c.Name)
		if s, ok := a.Data.([]string); ok {
			assert.Equal(t, c.Values, s, c.Name)
			continue
		}
		x, err := a.Tensor()
		require.NoError(t, err)
		require.Len(t, x.Data, len(c.Values), c.Name)
		for i, want := range c.Values {
			v, err := strconv.ParseFloat(want, 64)
			require.NoError(t, err)
			assert.Equal(t, float32(v), x.Data[i], "%s[%d]", c.Name, i)
		}
	}
	for _, data := range [][]byte{n.Version2, n.Version3} {
		a, err := ReadNPY(bytes.NewReader(data))
		require.NoError(t, err)
		assert.Equal(t, []float32{0, .125, .25, .375, .5, .625}, a.Data)
	}
	for _, c := range n.Refused {
		_, err := ReadNPY(bytes.NewReader(c.NPY))
		require.ErrorIs(t, err, udl.ErrFormat, c.Name)
	}
}

// What is read and written again must be numpy's file, byte for byte.
func TestWriteNPYEqualsNumPy(t *testing.T) {
	skipped := map[string]bool{ // another byte order, element order or type
		"float16": true, "big float32": true, "big int16": true, "fortran": true, "fortran cube": true, "text": true, "bytes": true,
	}
	for _, c := range numpy(t).Cases {
		a, err := ReadNPY(bytes.NewReader(c.NPY))
		require.NoError(t, err)
		var buf bytes.Buffer
		err = WriteNPY(&buf, a)
		switch {
		case c.Name == "text" || c.Name == "bytes":
			require.ErrorIs(t, err, udl.ErrRange)
		case skipped[c.Name]:
			require.NoError(t, err)
			again, err := ReadNPY(&buf)
			require.NoError(t, err)
			assert.Equal(t, a, again, c.Name)
		default:
			require.NoError(t, err)
			assert.Equal(t, c.NPY, buf.Bytes(), c.Name)
		}
	}
}

func TestReadNPZOfNumPy(t *testing.T) {
	n := numpy(t)
	want := map[string]*Array{
		"images": {Shape: []int{2, 3}, Data: []uint8{0, 1, 2, 3, 4, 5}},
		"labels": {Shape: []int{1}, Data: []int64{7}},
	}
	for _, data := range [][]byte{n.NPZ, n.Compressed, packed(t, n.NPZ)} {
		got, err := ReadNPZ(bytes.NewReader(data))
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	var one, two bytes.Buffer
	require.NoError(t, WriteNPZ(&one, want))
	require.NoError(t, WriteNPZ(&two, want))
	assert.Equal(t, one.Bytes(), two.Bytes(), "the same file every time")
	got, err := ReadNPZ(&one)
	require.NoError(t, err)
	assert.Equal(t, want, got)
}

func TestReadNPZFromFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "digits.npz")
	require.NoError(t, os.WriteFile(path, numpy(t).NPZ, 0o600))
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	got, err := ReadNPZ(f)
	require.NoError(t, err)
	assert.Len(t, got, 2)

	require.NoError(t, os.WriteFile(path, numpy(t).NPZ[:200], 0o600))
	short, err := os.Open(path)
	require.NoError(t, err)
	defer short.Close()
	_, err = ReadNPZ(short)
	require.ErrorIs(t, err, udl.ErrFormat)
	require.ErrorContains(t, err, path)
}

func packed(t testing.TB, data []byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	_, err := z.Write(data)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return buf.Bytes()
}
