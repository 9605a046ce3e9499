package session_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Errors name the kind, the cell, line and column, and show the line.
func TestErrorsNameTheirPlace(t *testing.T) {
	for code, want := range map[string]struct{ name, value string }{
		"x := 1\n\ny := x +":                  {"syntax error", "In[1]:3:9: unexpected newline, expected expression"},
		"if true {\n\tprint(1)":               {"syntax error", "In[1]:2:10: unexpected EOF, expected }"},
		"print(1))":                           {"syntax error", "In[1]:1:9: unexpected )"},
		"s := \"abc":                          {"syntax error", "In[1]:1:6: newline in string"},
		"return 1":                            {"syntax error", "In[1]:1:1: return outside a function"},
		"for {\n\tfunc() { break }()\n}":      {"compile error", "In[1]:2:11: break"},
		"goto end":                            {"compile error", "In[1]:1:6: label end not defined"},
		"nosuch":                              {"compile error", "In[1]:1:1: undefined: nosuch"},
		"x := 1\n\tfoo(x)":                    {"compile error", "In[1]:2:2: undefined: foo"},
		"func f() int {\n\treturn missing\n}": {"compile error", "In[1]:2:9: undefined: missing"},
		"y := x\nx := 1":                      {"compile error", "In[1]:1:6: undefined: x"},
		"import \"fmt\"\nfmt.Nope()":          {"compile error", "undefined: fmt.Nope"},
		"import \"text/strings\"":             {"compile error", "In[1]:1:8: package text/strings is not offered"},
		"var n int = \"a\"":                   {"compile error", "In[1]:1:13: cannot"},
		"1 + \"a\"":                           {"compile error", "In[1]:1:1: "},
		"panic(\"boo\")":                      {"panic", "boo"},
		"import \"errors\"\npanic(errors.New(\"wrong\"))":        {"panic", "wrong"},
		"a := []int{1}\ni := 3\na[i] = 1":                        {"panic", "runtime error: index out of range"},
		"a := []int{1}\ni := 3\na[i:]":                           {"panic", "runtime error: slice bounds out of range"},
		"var m map[string]int\nm[\"a\"] = 1":                     {"panic", "assignment to entry in nil map"},
		"var p *struct{ N int }\np.N":                            {"panic", "runtime error: invalid memory address or nil pointer dereference"},
		"var f func()\nf()":                                      {"panic", "runtime error: invalid memory address or nil pointer dereference"},
		"a, b := 1, 0\na / b":                                    {"panic", "runtime error: integer divide by zero"},
		"var v any = 1\nv.(string)":                              {"panic", "interface conversion: interface {} is int, not string"},
		"ch := make(chan int)\nclose(ch)\nclose(ch)":             {"panic", "close of closed channel"},
		"import \"strings\"\nstrings.Repeat(\"a\", -1)":          {"panic", "strings: negative Repeat count"},
		"import \"os\"\nos.Exit(3)":                              {"exit", "exit status 3"},
		"import \"log\"\nlog.SetFlags(0)\nlog.Fatalf(\"%d\", 1)": {"exit", "exit status 1"},
		"import \"github.com/udl-go/lab/compute\"\ncompute.MatMul(nil, compute.New(2, 3), compute.New(2, 3))": {"panic", "compute"},
	} {
		t.Run(code, func(t *testing.T) {
			b := newBook(t)
			f := b.fails(code)
			assert.Equal(t, want.name, f.Name)
			assert.Contains(t, f.Value, want.value)
			assert.NotContains(t, strings.Join(f.Traceback, "\n"), "_.go")
			assert.Equal(t, "result 2", b.ok("1 + 1"), "the session goes on")
		})
	}
}

