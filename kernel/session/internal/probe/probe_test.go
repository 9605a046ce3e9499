package probe_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session/internal/probe"
)

const sample = `about this file
=== first
x := 1
---
x
>>> 1
=== second
# a session alone can say this
#| import "fmt"
#| fmt.Println("a")
panic("b")
---

import "fmt"
fmt.Println("a")
>>>
ERROR b
a

`

func TestParse(t *testing.T) {
	f, err := probe.Parse("f.txt", sample)
	require.NoError(t, err)
	require.Equal(t, "about this file", f.Intro)
	require.Len(t, f.Probes, 2)
	require.Equal(t, probe.Probe{Name: "first", File: "f.txt", Line: 2, Cells: []string{"x := 1", "x"}, Want: "1"}, *f.Probes[0])
	second := f.Probes[1]
	require.Equal(t, "a session alone can say this", second.Reason)
	require.Equal(t, "import \"fmt\"\nfmt.Println(\"a\")", second.Program)
	require.Equal(t, []string{"panic(\"b\")", "\nimport \"fmt\"\nfmt.Println(\"a\")"}, second.Cells)
	require.Equal(t, "ERROR b\na", second.Want)
	require.Equal(t, "f.txt:7: second", second.Where())
	again, err := probe.Parse("f.txt", f.String())
	require.NoError(t, err)
	require.Equal(t, f.String(), again.String())
}

func TestParseRefuses(t *testing.T) {
	_, err := probe.Parse("f.txt", "=== a\nx\n")
	require.ErrorContains(t, err, "no expectation")
	_, err = probe.Parse("f.txt", "=== a\n>>> 1\n=== a\n>>> 2\n")
	require.ErrorContains(t, err, "line 1 already")
}

func TestRecord(t *testing.T) {
	var r probe.Record
	r.Text("\n a ")
	r.Text("b\nc")
	r.Result("3\n4")
	r.Error("panic: Oh no\nIn[1]:2")
	r.Text("end \n\n")
	require.Equal(t, " a b\nc\n3\n4\nERROR panic: Oh no\nend", r.String())
	require.Empty(t, r.Diff(r.String()))
	require.Empty(t, r.Diff(" a b \nc\n3\n4\nERROR oh NO\nend\n"))
	require.Empty(t, r.Diff(" a b\nc\n3\n4\nERROR in[1]:2\nend"))
	require.Contains(t, r.Diff(" a b\nc\n3\n4\nERROR oh yes\nend"), "line 5")
	require.Contains(t, r.Diff(" a b\nc"), "want nothing more")
	require.Contains(t, r.Diff(r.String()+"\nx"), "got nothing more")
}

func TestTextIsNoError(t *testing.T) {
	var r probe.Record
	r.Text("ERROR x\n")
	require.Empty(t, r.Diff("ERROR x"), "a program may write the word itself")
	var e probe.Record
	e.Error("x")
	require.NotEmpty(t, e.Diff("x"))
	require.NotEmpty(t, e.Diff(""))
}

// The files of the repository are well formed, and names are unique over all.
func TestFiles(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "probes", "*.txt"))
	require.NoError(t, err)
	n := 0
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		f, err := probe.Parse(filepath.Base(path), string(text))
		require.NoError(t, err)
		require.Equal(t, f.String(), string(text), "%s: goprobe -update writes files in one form", path)
		n += len(f.Probes)
	}
	t.Logf("%d probes in %d files", n, len(paths))
}
