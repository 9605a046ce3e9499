package dataset_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/internal/testutil"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/dataset"
)

// small returns the four files of a tiny MNIST: 3 and 2 images of 2×2 pixels.
func small(t testing.TB, prefix string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	add := func(name string, shape []int, data []uint8) {
		var buf bytes.Buffer
		require.NoError(t, dataset.WriteIDX(&buf, &dataset.Array{Shape: shape, Data: data}))
		files[prefix+name] = &fstest.MapFile{Data: buf.Bytes()}
	}
	add("train-images-idx3-ubyte", []int{3, 2, 2}, []uint8{0, 51, 102, 255, 1, 2, 3, 4, 5, 6, 7, 8})
	add("train-labels-idx1-ubyte", []int{3}, []uint8{7, 0, 9})
	add("t10k-images-idx3-ubyte", []int{2, 2, 2}, []uint8{255, 255, 255, 255, 0, 0, 0, 0})
	add("t10k-labels-idx1-ubyte", []int{2}, []uint8{1, 2})
	return files
}

// alone hides whatever data this machine has.
func alone(t *testing.T) {
	t.Helper()
	t.Setenv("UDL_DATA", "")
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("LocalAppData", t.TempDir())
	t.Chdir(t.TempDir())
}

func TestMNISTFromContext(t *testing.T) {
	for _, prefix := range []string{"mnist-", "mnist/", ""} {
		ctx := dataset.WithFiles(context.Background(), small(t, prefix))
		train, test, err := dataset.MNIST(ctx)
		require.NoError(t, err)
		assert.Equal(t, "MNIST, train split\n3 images of 2×2 pixels, labels 0 to 9\ngrey levels 0 to 1, mean 0.1451", train.String())
		assert.Equal(t, []float32{0, .2, .4, 1}, train.X.Row(0))
		assert.Equal(t, []int{7, 0, 9}, train.Labels)
		assert.Equal(t, []int{1, 2}, test.Labels)
		assert.Equal(t, "test", test.Split)
		assert.Equal(t, 1, train.Channels)
	}
}

func TestSearchOrder(t *testing.T) {
	alone(t)
	cache, err := dataset.CacheDir()
	require.NoError(t, err)
	other := t.TempDir()
	find := func() string {
		files, err := dataset.Find(context.Background(), "toy", "a", "b")
		if err != nil {
			return err.Error()
		}
		require.Equal(t, filepath.Dir(files[0].Path), filepath.Dir(files[1].Path))
		return filepath.Dir(files[0].Path)
	}
	put := func(dir string, names ...string) {
		require.NoError(t, os.MkdirAll(dir, 0o755))
		for _, n := range names {
			require.NoError(t, os.WriteFile(filepath.Join(dir, n), []byte(n), 0o600))
		}
	}
	assert.Contains(t, find(), "toy is missing")
	put(filepath.Join(cache, "toy"), "a.gz", "b")
	assert.Equal(t, filepath.Join(cache, "toy"), find())
	put("data", "toy-a")
	assert.Equal(t, filepath.Join(cache, "toy"), find(), "half a set does not count")
	put("data", "toy-b")
	wd, err := os.Getwd()
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(wd, "data"), find())
	put(other, "a", "b")
	t.Setenv("UDL_DATA", other)
	assert.Equal(t, other, find())
}

func TestMissingErrorTeaches(t *testing.T) {
	alone(t)
	t.Setenv("UDL_DATA", filepath.Join(t.TempDir(), "nowhere"))
	half := small(t, "")
	delete(half, "t10k-labels-idx1-ubyte")
	_, _, err := dataset.MNIST(dataset.WithFiles(context.Background(), half))
	var missing *dataset.MissingError
	require.ErrorAs(t, err, &missing)
	require.ErrorIs(t, err, fs.ErrNotExist)
	assert.Equal(t, "mnist", missing.Name)
	require.GreaterOrEqual(t, len(missing.Looked), 3)
	assert.Equal(t, "the context's files: lacks t10k-labels-idx1-ubyte", missing.Looked[0])
	assert.Contains(t, missing.Looked[1], "nowhere): no such folder")
	for _, want := range []string{"70000 handwritten digits", "looked in $UDL_DATA", "./data", "get it: "} {
		assert.ErrorContains(t, err, want)
	}
}

func TestMNISTDamaged(t *testing.T) {
	for name, change := range map[string]func(f fstest.MapFS){
		"3 bytes": func(f fstest.MapFS) { // cut short
			p := f["t10k-images-idx3-ubyte"]
			p.Data = p.Data[:len(p.Data)-5]
		},
		"t10k-labels-idx1-ubyte: 2 images but the labels are uint8 3": func(f fstest.MapFS) { f["t10k-labels-idx1-ubyte"] = f["train-labels-idx1-ubyte"] },
		"not bytes of shape": func(f fstest.MapFS) { f["train-images-idx3-ubyte"] = f["train-labels-idx1-ubyte"] },
		"gzip":               func(f fstest.MapFS) { f["train-labels-idx1-ubyte"].Data = []byte("\x1f\x8b broken here") },
		"test images of 1×4": func(f fstest.MapFS) {
			copy(f["t10k-images-idx3-ubyte"].Data[8:16], []byte{0, 0, 0, 1, 0, 0, 0, 4})
		},
	} {
		files := small(t, "")
		change(files)
		_, _, err := dataset.MNIST(dataset.WithFiles(context.Background(), files))
		require.ErrorIs(t, err, udl.ErrFormat, name)
		if name != "gzip" {
			require.ErrorContains(t, err, name)
		}
		require.ErrorContains(t, err, "idx", "names the file")
	}
}

func TestMNISTCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(dataset.WithFiles(context.Background(), small(t, "")))
	cancel()
	_, _, err := dataset.MNIST(ctx)
	assert.Equal(t, context.Canceled, err)
}

func TestRealMNIST(t *testing.T) {
	train, test := testutil.MNIST(t)
	if train.Name != "MNIST" {
		assert.Equal(t, "drawn digits", train.Name) // noted by testutil
		return
	}
	assert.Equal(t, []int{60000, 784}, train.X.Shape)
	assert.Equal(t, []int{10000, 784}, test.X.Shape)
	assert.Equal(t, []int{5, 0, 4, 1, 9, 2, 1, 3, 1, 4}, train.Labels[:10])
	assert.InDelta(t, 0.1307, compute.Sum(train.X.Data)/float64(train.X.Len()), 5e-5, "the known mean")
	counts := make([]int, 10)
	for _, y := range train.Labels {
		counts[y]++
	}
	assert.Equal(t, []int{5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}, counts)
}

func TestBinarizeFollowsGreyLevels(t *testing.T) {
	const n, levels = 4000, 9
	d := &dataset.Images{Name: "ramp", Split: "train", X: compute.New(n, levels), Height: 3, Width: 3, Channels: 1}
	for i := range n {
		for j := range levels {
			d.X.Row(i)[j] = float32(j) / (levels - 1)
		}
	}
	before := d.X.Clone()
	b := d.Binarize(0)
	assert.Equal(t, before, d.X, "the input is unchanged")
	for j := range levels {
		sum := 0.0
		for i := range n {
			v := b.X.Row(i)[j]
			require.True(t, v == 0 || v == 1)
			sum += float64(v)
		}
		p := float64(j) / (levels - 1)
		// Five standard errors: a false alarm less than once in a million runs.
		assert.InDelta(t, p, sum/n, 5*math.Sqrt(p*(1-p)/n), "level %g", p)
	}
	assert.Equal(t, b.X.Data, d.Binarize(0).X.Data, "the seed decides")
	assert.NotEqual(t, b.X.Data, d.Binarize(1).X.Data)
	assert.Equal(t, b.X.Data[:70*levels], d.Take(70).Binarize(0).X.Data, "the first pictures do not depend on the rest")
	other := *d
	other.Split = "test"
	agree := 0
	for i, v := range other.Binarize(0).X.Data {
		if i%levels == levels/2 && v == b.X.Data[i] {
			agree++
		}
	}
	assert.InDelta(t, .5, float64(agree)/n, 5*.5/math.Sqrt(n), "the splits are independent")
	assert.Equal(t, "ramp, binarized with seed 0", b.Name)
}

func TestThresholdAndTake(t *testing.T) {
	train, _, err := dataset.MNIST(dataset.WithFiles(context.Background(), small(t, "")))
	require.NoError(t, err)
	assert.Equal(t, []float32{0, 0, 1, 1}, train.Threshold(.3).X.Row(0))
	assert.Equal(t, []float32{0, 1, 1, 1}, train.Threshold(0).X.Row(0))
	assert.Equal(t, 3, train.Take(10).Len())
	assert.Equal(t, 0, train.Take(-1).Len())
	two := train.Take(2)
	assert.Equal(t, []int{7, 0}, two.Labels)
	assert.Equal(t, 2, two.X.Rows())
	assert.Contains(t, train.Take(0).String(), "0 images of 2×2 pixels\nno pixels")
	colored := *train
	colored.Channels, colored.Labels = 3, nil
	assert.Contains(t, colored.Take(1).String(), "1 images of 2×2 pixels in 3 channels\n")
}

func TestUnreadableFile(t *testing.T) {
	files, err := dataset.Find(dataset.WithFiles(context.Background(), small(t, "")), "mnist", "t10k-labels-idx1-ubyte")
	require.NoError(t, err)
	r, err := files[0].Open()
	require.NoError(t, err)
	a, err := dataset.ReadIDX(r)
	require.NoError(t, err)
	assert.Equal(t, "uint8 2", a.String())
	require.NoError(t, r.Close())

	gone := small(t, "")
	files, err = dataset.Find(dataset.WithFiles(context.Background(), gone), "mnist", "t10k-labels-idx1-ubyte")
	require.NoError(t, err)
	delete(gone, "t10k-labels-idx1-ubyte")
	_, err = files[0].Open()
	require.True(t, errors.Is(err, fs.ErrNotExist) && !errors.Is(err, udl.ErrFormat), "%v", err)
}
