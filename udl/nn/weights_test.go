package nn_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/nn"
)

// torchFiles are files that torch users write; testdata/gen/weights_files.py
// says how.
type torchFiles struct {
	Tool, Version, Command string
	Tensors                map[string]struct {
		Shape  []int
		Values []float32
	}
	Input, Output                  []float32 // of the network in evaluation mode
	State, Floats, NPZ, Compressed []byte
	Types                          []struct {
		Type   string
		File   []byte
		Values []string
	}
}

func torch(t testing.TB) (f torchFiles) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "weights.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &f))
	return f
}

// model has the parameters of a linear layer from 3 to 2 and a batch
// normalization, as torch names them.
func model() []*nn.Param {
	return []*nn.Param{
		{Name: "0.weight", Value: compute.New(3, 2), Transposed: true},
		{Name: "0.bias", Value: compute.New(2)},
		{Name: "1.weight", Value: compute.New(2)},
		{Name: "1.bias", Value: compute.New(2)},
		{Name: "1.running_mean", Value: compute.New(2), Buffer: true},
		{Name: "1.running_var", Value: compute.New(2), Buffer: true},
	}
}

func write(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, data, 0o600))
	return path
}

func TestLoadReadsWhatTorchWrites(t *testing.T) {
	f := torch(t)
	for _, path := range []string{
		write(t, "state.safetensors", f.State), // with the counter of the normalization
		write(t, "floats.safetensors", f.Floats),
		write(t, "floats.npz", f.NPZ),
		write(t, "doubles.npz", f.Compressed),
	} {
		params := model()
		require.NoError(t, nn.Load(path, params), f.Version)
		for _, p := range params {
			want := f.Tensors[p.Name]
			if p.Transposed {
				for i := range p.Value.Rows() {
					for j := range p.Value.Cols() {
						require.Equal(t, want.Values[j*want.Shape[1]+i], p.Value.At(i, j), "%s of %s", p.Name, path)
					}
				}
				continue
			}
			require.Equal(t, want.Values, p.Value.Data, "%s of %s", p.Name, path)
		}
	}
}

// A network of torch goes on here: its state dictionary fits the layers by name
// and layout, and gives torch's outputs.
func TestLoadedNetworkComputesWhatTorchDoes(t *testing.T) {
	f := torch(t)
	r := compute.NewRNG(1)
	net := nn.NewSequential(nn.NewDense(r, 3, 2, nn.DenseConfig{}), nn.NewBatchNorm(2, nn.NormConfig{}))
	require.NoError(t, nn.Load(write(t, "state.safetensors", f.State), net.Params()))
	tape := nn.NewTape(nn.TapeConfig{NoGrad: true})
	y := net.Forward(tape.Const(compute.FromSlice(f.Input, 4, 3)))
	assert.InDeltaSlice(t, f.Output, y.Value().Data, 1e-6, f.Version)
}

// What is read and saved again is the file of the safetensors library, byte for
// byte.
func TestSaveEqualsSafetensors(t *testing.T) {
	f := torch(t)
	params := model()
	require.NoError(t, nn.Load(write(t, "in.safetensors", f.Floats), params))
	path := filepath.Join(t.TempDir(), "out.safetensors")
	require.NoError(t, nn.Save(path, params, map[string]string{"format": "pt"}))
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(f.Floats), string(got), f.Version)
}

func TestSafetensorsOfEveryType(t *testing.T) {
	for _, c := range torch(t).Types {
		tensors, _, err := nn.DecodeSafetensors(bytes.NewReader(c.File), int64(len(c.File)))
		require.NoError(t, err, c.Type)
		require.Len(t, tensors["x"].Data, len(c.Values))
		for i, s := range c.Values {
			want, err := strconv.ParseFloat(s, 64)
			require.NoError(t, err)
			got := tensors["x"].Data[i]
			assert.Equal(t, math.Float32bits(float32(want)), math.Float32bits(got), "%s[%d] = %g", c.Type, i, got)
		}
	}
}

// random fills a model with numbers that differ.
func random(seed uint64) []*nn.Param {
	params, rng := model(), compute.NewRNG(seed)
	for _, p := range params {
		rng.Normal(nil, p.Value.Data, 0, 1)
	}
	return params
}

