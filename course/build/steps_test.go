//go:build browser

package build_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func runsEarly(t *testing.T, c *chromium) {
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
}

func trains(t *testing.T, c *chromium) {
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
}

func keepsState(t *testing.T, c *chromium) {
	runCode(c, "import \"fmt\"\nfmt.Println(\"units:\", machine.Weights.Cols())\nmachine.Weights.Rows() * 10")
	c.wait(idle)
	var seen string
	c.eval(text, &seen)
	assert.Contains(t, seen, "units: 64")
	assert.Contains(t, seen, "7840")
}

func showsErrors(t *testing.T, c *chromium) {
	runCode(c, "x := []int{1}\nx[3]")
	c.wait(`document.querySelector("#output .error[role=alert]") && ` + idle)
	shoot(c, "error")
	var seen string
	c.eval(text, &seen)
	assert.Contains(t, seen, "out of range")
}

func stops(t *testing.T, c *chromium) {
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
}

func showsDeath(t *testing.T, c *chromium) {
	runCode(c, "import \"time\"\ngo func() { panic(\"alone\") }()\ntime.Sleep(time.Second)")
	c.wait(`document.getElementById("output").innerText.includes("panic in a goroutine: alone") && ` + idle)
	runCode(c, "import \"sync\"\nvar mu sync.Mutex\nmu.Unlock()")
	c.wait(`document.querySelector("#output .error") && ` + idle)
	shoot(c, "died")
	var seen string
	c.eval(text, &seen)
	assert.Contains(t, seen, "unlock of unlocked mutex")
	assert.Contains(t, seen, "started again")
}

func showsOverflow(t *testing.T, c *chromium) {
	runCode(c, "func f(n int) int { return f(n+1) }\nf(0)")
	c.wait(`document.querySelector("#output .error") && ` + idle)
	shoot(c, "recursion")
	var seen string
	c.eval(text, &seen)
	assert.Contains(t, seen, "stack overflow")
	runCode(c, "6 * 9")
	c.wait(`document.getElementById("output").innerText.includes("54") && ` + idle)
}
