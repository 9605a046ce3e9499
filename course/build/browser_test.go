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

func TestPage(t *testing.T) {
	t.Parallel()
	dir := buildPage(t)
	home := serve(t, dir)
	c := startChromium(t, 1000, 1700)
	c.call("Page.navigate", map[string]any{"url": home + "/index.html"}, nil)

	t.Run("a cell can be run before the kernel is there", func(t *testing.T) {
		c.t = t
		c.wait(`document.readyState === "complete"`)
		c.eval(`{ const o = document.getElementById("output"); window.first = 0;
			new MutationObserver(() => window.first ||= performance.now()).observe(o, {childList: true}); }`, nil)
		original := ""
		c.eval(`document.getElementById("code").value`, &original)
		runCode(c, "20 + 1")
		c.wait(`document.getElementById("output").innerText.includes("21") && ` + idle)
		var ms float64
		c.eval(`window.first`, &ms)
		t.Logf("first result %.0f ms after the navigation", ms)
		c.eval(`document.getElementById("restart").click()`, nil)
		c.wait(idle)
		setCode(c, original)
	})

	t.Run("the cell trains and shows filters", func(t *testing.T) {
		c.t = t
		c.eval(`document.getElementById("run").click()`, nil)
		c.wait(`document.querySelector("#output .error") || document.querySelector("#output .markup")?.shadowRoot.querySelector("svg")`)
		var state string
		c.eval(`document.getElementById("cell").dataset.state`, &state)
		assert.Equal(t, "running", state, "progress is drawn while the cell runs")
		shoot(c, "training")
		c.wait(idle)
		shoot(c, "trained")
		c.look("dark", 390)
		shoot(c, "phone")
		var overflow int
		c.eval(`document.documentElement.scrollWidth - document.documentElement.clientWidth`, &overflow)
		assert.LessOrEqual(t, overflow, 0, "nothing sticks out of a phone's screen")
		c.look("dark", 1000)
		shoot(c, "dark")
		c.look("light", 1000)
		var failed, width, bars int
		c.eval(`document.querySelectorAll("#output .error").length`, &failed)
		var seen string
		c.eval(text, &seen)
		require.Zero(t, failed, seen)
		c.eval(`document.querySelector("#output img").naturalWidth`, &width)
		assert.Greater(t, width, 100, "the filters are a picture")
		c.eval(`document.querySelectorAll("#output .markup").length`, &bars)
		assert.Equal(t, 1, bars, "progress is shown in one place")
		var status string
		c.eval(`document.getElementById("status").textContent`, &status)
		t.Log("the page's cell", status)
	})
	t.Run("state is kept, results and streams are shown", func(t *testing.T) {
		c.t = t
		runCode(c, "import \"fmt\"\nfmt.Println(\"units:\", machine.Weights.Cols())\nmachine.Weights.Rows() * 10")
		c.wait(idle)
		var seen string
		c.eval(text, &seen)
		assert.Contains(t, seen, "units: 64")
		assert.Contains(t, seen, "7840")
	})
	t.Run("an error is readable", func(t *testing.T) {
		c.t = t
		runCode(c, "x := []int{1}\nx[3]")
		c.wait(`document.querySelector("#output .error[role=alert]") && ` + idle)
		shoot(c, "error")
		var seen string
		c.eval(text, &seen)
		assert.Contains(t, seen, "out of range")
	})
	t.Run("stop ends an endless loop", func(t *testing.T) {
		c.t = t
		runCode(c, "for {\n}")
		c.wait(`!document.getElementById("stop").disabled`)
		c.eval(`document.getElementById("stop").click()`, nil)
		c.wait(idle)
		var seen string
		c.eval(text, &seen)
		assert.Contains(t, seen, "Stopped")
		assert.Contains(t, seen, "gone")
		runCode(c, "6 * 7")
		c.wait(`document.getElementById("output").innerText.includes("42") && ` + idle)
	})
	t.Run("what kills the kernel is shown", func(t *testing.T) {
		c.t = t
		runCode(c, "import \"time\"\ngo func() { panic(\"alone\") }()\ntime.Sleep(time.Second)")
		c.wait(`document.querySelector("#output .error") && ` + idle)
		shoot(c, "died")
		var seen string
		c.eval(text, &seen)
		assert.Contains(t, seen, "alone")
		assert.Contains(t, seen, "started again")
	})
	t.Run("a recursion without end is shown", func(t *testing.T) {
		c.t = t
		runCode(c, "func f(n int) int { return f(n+1) }\nf(0)")
		c.wait(`document.querySelector("#output .error") && ` + idle)
		shoot(c, "recursion")
		var seen string
		c.eval(text, &seen)
		assert.Contains(t, seen, "stack overflow")
		runCode(c, "6 * 9")
		c.wait(`document.getElementById("output").innerText.includes("54") && ` + idle)
	})
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
