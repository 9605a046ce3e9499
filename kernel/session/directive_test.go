package session_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session"
)

// machine is a host whose shell repeats the command and whose files are given.
type machine map[string]string

func (m machine) Shell(_ context.Context, command string, stdout, stderr io.Writer) error {
	_, _ = io.WriteString(stdout, command+"\n")
	if command == "false" {
		_, _ = io.WriteString(stderr, "no\n")
		return errors.New("exit status 1")
	}
	return nil
}

func (m machine) ReadFile(name string) ([]byte, error) {
	text, ok := m[name]
	if !ok {
		return nil, &os.PathError{Op: "open", Path: name, Err: os.ErrNotExist}
	}
	return []byte(text), nil
}

func hosted(t *testing.T, o session.Options) *book {
	t.Helper()
	s, err := session.New(o)
	require.NoError(t, err)
	return &book{t: t, s: s}
}

var timing = regexp.MustCompile(`^time: [0-9.]+(ns|µs|ms|s), allocated: [0-9.]+ ([kMG]?B)$`)

func TestTimeOfACell(t *testing.T) {
	b := newBook(t)
	lines := strings.Split(b.ok("%%time\nimport \"fmt\"\nfmt.Println(1)\n2 + 3"), "\n")
	require.Len(t, lines, 4, lines)
	assert.Equal(t, "stdout 1", lines[0])
	assert.Regexp(t, timing, lines[1])
	assert.Equal(t, "result 5", lines[3])
	assert.Regexp(t, "^stdout no line end\ntime: ", b.ok("%%time\nfmt.Print(\"no line end\")"))
	assert.Equal(t, "unknown directive %%vars", refusal(b.fails("%%vars\n1")))
	assert.Equal(t, "%%time is about the whole cell", refusal(b.fails("%%time x")))
}

// refusal is the message of a failure, without its place.
func refusal(f *session.Failure) string {
	_, msg, _ := strings.Cut(f.Value, ": ")
	return msg
}

func TestTimeOfAStatement(t *testing.T) {
	b := newBook(t)
	out := strings.Split(b.ok("%time x := []int{1, 2}\n%time len(x)\nx[0] + 10"), "\n")
	require.Len(t, out, 5, out)
	assert.Regexp(t, timing, strings.TrimPrefix(out[0], "stdout "))
	assert.Regexp(t, timing, out[1])
	assert.Equal(t, []string{"", "result 2", "result 11"}, out[2:])
	f := b.fails("%time x[5]")
	assert.Equal(t, "panic", f.Name)
	assert.Contains(t, strings.Join(f.Traceback, "\n"), "In[2]:1")
	f = b.fails("%time y := 1\ny + nosuch")
	assert.Equal(t, "In[3]:2:5: undefined: nosuch", f.Value)
	assert.Equal(t, "In[4]:1:1: undefined: y", b.fails("y").Value, "what was refused left no trace")
}

func TestVars(t *testing.T) {
	b := newBook(t)
	assert.Equal(t, "stdout no cell has declared anything yet", b.ok("%vars"))
	b.ok(`
type point struct{ X, Y float64 }
const limit = 3
func area(p point) float64 { return p.X * p.Y }
n, text, big, p := 1, "hello", make([]float64, 1000), &point{1, 2}
`)
	shown := b.ok("%vars")
	for _, want := range []string{
		`\bn\s+int\s+8 B`, `\btext\s+string\s+21 B`, `\bbig\s+\[\]float64\s+8.02 kB`, `\bp\s+\*point\s+24 B`,
		`\blimit\s+constant untyped int`, `\barea\s+func\(p point\) float64`, `\bpoint\s+type struct\{X float64; Y float64\}`,
	} {
		assert.Regexp(t, want, shown)
	}
	assert.NotContains(t, b.ok("%vars\nlate := 5"), "late", "it comes before the code")
	assert.Equal(t, "%vars takes nothing: x", refusal(b.fails("%vars x")))
}

