package kernel_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/go-zeromq/zmq4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/message"
)

// A cell of 5 MB runs.
func TestHugeCell(t *testing.T) {
	c := newClient(t)
	ms := c.run("/* " + strings.Repeat("x", 5_000_000) + " */\n1 + 1")
	assert.Equal(t, "[2]", ms.text())
	assert.Equal(t, "[5000000]", c.run("s := `"+strings.Repeat("y", 5_000_000)+"`\nlen(s)").text())
}

// What cells print is JSON and UTF-8 on the wire, whatever it was; characters that
// are printed in two halves arrive whole.
func TestBinaryOutput(t *testing.T) {
	c := newClient(t)
	c.run("import (\"fmt\"; \"os\"; \"context\"; \"time\"; \"math\"; \"github.com/udl-go/lab/udl/display\")")
	ms := c.run(`os.Stdout.Write([]byte("a\x00b\x1b[31mc\xff\xfed"))
os.Stdout.Write([]byte("ä")[:1])
time.Sleep(120 * time.Millisecond)
os.Stdout.Write([]byte("ä")[1:])
os.Stderr.Write([]byte("\xf0\x9f\x98"))
os.Stderr.Write([]byte("\x80!"))
display.Show(context.Background(), display.Text("\xff\x00"), display.HTML("<b>\xfe</b>"))
"\xc3"`)
	for _, m := range ms {
		require.True(t, json.Valid(m.Content), "%s", m.Content)
		require.True(t, utf8.Valid(m.Content), "%q", m.Content)
	}
	assert.True(t, strings.HasPrefix(ms.text(), "a\x00b\x1b[31mc\ufffd\ufffdd"), "%q", ms.text())
	assert.Contains(t, ms.text(), "ä")
	assert.Contains(t, ms.text(), "😀!")
	ms = c.run("m := map[string]any{}\nm[\"m\"] = m\ndisplay.Show(context.Background(), display.JSON(math.NaN()), display.JSON(m))\nm")
	assert.Equal(t, "ok", ms.reply()["status"])
	for _, m := range ms {
		require.True(t, json.Valid(m.Content), "%s", m.Content)
	}
	assert.Equal(t, "[2]", c.run("1 + 1").text())
}

// A display of 200 MB is shown or refused; the kernel lives.
func TestHugeDisplay(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a gigabyte: HUGE DISPLAYS ARE NOT TRIED")
	}
	c := newClient(t)
	c.run("import (\"context\"; \"strings\"; \"github.com/udl-go/lab/udl/display\")")
	ms := c.run("display.Show(context.Background(), display.HTML(strings.Repeat(\"x\", 200<<20)))\n1")
	assert.Equal(t, "ok", ms.reply()["status"])
	assert.Equal(t, "[2]", c.run("1 + 1").text())
}

// Five interrupts at once end one cell, once.
func TestManyInterrupts(t *testing.T) {
	c := newClient(t)
	c.run("x := 7")
	id := c.start("print(\"begun\")\nfor {}")
	c.until(id, func(m message.Message) bool { return m.Type() == "stream" })
	var asked []string
	for range 5 {
		asked = append(asked, c.send(message.Control, "interrupt_request", map[string]any{}))
	}
	assert.Equal(t, "Interrupted", c.wait(id).failure().Name)
	for _, i := range asked {
		assert.Equal(t, "ok", c.wait(i).reply()["status"])
	}
	for range 3 {
		assert.Equal(t, "[7]", c.run("x").text())
	}
}

// A goroutine that computes for ever does not keep the next cells waiting; an
// interrupt ends it too.
func TestEndlessGoroutine(t *testing.T) {
	c := newClient(t)
	c.run("n := 0\ngo func() { for { n++ } }()")
	for i := range 5 {
		assert.Equal(t, fmt.Sprintf("[%d]", i), c.run(fmt.Sprint(i)).text())
	}
	id := c.start("print(\"begun\")\nselect {}")
	c.until(id, func(m message.Message) bool { return m.Type() == "stream" })
	c.k.Interrupt()
	c.wait(id)
	c.run("import \"time\"\na := n\ntime.Sleep(50 * time.Millisecond)")
	assert.Equal(t, "[true]", c.run("a == n").text(), "the goroutine has ended")
}

// runtime.Goexit ends the cell, closed streams lose what is printed: neither hangs.
func TestOddEnds(t *testing.T) {
	c := newClient(t)
	require.Zero(t, c.run("import (\"os\"; \"fmt\"; \"runtime\")\nx := 7").failure())
	require.NotNil(t, c.run("runtime.Goexit()\nprint(3)").reply())
	require.Zero(t, c.run("os.Stdout.Close()\nos.Stderr.Close()\nfmt.Println(\"a\")\nprintln(\"b\")").failure())
	assert.Equal(t, "[7]", c.run("x").text())
	assert.Equal(t, "sh\n[1]", c.run("!echo sh\n1").text())
}

// Cells that were sent together run in their order, each between its own busy and
// idle.
func TestQueue(t *testing.T) {
	c := newClient(t)
	var ids []string
	for i := range 20 {
		ids = append(ids, c.start(fmt.Sprintf("print(%d)\n%d", i, i)))
	}
	for _, id := range ids {
		c.wait(id)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var order []string
	for _, m := range c.messages {
		if m.ParentID() == "" {
			continue
		}
		if n := len(order); n == 0 || order[n-1] != m.ParentID() {
			order = append(order, m.ParentID())
		}
	}
	assert.Equal(t, ids, order)
}

// A client that vanishes in the middle of a cell costs nobody anything; the cell
// goes on, and a new client sees what comes.
func TestClientVanishes(t *testing.T) {
	s := serve(t)
	for i := range 3 {
		shell := s.socket("shell", zmq4.NewDealer)
		asks(t, shell, "kernel_info_request", fmt.Sprint("info", i), map[string]any{})
		s.subscribe(shell)
		require.NoError(t, shell.SendMulti(zmq4.NewMsgFrom(frames(t, "execute_request", fmt.Sprint("gone", i),
			map[string]any{"code": "import (\"time\"; \"fmt\")\nfor i := range 20 { fmt.Println(i); time.Sleep(10*time.Millisecond) }\ndone := true"})...)))
		require.NoError(t, shell.Close())
	}
	shell := s.socket("shell", zmq4.NewDealer)
	assert.Contains(t, asks(t, shell, "execute_request", "after", map[string]any{"code": "done"}), `"status":"ok"`)
	s.subscribe(shell)
}

// Starting and ending a kernel again and again leaves no process and no port.
func TestRestarts(t *testing.T) {
	for range 20 {
		c := newClient(t)
		c.until(c.start("print(1)\nfor {}"), func(m message.Message) bool { return m.Type() == "stream" })
		begun := time.Now()
		require.NoError(t, c.k.Close())
		assert.Less(t, time.Since(begun), 10*time.Second)
	}
	noChildren(t)
}

// noChildren checks that this process has started none that still run.
func noChildren(t *testing.T) {
	t.Helper()
	entries, err := os.ReadDir("/proc")
	if err != nil {
		t.Log("no /proc: PROCESSES ARE NOT LOOKED FOR")
		return
	}
	for _, e := range entries {
		stat, err := os.ReadFile("/proc/" + e.Name() + "/stat")
		if err != nil {
			continue
		}
		fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
		assert.NotEqual(t, fmt.Sprint(os.Getpid()), fields[1], "a child is left: %s", stat)
	}
}
