package kernel_test

import (
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel"
	"github.com/udl-go/lab/kernel/message"
)

// A cell's messages come in the order that the protocol asks for.
func TestExecute(t *testing.T) {
	c := newClient(t)
	ms := c.run("import \"fmt\"\nfmt.Println(\"hi\")\n6 * 7")
	assert.Equal(t, []string{"status", "execute_input", "stream", "execute_result", "execute_reply", "status"}, ms.types())
	assert.Equal(t, "hi\n[42]", ms.text())
	assert.Equal(t, "ok", ms.reply()["status"])
	assert.EqualValues(t, 1, ms.reply()["execution_count"])
	assert.Equal(t, "complete", c.wait(c.send(message.Shell, "is_complete_request", map[string]any{"code": "x := 1"})).reply()["status"])
	incomplete := c.wait(c.send(message.Shell, "is_complete_request", map[string]any{"code": "for {"})).reply()
	assert.Equal(t, "incomplete", incomplete["status"])
	assert.Equal(t, "\t", incomplete["indent"])
}

// What compiled code and the cell itself write to the process's own streams
// keeps its place among prints, displays and results.
func TestOrderOfStreams(t *testing.T) {
	c := newClient(t)
	c.run("import (\n\"fmt\"\n\"os\"\n\"context\"\n\"log\"\n\"github.com/udl-go/lab/udl/display\"\n)\nctx := context.Background()")
	ms := c.run(`for i := 0; i < 50; i++ {
	fmt.Print("a")
	os.Stdout.WriteString("b")
	fmt.Fprint(os.Stdout, "c")
	display.Show(context.Background(), i)
	print("d")
}
1`)
	var want strings.Builder
	for i := range 50 {
		want.WriteString("abc[" + strconv.Itoa(i) + "]d")
	}
	assert.Equal(t, want.String()+"[1]", ms.text())
	ms = c.run("for i := 0; i < 20; i++ { fmt.Print(\"o\"); log.SetFlags(0); log.Print(\"e\") }")
	assert.Equal(t, strings.Repeat("oe\n", 20), ms.text())
}

// Everything that is printed arrives, in few messages, with the end of the cell.
func TestFlood(t *testing.T) {
	c := newClient(t)
	ms := c.run("import \"fmt\"\nfor i := 0; i < 100000; i++ { fmt.Println(i) }")
	assert.Equal(t, 100000, strings.Count(ms.text(), "\n"))
	assert.Less(t, len(ms), 5000, "joined, however slow the machine is")
	ms = c.run("import \"strings\"\nfmt.Print(strings.Repeat(\"ä\", 5000000))")
	assert.Equal(t, strings.Repeat("ä", 5000000), ms.text())
}

// What ends the worker is the cell's error in Go's words; the next cell runs in
// a fresh worker and knows nothing of the old one.
func TestWorkerDies(t *testing.T) {
	c := newClient(t)
	c.run("import \"fmt\"\nx := 1")
	id := c.start("fmt.Println(\"before\")\nm := map[int]int{}\nfor range 8 { go func() { for i := 0; ; i++ { m[i%9] = i } }() }\nselect {}")
	queued := c.start("1")
	ms := c.wait(id)
	f := ms.failure()
	require.Equal(t, "KernelWorkerDied", f.Name, f.Value)
	assert.Contains(t, strings.Join(f.Traceback, "\n"), "fatal error: concurrent map")
	assert.Contains(t, f.Value, "state was lost")
	assert.True(t, strings.HasPrefix(ms.text(), "before\n"), "what was printed before is shown: %q", ms.text())
	assert.Equal(t, "aborted", c.wait(queued).reply()["status"])
	assert.Equal(t, "[2]", c.run("1 + 1").text())
	assert.Contains(t, c.run("x").failure().Value, "undefined: x")
}

// What would end a Go program does not end the worker: a goroutine's panic is
// told as it happens, a recursion without end is an error of the cell.
func TestWorkerLives(t *testing.T) {
	c := newClient(t)
	c.run("import \"time\"\nx := 7")
	ms := c.run("done := make(chan bool)\ngo func() { defer close(done); panic(\"boom\") }()\n<-done\ntime.Sleep(100 * time.Millisecond)")
	assert.Contains(t, ms.text(), "panic in a goroutine: boom\nIn[2]:2:")
	assert.Contains(t, c.run("time.AfterFunc(0, func() { panic(\"late\") })\ntime.Sleep(100 * time.Millisecond)").text(), "panic in a goroutine: late\n")
	assert.Contains(t, c.run("func f(n int) int { return 1 + f(n+1) }\nf(0)").failure().Value, "stack overflow")
	assert.Equal(t, "[7]", c.run("x").text())
}

// A kill from outside is told as such.
func TestWorkerIsKilled(t *testing.T) {
	c := newClient(t)
	pid := strings.Trim(c.run("import \"os\"\nos.Getpid()").text(), "[]")
	id := c.start("print(\"begun\")\nselect {}")
	c.until(id, func(m message.Message) bool { return m.Type() == "stream" })
	require.NoError(t, exec.Command("kill", "-9", pid).Run())
	f := c.wait(id).failure()
	assert.Equal(t, "KernelWorkerDied", f.Name)
	assert.Contains(t, f.Value, "signal: killed; state was lost")
	assert.Equal(t, "[2]", c.run("1 + 1").text())
}

