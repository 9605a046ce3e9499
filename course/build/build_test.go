package build_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/course/build"
	"github.com/udl-go/lab/internal/testutil"
	"github.com/udl-go/lab/udl/dataset"
)

// someDigits returns a context in which MNIST is a set of n drawn digits, and
// the set.
func someDigits(t *testing.T, n int) (context.Context, *dataset.Images) {
	t.Helper()
	train, test := testutil.Digits(n, "train"), testutil.Digits(n, "test")
	return dataset.WithFiles(t.Context(), asFiles(train, test)), train
}

// asFiles spells the two splits as the files of MNIST.
func asFiles(train, test *dataset.Images) fs.FS {
	return fstest.MapFS{
		"mnist/train-images-idx3-ubyte": {Data: build.Pictures(train)},
		"mnist/train-labels-idx1-ubyte": {Data: build.Labels(train)},
		"mnist/t10k-images-idx3-ubyte":  {Data: build.Pictures(test)},
		"mnist/t10k-labels-idx1-ubyte":  {Data: build.Labels(test)},
	}
}

func TestBuild(t *testing.T) {
	ctx, want := someDigits(t, 30)
	dir := filepath.Join(t.TempDir(), "site", "course")
	require.NoError(t, os.MkdirAll(dir, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "CNAME"), []byte("mine"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "page.js"), []byte("old"), 0o644))
	var log bytes.Buffer
	require.NoError(t, build.Build(ctx, dir, build.Options{Train: 20, Test: 7, Log: &log}))
	assert.Contains(t, log.String(), "20 for training, 7 for tests")

	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		require.NoError(t, err)
		return string(b)
	}
	assert.Equal(t, "mine", read("CNAME"), "other people's files stay")
	assert.Contains(t, read("index.html"), `src="page.js"`)
	assert.Contains(t, read("page.js"), `from "./kernel.js"`, "replaced")
	assert.True(t, strings.HasPrefix(read("udl.wasm"), "\x00asm"))
	assert.Contains(t, read("wasm_exec.js"), "BSD-style")
	for _, owner := range []string{"The Go Authors", "github.com/traefik/yaegi", "Yann LeCun"} {
		assert.Contains(t, read("NOTICE.txt"), owner)
	}
	z, err := gzip.NewReader(strings.NewReader(read("udl.wasm.gz")))
	require.NoError(t, err)
	unpacked, err := io.ReadAll(z)
	require.NoError(t, err)
	assert.True(t, string(unpacked) == read("udl.wasm"), "the compressed copy is a copy")

	train, test, err := dataset.MNIST(dataset.WithFiles(t.Context(), os.DirFS(filepath.Join(dir, "data"))))
	require.NoError(t, err)
	assert.Equal(t, want.Take(20).Labels, train.Labels)
	assert.InDeltaSlice(t, want.Take(20).X.Data, train.X.Data, 0.5/255+1e-6)
	assert.Equal(t, 7, test.Len())
	assert.Contains(t, read("data/files.json"), `"mnist/train-images-idx3-ubyte.gz"`)

	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	require.NoError(t, err)
	assert.Empty(t, left, "nothing half-written stays")
}

func TestBuildSaysWhatIsMissing(t *testing.T) {
	ctx, _ := someDigits(t, 3)
	dir := filepath.Join(t.TempDir(), "site")

	t.Run("source", func(t *testing.T) {
		t.Chdir(t.TempDir())
		err := build.Build(ctx, dir, build.Options{})
		assert.ErrorContains(t, err, "run this inside a checkout of github.com/udl-go/lab")
	})
	t.Run("another folder", func(t *testing.T) {
		err := build.Build(ctx, dir, build.Options{Source: t.TempDir()})
		assert.ErrorContains(t, err, "is not a checkout")
	})
	t.Run("go command", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		err := build.Build(ctx, dir, build.Options{})
		assert.ErrorContains(t, err, "the go command, which is not here")
	})
	t.Run("digits", func(t *testing.T) {
		t.Setenv("UDL_DATA", "")
		t.Setenv("HOME", t.TempDir())
		t.Setenv("XDG_CACHE_HOME", "")
		var missing *dataset.MissingError
		assert.ErrorAs(t, build.Build(t.Context(), dir, build.Options{}), &missing)
	})
	t.Run("canceled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(ctx)
		cancel()
		assert.ErrorIs(t, build.Build(ctx, dir, build.Options{}), context.Canceled)
	})
	assert.NoDirExists(t, dir, "a failed build writes nothing")
}

func TestBuildNeedsAFolderItCanWrite(t *testing.T) {
	ctx, _ := someDigits(t, 3)
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	assert.ErrorContains(t, build.Build(ctx, file, build.Options{}), "file")
}
