package kernel_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/udl-go/lab/kernel/message"
)

// ask starts a cell that its client can be asked by, and waits until it asks.
func (c *client) ask(code string) string {
	c.t.Helper()
	id := c.send(message.Shell, "execute_request", map[string]any{"code": code, "allow_stdin": true})
	c.until(id, func(m message.Message) bool { return m.Type() == "input_request" })
	return id
}

func (c *client) answer(line string) {
	c.send(message.Stdin, "input_reply", map[string]any{"value": line})
}

func TestInputReachesTheCell(t *testing.T) {
	c := newClient(t)
	id := c.ask("import (\"bufio\"; \"fmt\"; \"os\")\nfmt.Print(\"name? \")\ns := bufio.NewScanner(os.Stdin)\ns.Scan()\ns.Text()")
	c.answer("Ada 😀")
	ms := c.wait(id)
	assert.Equal(t, []string{"status", "execute_input", "stream", "input_request", "execute_result", "execute_reply", "status"}, ms.types())
	assert.Equal(t, "name? [Ada 😀]", ms.text())
}

func TestInputIsInterrupted(t *testing.T) {
	c := newClient(t)
	id := c.ask("import \"fmt\"\nx := 7\nvar s string\nfmt.Scan(&s)")
	c.k.Interrupt()
	assert.Equal(t, "Interrupted", c.wait(id).failure().Name)
	c.answer("late")
	id = c.ask("fmt.Scan(&s)\ns")
	c.answer("in time")
	assert.Equal(t, "[in]", c.wait(id).text())
	assert.Equal(t, "[7]", c.run("x").text())
}

func TestInputNotAllowed(t *testing.T) {
	c := newClient(t)
	ms := c.run("import \"fmt\"\nvar s string\nfmt.Scan(&s)\nfmt.Println(\"on\")")
	assert.Equal(t, "no input", ms.failure().Name)
	assert.Empty(t, ms.text())
}

// A worker that dies while its cell waits for a line takes the question with it.
func TestWorkerDiesWhileItAsks(t *testing.T) {
	c := newClient(t)
	id := c.ask(`import ("fmt"; "sync"; "time")
go func() { time.Sleep(100 * time.Millisecond); var mu sync.Mutex; mu.Unlock() }()
var s string
fmt.Scan(&s)`)
	assert.Equal(t, "KernelWorkerDied", c.wait(id).failure().Name)
	c.answer("nobody asks")
	id = c.ask("import \"fmt\"\nvar s string\nfmt.Scan(&s)\ns")
	c.answer("new")
	assert.Equal(t, "[new]", c.wait(id).text())
}

func TestLoadReplacesTheCell(t *testing.T) {
	c := newClient(t)
	r := c.run("import \"os\"\nos.WriteFile(\"prepared.go\", []byte(\"x := 1\"), 0o600)").reply()
	assert.Equal(t, "ok", r["status"])
	r = c.run("%load prepared.go").reply()
	assert.Equal(t, []any{map[string]any{"source": "set_next_input", "text": "// %load prepared.go\nx := 1", "replace": true}}, r["payload"])
	c.run("os.Remove(\"prepared.go\")")
}