func TestSaveAndLoad(t *testing.T) {
	for _, name := range []string{"m.safetensors", "m.npz"} {
		path := filepath.Join(t.TempDir(), name)
		params := random(1)
		meta := map[string]string{"config": `{"a": 1}`, "note": "größer"}
		require.NoError(t, nn.Save(path, params, meta))
		first, err := os.ReadFile(path)
		require.NoError(t, err)
		got := model()
		require.NoError(t, nn.Load(path, got))
		require.Equal(t, params, got)
		m, err := nn.ReadMetadata(path)
		require.NoError(t, err)
		require.Equal(t, meta, m)

		require.NoError(t, nn.Save(path, got, meta))
		second, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, first, second, "the same file every time")

		require.NoError(t, nn.Save(path, params, nil))
		require.NoError(t, nn.Load(path, got))
		m, err = nn.ReadMetadata(path)
		require.NoError(t, err)
		assert.Empty(t, m)
	}
}

// A transposed weight that is larger than a tile, not square.
func TestSaveTransposes(t *testing.T) {
	w := compute.New(70, 33)
	compute.NewRNG(1).Normal(nil, w.Data, 0, 1)
	path := filepath.Join(t.TempDir(), "w.safetensors")
	require.NoError(t, nn.Save(path, []*nn.Param{{Name: "w", Value: w, Transposed: true}}, nil))
	tensors, _, err := nn.ReadSafetensors(path)
	require.NoError(t, err)
	require.Equal(t, []int{33, 70}, tensors["w"].Shape)
	for i := range 70 {
		for j := range 33 {
			require.Equal(t, w.At(i, j), tensors["w"].At(j, i))
		}
	}
	back := &nn.Param{Name: "w", Value: compute.New(70, 33), Transposed: true}
	require.NoError(t, nn.Load(path, []*nn.Param{back}))
	require.Equal(t, w, back.Value)
}

func TestLoadIsAllOrNothing(t *testing.T) {
	for _, ext := range []string{".safetensors", ".npz"} {
		path := filepath.Join(t.TempDir(), "m"+ext)
		other := model()
		other[1].Value = compute.New(5)
		other[2].Name = "foreign"
		require.NoError(t, nn.Save(path, other, nil))
		params := random(2)
		before := random(2)
		err := nn.Load(path, params)
		require.ErrorIs(t, err, udl.ErrFormat)
		require.ErrorContains(t, err, path)
		require.ErrorContains(t, err, "missing: 1.weight; unexpected: foreign; of another shape: 0.bias is [5], want [2]")
		require.Equal(t, before, params)

		other[2].Name = "1.weight"
		require.NoError(t, nn.Save(path, other, nil))
		err = nn.Load(path, params)
		require.ErrorIs(t, err, udl.ErrShape)
		require.NotErrorIs(t, err, udl.ErrFormat)
		require.Equal(t, before, params)

		// A file that is cut where the head is still fine.
		require.NoError(t, nn.Save(path, random(3), nil))
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Error(t, nn.Load(write(t, "cut"+ext, data[:len(data)-3]), params))
		require.Equal(t, before, params)
	}
}

func TestSaveRefuses(t *testing.T) {
	dir := t.TempDir()
	w := &nn.Param{Name: "w", Value: compute.New(2)}
	for want, c := range map[string]struct {
		path   string
		params []*nn.Param
	}{
		"neither in .safetensors nor in .npz": {"m.pt", []*nn.Param{w}},
		`two parameters are named "w"`:        {"m.npz", []*nn.Param{w, {Name: "w", Value: compute.New(2)}}},
		`cannot be named ""`:                  {"m.npz", []*nn.Param{{Value: compute.New(2)}}},
		`cannot be named "__metadata__"`:      {"m.npz", []*nn.Param{{Name: "__metadata__", Value: compute.New(2)}}},
		"has no value":                        {"m.safetensors", []*nn.Param{{Name: "w"}}},
		"is transposed":                       {"m.npz", []*nn.Param{{Name: "w", Value: compute.New(2), Transposed: true}}},
		"in a zip file":                       {"m.npz", []*nn.Param{{Name: "../w", Value: compute.New(2)}}},
	} {
		require.ErrorContains(t, nn.Save(filepath.Join(dir, c.path), c.params, nil), want)
	}
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, left, "no part of a file is left")
	require.ErrorContains(t, nn.Load("m.pt", nil), "neither in")
	require.ErrorIs(t, nn.Load(filepath.Join(dir, "none.npz"), nil), os.ErrNotExist)
	require.Error(t, nn.Load(write(t, "x.npz", []byte("no zip")), nil))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "folder.npz"), 0o700))
	require.ErrorContains(t, nn.Load(filepath.Join(dir, "folder.npz"), nil), "folder")
	require.NoError(t, nn.Save(filepath.Join(dir, "shared.npz"), []*nn.Param{w, w}, nil), "one parameter twice is one")
}
