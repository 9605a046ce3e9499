//go:build browser

package build_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

// press presses a key; modifiers are 1 for Alt, 2 for Ctrl and 8 for Shift.
func press(c *chromium, key string, code, modifiers int, typed string) {
	c.t.Helper()
	for _, kind := range []string{"rawKeyDown", "char", "keyUp"} {
		if kind == "char" && typed == "" {
			continue
		}
		c.call("Input.dispatchKeyEvent", map[string]any{
			"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": modifiers, "text": typed,
		}, nil)
	}
}

// Virtual key codes.
const (
	keyTab, keyEnter, keyEscape, keySpace, keyDown = 9, 13, 27, 32, 40
	ctrl, shift                                    = 2, 8
)

// cursorAt puts code into the cell and the cursor at an offset of it.
func cursorAt(c *chromium, code string, units int) {
	c.t.Helper()
	setCode(c, code)
	c.eval(fmt.Sprintf(`document.getElementById("code").setSelectionRange(%d, %d)`, units, units), nil)
}

const (
	matches = `[...document.querySelectorAll("#matches li .text")].map((e) => e.textContent).join(" ")`
	listed  = `!document.getElementById("matches").hidden`
	code    = `document.getElementById("code").value`
)

func completes(t *testing.T, c *chromium) {
	runCode(c, "import \"strings\"\ntype point struct { X, Y float64 }\nfunc (p point) Norm() float64 { return p.X }\np := point{1, 2}")
	c.wait(idle)
	cursorAt(c, "// 😀\nstrings.ToUp", 18)
	press(c, "Tab", keyTab, 0, "")
	c.wait(listed)
	var got string
	c.eval(matches, &got)
	assert.Equal(t, "ToUpper ToUpperSpecial", got)
	press(c, "ArrowDown", keyDown, 0, "")
	press(c, "Enter", keyEnter, 0, "")
	c.eval(code, &got)
	assert.Equal(t, "// 😀\nstrings.ToUpperSpecial", got)
	c.eval(`document.execCommand("undo")`, nil)
	c.eval(code, &got)
	assert.Equal(t, "// 😀\nstrings.ToUp", got, "undo takes a completion back")
	cursorAt(c, "p", 1)
	c.call("Input.insertText", map[string]any{"text": "."}, nil)
	c.wait(listed)
	c.eval(matches, &got)
	assert.Equal(t, "X Y Norm", got, "a dot shows the members")
	c.call("Input.insertText", map[string]any{"text": "N"}, nil)
	c.wait(matches + ` === "Norm"`)
	press(c, "Escape", keyEscape, 0, "")
	c.wait("!(" + listed + ")")
	cursorAt(c, "x := p.No", 9)
	press(c, " ", keySpace, ctrl, "")
	c.wait(listed)
	shoot(c, "completion")
	c.look("dark", 390)
	cursorAt(c, "p.", 2)
	press(c, " ", keySpace, ctrl, "")
	c.wait(listed)
	shoot(c, "completion-phone")
	var beyond bool
	c.eval(`{ const b = document.getElementById("matches").getBoundingClientRect(); b.left < 0 || b.right > innerWidth || b.bottom > innerHeight }`, &beyond)
	assert.False(t, beyond, "the list stays in the window")
	c.look("light", 1000)
	cursorAt(c, "x := 1 +", 8)
	press(c, "Tab", keyTab, 0, "")
	var left bool
	c.eval(`document.activeElement !== document.getElementById("code")`, &left)
	assert.True(t, left, "Tab behind no name leaves the cell")
}

func inspects(t *testing.T, c *chromium) {
	const about = `document.querySelector(".about").innerText`
	cursorAt(c, "strings.ToUpper(\"a\")", 12)
	press(c, "Tab", keyTab, shift, "")
	c.wait(about + `.includes("func strings.ToUpper(s string) string")`)
	var got string
	c.eval(about, &got)
	assert.Contains(t, got, "upper case", "the documentation has been downloaded")
	shoot(c, "inspection")
	press(c, "Escape", keyEscape, 0, "")
	c.wait(`document.querySelector(".about").hidden`)
}

func asks(t *testing.T, c *chromium) {
	runCode(c, "import (\"bufio\"; \"fmt\"; \"os\")\nfmt.Print(\"name? \")\ns := bufio.NewScanner(os.Stdin)\ns.Scan()\nfmt.Println(\"hello\", s.Text())")
	c.wait(`document.querySelector("#output form input") === document.activeElement`)
	shoot(c, "input")
	c.call("Input.insertText", map[string]any{"text": "Ada 😀"}, nil)
	press(c, "Enter", keyEnter, 0, "\r")
	c.wait(`document.getElementById("output").innerText.includes("hello Ada 😀") && ` + idle)
	runCode(c, "s.Scan()")
	c.wait(`document.querySelector("#output form")`)
	c.eval(`document.getElementById("stop").click()`, nil)
	c.wait(`!document.querySelector("#output form") && ` + idle)
}

func showsForms(t *testing.T, c *chromium) {
	runCode(c, `import ("context"; "fmt"; "os"; "github.com/udl-go/lab/udl/display")
ctx := context.Background()
os.Stdout.WriteString("direct ")
fmt.Fprint(os.Stdout, "and ")
fmt.Println("in order")
display.Show(ctx, display.Markdown("## Title\n\na **bold** word\n\n- one\n- two"))
display.Show(ctx, display.Audio(make([]float32, 800), 8000))
display.Show(ctx, display.JSON(map[string]int{"a": 1}))
type run struct { Method string; Score float64 }
[]run{{"RBM", 0.961234567}, {"VAE", 0.94}}`)
	c.wait(idle)
	shoot(c, "forms")
	var seen string
	c.eval(text, &seen)
	assert.Contains(t, seen, "direct and in order")
	assert.Contains(t, seen, "\"a\": 1")
	var bold string
	c.eval(`document.querySelector("#output .markdown b").textContent + document.querySelector("#output .markdown li").textContent`, &bold)
	assert.Equal(t, "boldone", bold)
	var cell string
	c.eval(`[...document.querySelectorAll("#output .markup")].at(-1).shadowRoot.querySelector("td:nth-child(2)").textContent`, &cell)
	assert.Equal(t, "0.9612", cell)
	var plays bool
	c.eval(`[...document.querySelectorAll("#output .markup")].some((m) => m.shadowRoot.querySelector("audio")?.error === null)`, &plays)
	assert.True(t, plays)
}
