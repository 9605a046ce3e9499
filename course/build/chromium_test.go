//go:build browser

package build_test

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// chromium is a headless browser with one tab, driven by the DevTools protocol
// over a pair of pipes: no port, no network.
type chromium struct {
	t       *testing.T
	to      *os.File
	session string

	mu      sync.Mutex
	next    int
	answers map[int]chan answer
	urls    []string // every request of the page and its worker
	logs    []string // uncaught exceptions and errors of the console
}

type answer struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Params params          `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// params is what is read of the events.
type params struct {
	Request struct {
		URL string `json:"url"`
	} `json:"request"`
	Entry struct {
		Level string `json:"level"`
		Text  string `json:"text"`
		URL   string `json:"url"`
	} `json:"entry"`
	ExceptionDetails json.RawMessage `json:"exceptionDetails"`
}

// startChromium starts the browser and attaches to a new tab.
func startChromium(t *testing.T, width, height int) *chromium {
	t.Helper()
	bin := ""
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			bin = path
			break
		}
	}
	require.NotEmpty(t, bin, "this test needs Chromium: apt-get install chromium, or set CHROMIUM")
	fromTest, to, err := os.Pipe()
	require.NoError(t, err)
	from, toTest, err := os.Pipe()
	require.NoError(t, err)
	cmd := exec.Command(bin, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
		"--user-data-dir="+t.TempDir(), fmt.Sprintf("--window-size=%d,%d", width, height),
		"--remote-debugging-pipe", "about:blank")
	cmd.ExtraFiles = []*os.File{fromTest, toTest} // descriptors 3 and 4
	require.NoError(t, cmd.Start())
	fromTest.Close()
	toTest.Close()
	c := &chromium{t: t, to: to, answers: map[int]chan answer{}}
	done := make(chan struct{})
	go func() { defer close(done); c.read(from) }()
	t.Cleanup(func() {
		c.call("Browser.close", nil, nil)
		select {
		case <-done:
		case <-time.After(10 * time.Second):
			_ = cmd.Process.Kill()
		}
		_ = cmd.Wait()
		to.Close()
		from.Close()
	})
	var target struct{ TargetID string }
	c.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var attached struct{ SessionID string }
	c.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
	c.session = attached.SessionID
	for _, domain := range []string{"Network.enable", "Runtime.enable", "Page.enable", "Log.enable"} {
		c.call(domain, nil, nil)
	}
	return c
}

// read distributes answers and notes events.
func (c *chromium) read(from *os.File) {
	for r := bufio.NewReaderSize(from, 1<<20); ; {
		b, err := r.ReadBytes(0)
		if err != nil {
			return
		}
		var a answer
		if json.Unmarshal(b[:len(b)-1], &a) != nil {
			continue
		}
		c.mu.Lock()
		switch a.Method {
		case "":
			if ch := c.answers[a.ID]; ch != nil {
				ch <- a
			}
		case "Network.requestWillBeSent":
			c.urls = append(c.urls, a.Params.Request.URL)
		case "Runtime.exceptionThrown":
			c.logs = append(c.logs, string(a.Params.ExceptionDetails))
		case "Log.entryAdded":
			if e := a.Params.Entry; e.Level == "error" {
				c.logs = append(c.logs, e.Text+" "+e.URL)
			}
		}
		c.mu.Unlock()
	}
}

// call sends a command and waits for its result.
func (c *chromium) call(method string, params, result any) {
	c.t.Helper()
	if params == nil {
		params = map[string]any{}
	}
	ch := make(chan answer, 1)
	c.mu.Lock()
	c.next++
	id := c.next
	c.answers[id] = ch
	m := map[string]any{"id": id, "method": method, "params": params}
	if c.session != "" && method != "Browser.close" {
		m["sessionId"] = c.session
	}
	b, err := json.Marshal(m)
	if err == nil {
		_, err = c.to.Write(append(b, 0))
	}
	c.mu.Unlock()
	if method == "Browser.close" {
		return
	}
	require.NoError(c.t, err)
	select {
	case a := <-ch:
		require.Nil(c.t, a.Error, "%s: %+v", method, a.Error)
		if result != nil {
			require.NoError(c.t, json.Unmarshal(a.Result, result))
		}
	case <-time.After(time.Minute):
		require.Fail(c.t, "the browser does not answer", method)
	}
}

// eval returns the value of a JavaScript expression in the page.
func (c *chromium) eval(expression string, value any) {
	c.t.Helper()
	var r struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct{ Text string }
	}
	c.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true}, &r)
	require.Nil(c.t, r.ExceptionDetails, "%s: %+v", expression, r.ExceptionDetails)
	if value != nil && len(r.Result.Value) > 0 {
		require.NoError(c.t, json.Unmarshal(r.Result.Value, value))
	}
}

// wait returns when a condition in the page holds. The bound is for a page that
// hangs; nothing is measured by it.
func (c *chromium) wait(condition string) {
	c.t.Helper()
	for end := time.Now().Add(3 * time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		var ok bool
		if c.eval("Boolean("+condition+")", &ok); ok {
			return
		}
	}
	var text string
	c.eval("document.body.innerText", &text)
	require.Fail(c.t, "the page never gets there: "+condition, text)
}

// look sets the color scheme and the width of the screen.
func (c *chromium) look(scheme string, width int) {
	c.t.Helper()
	c.call("Emulation.setEmulatedMedia", map[string]any{
		"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}},
	}, nil)
	c.call("Emulation.setDeviceMetricsOverride", map[string]any{
		"width": width, "height": 1700, "deviceScaleFactor": 1, "mobile": width < 600,
	}, nil)
}

// screenshot writes the whole page as PNG.
func (c *chromium) screenshot(path string) {
	c.t.Helper()
	var r struct{ Data string }
	c.call("Page.captureScreenshot", map[string]any{"format": "png", "captureBeyondViewport": true}, &r)
	b, err := base64.StdEncoding.DecodeString(r.Data)
	require.NoError(c.t, err)
	require.NoError(c.t, os.WriteFile(path, b, 0o644))
}