func TestReset(t *testing.T) {
	b := newBook(t)
	b.ok("import \"strings\"\nx := strings.Repeat(\"a\", 3)")
	if runtime.GOOS != "js" { // where such a loop would keep the only thread
		b.ok("go func() { for { } }()")
	} else {
		b.ok("")
	}
	assert.Equal(t, "In[3]:2:1: undefined: nosuch", b.fails("%reset\nnosuch").Value)
	assert.Equal(t, "result aaa", b.ok("x"), "a cell that is refused forgets nothing")
	assert.Equal(t, "result 5", b.ok("%reset\nx := 5\nx"))
	assert.Equal(t, "In[6]:1:1: undefined: strings", b.fails("strings.ToUpper(\"a\")").Value)
}

func TestHelpListsDirectives(t *testing.T) {
	b := newBook(t)
	out := b.ok("%help")
	for _, name := range []string{"%time", "%%time", "%vars", "%reset", "%help", "%doc", "%load", "!"} {
		assert.Contains(t, out, name)
		assert.Contains(t, strings.Join(b.fails("%nosuch").Traceback, "\n"), name)
	}
}

func TestLoad(t *testing.T) {
	host := machine{"a.go": "x := 1\n"}
	b := hosted(t, session.Options{Host: host, Files: fstest.MapFS{"b.go": {Data: []byte("y := 2\n")}}})
	assert.Equal(t, "next // %load a.go\nx := 1", b.ok("%load a.go"))
	assert.Equal(t, "next // %load b.go\ny := 2", b.ok("%load b.go"))
	f := b.fails("%load c.go")
	assert.Equal(t, "directive failed", f.Name)
	assert.Equal(t, "%load c.go: open c.go: file does not exist", f.Value)
	assert.Equal(t, "%load c.go: there are no files here", newBook(t).fails("%load c.go").Value)
	assert.Equal(t, "%load needs a file, as in %load prepare.go", refusal(b.fails("%load")))
}

func TestShell(t *testing.T) {
	b := hosted(t, session.Options{Host: machine{}})
	assert.Equal(t, "stdout ls -l\n\nresult 2", b.ok("!ls -l\n1 + 1"))
	f := b.fails("!false\n1 + 1")
	assert.Equal(t, "command failed", f.Name)
	assert.Equal(t, "!false: exit status 1", f.Value)
	assert.Equal(t, "no shell to run !ls", refusal(newBook(t).fails("!ls")))
	assert.Equal(t, "! without a command", refusal(b.fails("!")))
}