// A panic shows the statement of the cell and the functions it came through.
func TestPanicTrace(t *testing.T) {
	b := newBook(t)
	b.ok("x := 1\n\nfunc inner(a []int) int {\n\treturn a[5]\n}")
	out, f := b.run("func outer() int {\n\treturn inner([]int{1})\n}\nprint(1)\nouter()")
	require.NotNil(t, f)
	assert.Equal(t, []string{"stderr 1"}, out, "the interpreter's own remarks are not the cell's output")
	assert.Equal(t, []string{
		"panic: runtime error: index out of range [5] with length 1",
		"In[1]:4:10\n    \treturn a[5]\n    \t        ^",
		"in inner, declared at In[1]:3",
		"in outer, declared at In[2]:1",
	}, f.Traceback)
}

// A goroutine that runs at the same time does not lend its place to a panic.
func TestPanicTraceBesideGoroutine(t *testing.T) {
	if runtime.GOOS == "js" {
		t.Skip("js/wasm has one thread: a loop without end keeps it")
	}
	b := newBook(t)
	b.ok("func busy(stop chan bool) {\n\tfor {\n\t\tselect {\n\t\tcase <-stop:\n\t\t\treturn\n\t\tdefault:\n\t\t}\n\t}\n}\nstop := make(chan bool)\ngo busy(stop)")
	for range 20 {
		f := b.fails("func inner(a []int) int {\n\treturn a[5]\n}\ninner(nil)")
		assert.NotContains(t, strings.Join(f.Traceback, "\n"), "In[1]")
	}
	b.ok("close(stop)")
}

// A cell that does not compile runs nothing and declares nothing.
func TestNothingRunsBeforeAllCompiles(t *testing.T) {
	b := newBook(t)
	out, f := b.run("print(\"ran\")\na := 1\nimport \"fmt\"\nfmt.Nope(a)")
	require.NotNil(t, f)
	assert.Empty(t, out)
	assert.Contains(t, b.fails("a").Value, "undefined: a")
	assert.Equal(t, "result 2", b.ok("a := 2\na"))
}

// What ran before a panic stays.
func TestStateAfterPanic(t *testing.T) {
	b := newBook(t)
	b.fails("n := 1\nfor i := 0; ; i++ {\n\tn++\n\tif i == 2 {\n\t\tpanic(i)\n\t}\n}")
	assert.Equal(t, "result 4", b.ok("n"))
	b.ok("func() { defer func() { recover() }(); panic(1) }()")
	b.ok("func safe() (err any) { defer func() { err = recover() }(); panic(\"caught\") }")
	assert.Equal(t, "result caught", b.ok("safe()"))
}

// A panic that is recovered says nothing, whichever functions it passed.
func TestRecoveredInSilence(t *testing.T) {
	b := newBook(t)
	b.ok("func try(f func()) {\n\tdefer func() { _ = recover() }()\n\tf()\n}")
	assert.Empty(t, b.ok("n := 0\ntry(func() { func() { n++; panic(n) }() })"))
}

// A panic of a deferred call in the course of another: both are told, as in Go, and
// the place is that of the last.
func TestPanicInTheCourseOfAnother(t *testing.T) {
	b := newBook(t)
	f := b.fails("func g() {\n\tdefer func() {\n\t\tpanic(\"second\")\n\t}()\n\tpanic(\"first\")\n}\ng()")
	assert.Equal(t, "second", f.Value)
	require.Greater(t, len(f.Traceback), 2)
	assert.Equal(t, []string{"panic: first", "\tpanic: second", "In[1]:3:8\n    \t\tpanic(\"second\")\n    \t\t     ^"}, f.Traceback[:3])

	f = b.fails("defer func() {\n\tdefer func() { panic(3) }()\n\tpanic(2)\n}()\npanic(1)")
	assert.Equal(t, []string{"panic: 1", "\tpanic: 2", "\tpanic: 3"}, f.Traceback[:3])

	f = b.fails("func() {\n\tdefer func() { recover() }()\n\tdefer func() { panic(2) }()\n\tpanic(1)\n}()\npanic(5)")
	assert.Equal(t, []string{"panic: 5", "In[3]:6:6\n    panic(5)\n         ^"}, f.Traceback[:2])
}
