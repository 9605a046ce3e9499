package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/udl"
)

var contents = map[string]string{"a.gz": strings.Repeat("first ", 500000), "b.gz": "second"}

// pack returns what a source holds under name.
func pack(t testing.TB, text string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	_, err := z.Write([]byte(text))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return buf.Bytes()
}

// toy is a set of two files with their true sums.
func toy() Set {
	s := Set{Name: "toy", Title: "two words", Folder: "data"}
	for _, name := range []string{"a.gz", "b.gz"} {
		sum := sha256.Sum256([]byte(contents[name]))
		s.Files = append(s.Files, File{name, int64(len(contents[name])), hex.EncodeToString(sum[:])})
	}
	return s
}

// home serves files as a public home does; change may damage them.
func home(t *testing.T, change func(name string, data []byte) []byte) (url string, asked *int) {
	t.Helper()
	asked = new(int)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*asked++
		name := strings.TrimPrefix(r.URL.Path, "/toy/")
		data := pack(t, contents[name])
		if change != nil {
			data = change(name, data)
		}
		if data == nil {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(data) // the client tells what is wrong
	}))
	t.Cleanup(s.Close)
	return s.URL + "/toy/", asked
}

func newFetcher(t *testing.T) fetcher {
	t.Helper()
	return fetcher{
		cache:  filepath.Join(t.TempDir(), "cache", "udl"),
		module: func(context.Context, string) (string, error) { return "", errors.New("there is no go command") },
		client: newClient(),
	}
}

func wholeAndAlone(t *testing.T, f fetcher, set Set) {
	t.Helper()
	assert.True(t, whole(context.Background(), filepath.Join(f.cache, set.Name), set))
	entries, err := os.ReadDir(f.cache)
	require.NoError(t, err)
	assert.Len(t, entries, 1, "nothing is left beside the set")
}

func TestGetFromHome(t *testing.T) {
	f, set := newFetcher(t), toy()
	url, asked := home(t, nil)
	set.Module, set.Homes = "example.org/toy@v1.0.0", []string{url}
	var events []udl.Progress
	dir, err := f.get(context.Background(), set, func(e udl.Progress) { events = append(events, e) })
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(f.cache, "toy"), dir)
	wholeAndAlone(t, f, set)
	last := events[len(events)-1]
	assert.True(t, last.Final)
	assert.Equal(t, 3, last.Done)
	assert.Equal(t, 3, last.Total)

	_, err = f.get(context.Background(), set, nil)
	require.NoError(t, err)
	assert.Equal(t, 2, *asked, "what is there is not fetched again")
}

func TestGetFromModule(t *testing.T) {
	f, set := newFetcher(t), toy()
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "data"), 0o755))
	for name, text := range contents {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "data", name), pack(t, text), 0o444))
	}
	set.Module = "example.org/toy@v1.0.0"
	f.module = func(_ context.Context, module string) (string, error) {
		assert.Equal(t, set.Module, module)
		return dir, nil
	}
	_, err := f.get(context.Background(), set, nil)
	require.NoError(t, err)
	wholeAndAlone(t, f, set)
}

func TestGetReplacesDamagedSet(t *testing.T) {
	f, set := newFetcher(t), toy()
	url, _ := home(t, nil)
	set.Homes = []string{url}
	require.NoError(t, os.MkdirAll(filepath.Join(f.cache, "toy"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(f.cache, "toy", "a.gz"), []byte("half"), 0o600))
	_, err := f.get(context.Background(), set, nil)
	require.NoError(t, err)
	wholeAndAlone(t, f, set)
}

func TestSecondHomeWhenFirstIsWrong(t *testing.T) {
	for name, change := range map[string]func(string, []byte) []byte{
		"missing":   func(string, []byte) []byte { return nil },
		"cut short": func(_ string, b []byte) []byte { return b[:len(b)-9] },
		"forged":    func(string, []byte) []byte { return pack(t, "other text") },
		"too long":  func(n string, _ []byte) []byte { return pack(t, contents[n]+"more") },
		"not gzip":  func(string, []byte) []byte { return []byte("<html>please log in</html>") },
		"trailing":  func(_ string, b []byte) []byte { return append(b, "trailing junk"...) },
	} {
		f, set := newFetcher(t), toy()
		wrong, _ := home(t, change)
		right, _ := home(t, nil)
		set.Homes = []string{wrong, right}
		_, err := f.get(context.Background(), set, nil)
		require.NoError(t, err, name)
		wholeAndAlone(t, f, set)

		f.cache, set.Homes = filepath.Join(t.TempDir(), "udl"), []string{wrong}
		_, err = f.get(context.Background(), set, nil)
		require.ErrorContains(t, err, wrong, name)
		assert.NoDirExists(t, filepath.Join(f.cache, "toy"))
		entries, err := os.ReadDir(f.cache)
		require.NoError(t, err)
		assert.Empty(t, entries, name)
	}
}

func TestErrorNamesEverySource(t *testing.T) {
	f, set := newFetcher(t), toy()
	set.Module, set.Homes = "example.org/toy@v1.0.0", []string{"http://127.0.0.1:1/toy/"}
	_, err := f.get(context.Background(), set, nil)
	for _, want := range []string{"toy (two words)", "Go module example.org/toy@v1.0.0: there is no go command", "127.0.0.1:1", "yourself"} {
		assert.ErrorContains(t, err, want)
	}
}

func TestCancelLeavesNothing(t *testing.T) {
	f, set := newFetcher(t), toy()
	ctx, cancel := context.WithCancel(context.Background())
	url, _ := home(t, func(_ string, b []byte) []byte { cancel(); return b })
	set.Homes = []string{url, url}
	_, err := f.get(ctx, set, nil)
	require.Equal(t, context.Canceled, err)
	entries, err := os.ReadDir(f.cache)
	require.NoError(t, err)
	assert.Empty(t, entries)
	_, err = f.get(ctx, set, nil)
	assert.Equal(t, context.Canceled, err)
}

func TestUnwritableCache(t *testing.T) {
	f := newFetcher(t)
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	f.cache = filepath.Join(file, "udl")
	_, err := f.get(context.Background(), toy(), nil)
	require.ErrorContains(t, err, "cannot make the cache")
}