// asking runs a cell whose client answers with the lines.
func (b *book) asking(code string, lines ...string) (string, *session.Failure) {
	b.t.Helper()
	b.n++
	r := recorder{answers: make(chan string, len(lines))}
	for _, line := range lines {
		r.answers <- line
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	f := b.s.Execute(ctx, session.Cell{Code: code, Number: b.n, Input: true}, &r)
	return strings.Join(r.all(), "|"), f
}

func TestInput(t *testing.T) {
	b := newBook(t)
	for _, c := range []struct {
		code, want string
		lines      []string
	}{
		{`fmt.Print("name? "); s := bufio.NewScanner(os.Stdin); s.Scan(); fmt.Println("hello " + s.Text())`, "stdout name? |input |stdout hello Ada\n", []string{"Ada"}},
		{`var a, b int; fmt.Scan(&a, &b); a * b`, "input |result 42", []string{"6 7"}},
		{`var a, b int; fmt.Scan(&a, &b); a + b`, "input |input |result 13", []string{"6", "7"}},
		{`var s string; n, err := fmt.Scanln(&s); fmt.Println(n, err, s)`, "input |stdout 1 <nil> Grüße\n", []string{"Grüße"}},
		{`r := bufio.NewReader(os.Stdin); line, err := r.ReadString('\n'); fmt.Printf("%q %v", line, err)`, "input |stdout \"a b\\n\" <nil>", []string{"a b"}},
		{`all, err := io.ReadAll(os.Stdin); fmt.Printf("%q %v", all, err)`, "input |input |stdout \"x\\n\" <nil>", []string{"x", "\x04"}},
		{`buf := make([]byte, 4); n, err := os.Stdin.Read(buf); fmt.Printf("%q %v", buf[:n], err)`, "input |stdout \"long\" <nil>", []string{"longer"}},
		{`type reader interface { Read([]byte) (int, error) }; var rd reader = os.Stdin; p := make([]byte, 9); n, _ := rd.Read(p); n`, "input |result 3", []string{"ab"}},
		{`f := os.Stdin; var rd2 io.Reader = f; back, ok := rd2.(*os.File); back == os.Stdin && ok`, "result true", nil},
		{`var k int; fmt.Fscan(os.Stdin, &k); k`, "input |result 5", []string{"5"}},
		{`var w strings.Builder; io.Copy(&w, os.Stdin); w.String()`, "input |input |result q\n", []string{"q", "\x04"}},
	} {
		out, f := b.asking("import (\"bufio\"; \"fmt\"; \"io\"; \"os\"; \"strings\")\n"+c.code, c.lines...)
		assert.Nil(t, f, c.code)
		assert.Equal(t, c.want, out, c.code)
	}
}

// Where nobody can be asked the cell ends at once and says so: a program would
// take it for the end of the input.
func TestInputNotAllowed(t *testing.T) {
	b := newBook(t)
	for _, code := range []string{
		"var n int\nfmt.Scan(&n)\nfmt.Println(\"went on\")",
		"s := bufio.NewScanner(os.Stdin)\nfor s.Scan() { }\nfmt.Println(\"went on\")",
		"done := make(chan bool)\ngo func() { var n int; fmt.Scan(&n); close(done) }()\n<-done",
	} {
		out, f := b.run("import (\"bufio\"; \"fmt\"; \"os\")\n" + code)
		require.NotNil(t, f)
		assert.Equal(t, "no input", f.Name)
		assert.Equal(t, "the cell reads os.Stdin, but nobody can be asked for input here", f.Value)
		assert.Empty(t, out)
	}
	assert.Equal(t, "result 2", b.ok("1 + 1"))
}

// What a cell leaves of its input, and what is typed after an interrupt, is not
// the next cell's.
func TestInputEndsWithItsCell(t *testing.T) {
	b := newBook(t)
	out, _ := b.asking("import \"fmt\"\nvar c rune\nfmt.Scanf(\"%c\", &c)\nstring(c)", "abc")
	assert.Equal(t, "input |result a", out)
	ctx, cancel := context.WithCancel(context.Background())
	r := recorder{}
	time.AfterFunc(50*time.Millisecond, cancel)
	f := b.s.Execute(ctx, session.Cell{Code: "fmt.Scan(&c)", Number: 2, Input: true}, &r)
	require.NotNil(t, f)
	assert.Equal(t, "Interrupted", f.Name)
	out, _ = b.asking("var s string\nfmt.Scan(&s)\ns", "new")
	assert.Equal(t, "input |result new", out)
}

// sink counts text without keeping it.
type sink struct {
	recorder
	bytes, messages int
	end             bytes.Buffer
}

func (s *sink) Stream(_, text string) {
	s.bytes += len(text)
	s.messages++
	s.end.Reset()
	s.end.WriteString(text)
}

// A flood is cut, the reader is told, and its end is shown.
func TestFloodIsCut(t *testing.T) {
	if runtime.GOOS == "js" {
		t.Skip("slow in js/wasm, and the same code")
	}
	b := newBook(t)
	flood := func(code string) *sink {
		var s sink
		b.n++
		require.Nil(t, b.s.Execute(context.Background(), session.Cell{Code: code, Number: b.n}, &s))
		return &s
	}
	s := flood("import (\"fmt\"; \"strings\")\nline := strings.Repeat(\"ä\", 499)\nfor i := range 40_000 { fmt.Println(line, i) }")
	assert.Less(t, s.bytes, 17<<20)
	assert.Greater(t, s.bytes, 16<<20)
	assert.Less(t, s.messages, 600)
	assert.Contains(t, s.end.String()[:120], "[… 23.4 MB were cut: a cell shows 16.8 MB of text; its end follows …]\nä")
	assert.True(t, strings.HasSuffix(s.end.String(), " 39999\n"))
	s = flood("fmt.Print(1)")
	assert.Equal(t, 1, s.bytes)
	s = flood("fmt.Print(strings.Repeat(\"x\", 20<<20))")
	assert.True(t, strings.Contains(s.end.String(), "4.19 MB were cut"))
}
