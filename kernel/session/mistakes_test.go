package session_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMistakes compares what a learner is told, after mistakes that learners
// make, with what was read and found helpful. Each stands in a session of its own;
// package world has more of those that the compiler finds.
func TestMistakes(t *testing.T) {
	text, err := os.ReadFile("testdata/mistakes/cells.txt")
	require.NoError(t, err)
	var got strings.Builder
	cases := strings.Split(strings.TrimSuffix(strings.TrimSpace(string(text)), "==="), "\n===\n")
	for _, c := range cases {
		c = strings.TrimSpace(c)
		b := newBook(t)
		if strings.Contains(c, "fmt.") && !strings.Contains(c, `"fmt"`) {
			b.ok(`import "fmt"`)
		}
		fmt.Fprintf(&got, "=== %s\n>>>\n", c)
		cells := strings.Split(c, "\n---\n")
		for i, code := range cells {
			out, f := b.run(code)
			for _, line := range out {
				got.WriteString(strings.TrimSpace(line) + "\n")
			}
			if f != nil {
				fmt.Fprintf(&got, "%s: %s\n  %s\n", f.Name, f.Value, strings.ReplaceAll(strings.Join(f.Traceback, "\n"), "\n", "\n  "))
			}
			if i < len(cells)-1 {
				require.Nil(t, f, code)
			}
		}
	}
	assert.GreaterOrEqual(t, len(cases), 60)
	const golden = "testdata/mistakes/told.golden"
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(got.String()), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	told := strings.ReplaceAll(got.String(), "No such file", "no such file") // which node writes large
	w, g := strings.Split(string(want), "\n=== "), strings.Split(told, "\n=== ")
	require.Equal(t, len(w), len(g))
	for i := range w {
		if runtime.GOOS != "js" || !strings.Contains(w[i], "gonum.org") { // which is there natively
			assert.Equal(t, w[i], g[i])
		}
	}
}