// os.Exit and log.Fatal are errors of the cell; state is kept.
func TestExit(t *testing.T) {
	c := newClient(t)
	c.run("import (\n\"os\"\n\"log\"\n)\nx := 7")
	assert.Equal(t, "exit status 3", c.run("os.Exit(3)").failure().Value)
	assert.Equal(t, "exit status 1", c.run("log.Fatal(\"bad\")").failure().Value)
	assert.Equal(t, "exit status 4", c.run("go func() { os.Exit(4) }()\nselect {}").failure().Value)
	assert.Equal(t, "[7]", c.run("x").text())
}

// An interrupt ends a cell, whatever it waits for, and keeps state.
func TestInterrupt(t *testing.T) {
	c := newClient(t)
	c.run("import (\n\"time\"\n\"sync\"\n\"context\"\n)\nx := 7")
	for _, code := range []string{"for {}", "ch := make(chan int)\n<-ch", "time.Sleep(time.Hour)", "select {}", "var mu sync.Mutex\nmu.Lock()\nmu.Lock()", "<-context.Background().Done()\nfor {}"} {
		id := c.start("print(\"begun\")\n" + code)
		c.until(id, func(m message.Message) bool { return m.Type() == "stream" })
		i := c.send(message.Control, "interrupt_request", map[string]any{})
		assert.Equal(t, "ok", c.wait(i).reply()["status"])
		assert.Equal(t, "Interrupted", c.wait(id).failure().Name, code)
		assert.Equal(t, "[7]", c.run("x").text())
	}
	assert.Equal(t, "ok", c.wait(c.send(message.Control, "interrupt_request", map[string]any{})).reply()["status"])
	assert.Equal(t, "[7]", c.run("x").text(), "an idle kernel is not disturbed")
}

// A cell that does not obey an interrupt costs its worker.
func TestInterruptLadder(t *testing.T) {
	c := newClient(t)
	c.run("x := 7\nimport \"strings\"\nlong := strings.Repeat(\"a\", 1<<20)\nimport \"regexp\"\nre := regexp.MustCompile(strings.Repeat(\"(a*)*\", 300) + \"b\")")
	id := c.start("print(\"begun\")\nre.MatchString(long)")
	c.until(id, func(m message.Message) bool { return m.Type() == "stream" })
	begin := time.Now()
	c.send(message.Control, "interrupt_request", map[string]any{})
	f := c.wait(id).failure()
	assert.Equal(t, "Interrupted", f.Name)
	assert.Contains(t, f.Value, "state was lost")
	assert.Less(t, time.Since(begin), 5*time.Second)
	assert.Equal(t, "[2]", c.run("1 + 1").text())
}

// Control answers while a cell runs.
func TestControlWhileBusy(t *testing.T) {
	c := newClient(t)
	id := c.start("print(\"begun\")\nfor {}")
	c.until(id, func(m message.Message) bool { return m.Type() == "stream" })
	ms := c.wait(c.send(message.Control, "kernel_info_request", map[string]any{}))
	assert.Equal(t, "udl", ms.reply()["implementation"])
	c.k.Interrupt()
	c.wait(id)
}

// A worker that dies between cells is replaced, and the next cell says so.
func TestDeathWhileIdle(t *testing.T) {
	c := newClient(t)
	id := c.start("import \"os\"\nx := 1\nos.Getpid()")
	pid := strings.Trim(c.wait(id).text(), "[]")
	require.NoError(t, exec.Command("kill", "-9", pid).Run())
	c.until(id, func(m message.Message) bool { return m.Type() == "stream" })
	assert.Contains(t, c.about(id).text(), "state was lost")
	ms := c.run("1 + 1")
	assert.Contains(t, ms.text(), "state was lost")
	assert.Contains(t, ms.text(), "[2]")
	assert.NotContains(t, c.run("1 + 2").text(), "lost")
}

// A death by a goroutine that outlives its cell appears under that cell.
func TestLateDeath(t *testing.T) {
	c := newClient(t)
	id := c.start("import \"time\"\nm := map[int]int{}\nfor range 8 { go func() { time.Sleep(50 * time.Millisecond); for i := 0; ; i++ { m[i%9] = i } }() }\n1")
	c.wait(id)
	c.until(id, func(m message.Message) bool {
		return m.Type() == "stream" && strings.Contains(field(m, "text").(string), "state was lost")
	})
	assert.Contains(t, c.about(id).text(), "fatal error: concurrent map")
	assert.Contains(t, c.run("2").text(), "[2]")
}

