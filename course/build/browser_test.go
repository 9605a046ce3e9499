//go:build browser

package build_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/course/build"
	"github.com/udl-go/lab/internal/testutil"
	"github.com/udl-go/lab/udl/dataset"
)

// These tests need Chromium and minutes; run them with -tags browser.

// buildPage builds the page with 2,000 digits, real ones when they are found.
func buildPage(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	train, test := testutil.MNIST(t)
	ctx := dataset.WithFiles(t.Context(), asFiles(train.Take(2000), test.Take(500)))
	require.NoError(t, build.Build(ctx, dir, build.Options{}))
	return dir
}

// serve serves a folder on the loopback interface.
func serve(t *testing.T, dir string) string {
	t.Helper()
	files := http.FileServer(http.Dir(dir))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".wasm") { // the machine's table of types may lack it
			w.Header().Set("Content-Type", "application/wasm")
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// shoot writes a screenshot when the environment names a folder for them.
func shoot(c *chromium, name string) {
	if dir := os.Getenv("UDL_SCREENSHOTS"); dir != "" {
		c.screenshot(filepath.Join(dir, name+".png"))
	}
}

const (
	idle = `document.getElementById("cell").dataset.state === "ready"`
	text = `document.getElementById("output").innerText`
)

// setCode puts code into the cell.
func setCode(c *chromium, code string) {
	c.t.Helper()
	quoted, err := json.Marshal(code)
	require.NoError(c.t, err)
	c.eval(fmt.Sprintf(`{ const a = document.getElementById("code"); a.value = %s; a.dispatchEvent(new Event("input")); a.focus(); }`, quoted), nil)
}

// runCode puts code into the cell and runs it by keyboard.
func runCode(c *chromium, code string) {
	c.t.Helper()
	setCode(c, code)
	for _, kind := range []string{"rawKeyDown", "keyUp"} {
		c.call("Input.dispatchKeyEvent", map[string]any{
			"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "modifiers": 8, // shift
		}, nil)
	}
}

// TestPage drives the page as a learner would, one step after the other.
func TestPage(t *testing.T) {
	t.Parallel()
	dir := buildPage(t)
	home := serve(t, dir)
	c := startChromium(t, 1000, 1700)
	c.call("Page.navigate", map[string]any{"url": home + "/index.html"}, nil)
	for _, step := range []struct {
		name string
		take func(*testing.T, *chromium)
	}{
		{"a cell can be run before the kernel is there", runsEarly},
		{"the cell trains and shows filters", trains},
		{"state is kept, results and streams are shown", keepsState},
		{"names are completed", completes},
		{"names are explained", inspects},
		{"a cell asks for input", asks},
		{"values have many forms", showsForms},
		{"an error is readable", showsErrors},
		{"stop ends an endless loop", stops},
		{"what kills the kernel is shown", showsDeath},
		{"a recursion without end is shown", showsOverflow},
	} {
		t.Run(step.name, func(t *testing.T) {
			c.t = t
			step.take(t, c)
		})
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	assert.Empty(t, c.logs, "no error on the console")
	for _, url := range c.urls {
		assert.True(t, strings.HasPrefix(url, home) || strings.HasPrefix(url, "data:"), "the page asks for %s", url)
	}
}

// maxModule is the most that the kernel may weigh on the way to the browser.
const maxModule = 3_670_016 // 3.5 MB

func TestModuleSize(t *testing.T) {
	t.Parallel()
	dir := buildPage(t)
	module, err := os.ReadFile(filepath.Join(dir, "udl.wasm"))
	require.NoError(t, err)
	var n count
	w := brotli.NewWriterLevel(&n, brotli.BestCompression)
	_, err = w.Write(module)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	gz, err := os.Stat(filepath.Join(dir, "udl.wasm.gz"))
	require.NoError(t, err)
	t.Logf("udl.wasm: %d bytes, %d by gzip, %d by brotli 11", len(module), gz.Size(), n)
	assert.LessOrEqual(t, int(n), maxModule, "udl.wasm is too large: look for what it imports by go list -deps ./wasm")
}

// count counts the bytes written to it.
type count int

func (c *count) Write(p []byte) (int, error) {
	*c += count(len(p))
	return len(p), nil
}
