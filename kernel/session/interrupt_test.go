//go:build !js

package session_test

// These cells keep their thread busy while something else cancels them. A
// browser gives Go one thread; there the page ends the worker instead.

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session"
)

// interrupted runs a cell that prints and then goes on for ever, and cancels it.
func interrupted(t *testing.T, s *session.Session, code string) *session.Failure {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	begun := &begins{begun: cancel}
	f := s.Execute(ctx, session.Cell{Code: "print(\"begun\")\n" + code, Number: 1}, begun)
	require.NotNil(t, f)
	return f
}

// begins cancels a cell at its first output.
type begins struct {
	recorder
	begun func()
}

func (b *begins) Stream(name, text string) {
	b.recorder.Stream(name, text)
	b.begun()
}

// A canceled context ends a cell, whatever it waits for; state is kept and
// nothing of the old cell runs on.
func TestCancel(t *testing.T) {
	for _, code := range append(leaving, []string{
		"for {}", "select {}", "ch := make(chan int)\nch <- 1", "for range ch2 {\n}", "f(0)",
		"time.Sleep(time.Hour)\nn = 99", "<-context.Background().Done()\nn = 99",
		"defer func() { recover() }()\nfor {}",
	}...) {
		t.Run(code, func(t *testing.T) {
			b := newBook(t)
			b.ok("import (\n\"context\"\n\"sync\"\n\"time\"\n)\nn := 7\nch2 := make(chan int)\nfunc f(k int) { for { k++ } }")
			f := interrupted(t, b.s, code)
			assert.Equal(t, "Interrupted", f.Name)
			if strings.Contains(code, "98") {
				b.ok("n = 7")
			}
			assert.Equal(t, "result 7", b.ok("n"))
			assert.Equal(t, "result true", b.ok("context.Background().Err() == nil"), "the next cell has a context of its own")
		})
	}
}

// Code that computes is waited for: its results would change under the next cell.
func TestCancelWaitsForCompiledCode(t *testing.T) {
	finished := false
	busy := session.Package{Path: "busy", Source: "package busy\nimport \"context\"\nfunc Spin(context.Context)", Symbols: map[string]reflect.Value{"Spin": reflect.ValueOf(func(ctx context.Context) {
		<-ctx.Done()
		for end := time.Now().Add(500 * time.Millisecond); time.Now().Before(end); {
		}
		finished = true
	})}}
	s, err := session.New(session.Options{Packages: []session.Package{busy}})
	require.NoError(t, err)
	require.Nil(t, s.Execute(context.Background(), session.Cell{Code: "import (\"busy\"; \"context\")"}, &recorder{}))
	f := interrupted(t, s, "busy.Spin(context.Background())")
	assert.Equal(t, "Interrupted", f.Name)
	assert.True(t, finished)
}

// A context kept in a variable is the running cell's: it ends with an interrupt
// and is good again in the next cell.
func TestKeptContext(t *testing.T) {
	b := newBook(t)
	b.ok("import \"context\"\nctx := context.Background()\nderived, stop := context.WithCancel(ctx)")
	assert.Equal(t, "Interrupted", interrupted(t, b.s, "<-ctx.Done()\nfor {}").Name)
	assert.Equal(t, "result true", b.ok("ctx.Err() == nil"))
	assert.Equal(t, "result context canceled", b.ok("derived.Err()"), "an interrupt reaches what was derived")
	assert.Equal(t, "Interrupted", interrupted(t, b.s, "<-ctx.Done()\nfor {}").Name)
	b.ok("stop()\nimport \"github.com/udl-go/lab/udl/display\"")
	assert.Equal(t, "display 5false", b.ok("display.Show(ctx, 5)"))
}

// Functions that were made before an interrupt, or an exit, work after it.
func TestFunctionsOutliveAnInterrupt(t *testing.T) {
	b := newBook(t)
	b.ok("import (\n\"fmt\"\n\"os\"\n\"sort\"\n\"sync\"\n)\ntype T int\nfunc (t T) String() string { return fmt.Sprint(\"T\", int(t)) }\nfunc g(n int) int { return n + 1 }\n" +
		"f, h, m := func(n int) int { return 2 * n }, g, T(3).String\nvar s fmt.Stringer = T(4)\nless := func(i, j int) bool { return i < j }\nc := make(chan int, 1)\nget := func() int { return <-c }")
	for _, end := range []string{"for {}", "<-make(chan int)", "go func() { for { f(1) } }()\nget()", "var wg sync.WaitGroup\nwg.Go(func() { for { f(1) } })\nwg.Wait()"} {
		assert.Equal(t, "Interrupted", interrupted(t, b.s, end).Name)
		assert.Equal(t, "result (4, 3, T3, T4, true)", b.ok("func all() (int, int, string, fmt.Stringer, bool) { return f(2), h(2), m(), s, sort.SliceIsSorted([]int{1, 2}, less) }\nall()"))
		assert.Equal(t, "result 5", b.ok("c <- 5\nget()"))
	}
	require.NotNil(t, b.s.Execute(context.Background(), session.Cell{Code: "os.Exit(3)"}, &recorder{}))
	assert.Equal(t, "result 8", b.ok("f(4)"))
}