// A worker that cannot start is the first cell's error, not a hang.
func TestNoWorker(t *testing.T) {
	for _, command := range [][]string{{"/nonexistent/udl"}, {"false"}} {
		done := make(chan message.Message, 100)
		k, err := kernel.New(kernel.Options{Command: command, Send: func(m message.Message) { done <- m }})
		require.NoError(t, err)
		m, err := message.NewRequest(message.Shell, "execute_request", "a", map[string]any{"code": "1"})
		require.NoError(t, err)
		k.Deliver(m)
		for m := range done {
			if m.Type() == "execute_reply" {
				assert.Equal(t, "KernelWorkerDied", field(m, "ename"))
				assert.Contains(t, field(m, "evalue"), "cannot start")
				break
			}
		}
		require.NoError(t, k.Close())
	}
}

// Closing the kernel ends the worker, whatever it does.
func TestClose(t *testing.T) {
	c := newClient(t)
	pid, err := strconv.Atoi(strings.Trim(c.run("import \"os\"\nos.Getpid()").text(), "[]"))
	require.NoError(t, err)
	c.until(c.start("print(1)\nfor {}"), func(m message.Message) bool { return m.Type() == "stream" })
	require.NoError(t, c.k.Close())
	p, err := os.FindProcess(pid)
	if err == nil {
		assert.Error(t, p.Signal(os.Interrupt), "the worker is gone")
	}
}

// What a goroutine prints and shows late has the request of its own cell as parent.
func TestLateOutput(t *testing.T) {
	c := newClient(t)
	c.run("import (\"fmt\"; \"context\"; \"github.com/udl-go/lab/udl/display\")\ngate, done := make(chan bool), make(chan bool)")
	id := c.start("go func() { <-gate; fmt.Println(\"late\"); display.Show(context.Background(), 5); done <- true }()")
	c.wait(id)
	for range 3 {
		c.run("1")
	}
	assert.Equal(t, "here\n", c.run("gate <- true\n<-done\nfmt.Println(\"here\")").text())
	c.until(id, func(m message.Message) bool { return m.Type() == "display_data" })
	assert.Equal(t, "late\n[5]", c.about(id).text())
}

// A cell that takes all memory ends its worker, before the machine suffers, and not
// the kernel.
func TestMemory(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the memory of processes is not known here: THE LIMIT IS NOT TESTED")
	}
	c := newClientWith(t, kernel.Options{Memory: 400e6})
	c.run("x := 1")
	f := c.run("import \"bytes\"\nvar all [][]byte\nfor { all = append(all, bytes.Repeat([]byte{1}, 1<<20)) }").failure()
	assert.Equal(t, "KernelWorkerDied", f.Name)
	assert.Contains(t, f.Value, "more than 400 MB of memory")
	assert.Contains(t, f.Value, "state was lost")
	assert.Equal(t, "[2]", c.run("1 + 1").text())
}

// After a death %replay defines what can be defined without the values.
func TestReplay(t *testing.T) {
	c := newClient(t)
	assert.Equal(t, "there is nothing to define again\n", c.run("%replay").text())
	c.run("import (\"os\"; \"fmt\")\ntype point struct{ X int }\nfunc (p point) double() int { return 2 * p.X }\nx := 5\nfmt.Println(\"once\")")
	c.run("nosuch")
	c.run("func withX() int { return x }\nconst two = 2\nfunc add(a int) int { return a + two }")
	pid := strings.Trim(c.run("os.Getpid()").text(), "[]")
	id := c.start("print(1)\nselect {}")
	c.until(id, func(m message.Message) bool { return m.Type() == "stream" })
	require.NoError(t, exec.Command("kill", "-9", pid).Run())
	assert.Contains(t, c.wait(id).failure().Value, "%replay")
	ms := c.run("%replay\nfmt.Println(point{4}.double(), add(1))")
	assert.Equal(t, "5 definitions of 2 cells defined again\nnot defined: In[4]:1:27: undefined: x\n8 3\n", ms.text())
	assert.Contains(t, c.run("x").failure().Value, "undefined: x")
	assert.Contains(t, strings.Join(c.run("func (p point) fails() { panic(1) }\npoint{}.fails()").failure().Traceback, "\n"), "In[")
}

// A control of a cell is driven by messages of the client.
func TestWidgets(t *testing.T) {
	c := newClient(t)
	ms := c.run("import (\"context\"; \"github.com/udl-go/lab/udl/widget\")\ns := widget.NewIntSlider(\"n\", 0, 9, 1)\nwidget.Interact(context.Background(), func() any { return s.Value() * 10 }, s)")
	require.Equal(t, "comm_open", ms[2].Type())
	assert.JSONEq(t, `{"version":"2.1.0"}`, string(ms[2].Metadata))
	id := field(ms[2], "comm_id")
	assert.Equal(t, "[n: 1 (0 to 9)][10]", ms.text())
	ms = c.wait(c.send(message.Shell, "comm_msg", map[string]any{"comm_id": id, "data": map[string]any{"method": "update", "state": map[string]any{"value": 3}}}))
	assert.Equal(t, []string{"status", "update_display_data", "status"}, ms.types())
	assert.Equal(t, "[30]", ms.text())
	assert.Equal(t, "[3]", c.run("s.Value()").text())
}
