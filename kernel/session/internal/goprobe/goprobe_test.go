package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session/internal/probe"
)

const sample = `=== cells share variables, results stand on lines of their own
import "fmt"
x, err := fmt.Print("no line end")
---
x
---
func f() (int, error) { return x, nil }
f()
>>>
=== a refused cell leaves no trace, a panic keeps what was done
n := 1
---
m := n + "s"
---
n = 2
[]int{}[n]
---
m
---
n
>>>
=== types print as those of main
type T[E any] struct{ v E }
[]any{T[int]{1}, any(nil)}
>>>
=== a later cell declares again
#| func f() int { return 2 }
#| f()
func f() int { return 1 }
---
func f() int { return 2 }
---
f()
>>>
=== no program of Go
# nothing to ask
f()
>>> 7
`

// A file is filled with what Go says, and agrees with Go afterwards; a wrong
// expectation is found.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	path := filepath.Join(t.TempDir(), "a.txt")
	require.NoError(t, os.WriteFile(path, []byte(sample), 0o600))
	wrong, err := run([]string{path}, true, false)
	require.NoError(t, err)
	require.Zero(t, wrong)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	f, err := probe.Parse("a.txt", string(text))
	require.NoError(t, err)
	var want []string
	for _, p := range f.Probes {
		want = append(want, p.Want)
	}
	require.Equal(t, []string{
		"no line end\n11\n11",
		"ERROR invalid operation: n + \"s\" (mismatched types int and untyped string)\n" +
			"ERROR runtime error: index out of range [2] with length 0\nERROR undefined: m\n2",
		"[{1} <nil>]", "2", "7",
	}, want)

	f.Probes[0].Want = "11"
	require.NoError(t, os.WriteFile(path, []byte(f.String()), 0o600))
	wrong, err = run([]string{path}, false, false)
	require.NoError(t, err)
	require.Equal(t, 1, wrong)
}

func TestRunTellsDuplicates(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	path := filepath.Join(t.TempDir(), "a.txt")
	again := "=== again\nfunc f() {}\n---\nfunc f() {}\n>>>\n"
	require.NoError(t, os.WriteFile(path, []byte(again), 0o600))
	wrong, err := run([]string{path}, true, false)
	require.NoError(t, err)
	require.Equal(t, 1, wrong, "-update must not write that Go refuses what a session accepts")
}

func TestCut(t *testing.T) {
	for code, want := range map[string][]string{
		"a := 1; b := 2":                                  {"a := 1", "b := 2"},
		"for i := 0; i < 3; i++ { f(i) }":                 {"for i := 0; i < 3; i++ { f(i) }"},
		"L:\nfor {\n}\nx.\n\ty()":                         {"L:\nfor {\n}", "x.\n\ty()"},
		"package main\nfunc f() {}\n// end":               {"func f() {}", "// end"},
		"if x := f(); x {\n}\nvar (\n\ta = 1\n\tb int\n)": {"if x := f(); x {\n}", "var (\n\ta = 1\n\tb int\n)"},
	} {
		chunks, err := cut(code)
		require.NoError(t, err, code)
		var texts []string
		for _, c := range chunks {
			texts = append(texts, c.text)
		}
		require.Equal(t, want, texts, code)
	}
	_, err := cut("x := 1 +")
	require.ErrorContains(t, err, "syntax error")
}
