package world

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files anew")

// What a learner is told about each mistake is read by people before it is
// entered here; the last cell of an entry is the wrong one.
func TestMistakes(t *testing.T) {
	const name = "testdata/mistakes.golden"
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	entries := strings.Split(string(text), "\n===\n")
	for i, e := range entries[1:] {
		code, want, _ := strings.Cut(strings.TrimSuffix(e, "\n"), "\n>>>")
		n := newNotebook(t)
		n.w.catalog = append(offered, "maps", "os", "slices", "time")
		books := strings.Split(code, "\n---\n")
		for _, c := range books[:len(books)-1] {
			n.run(c)
		}
		got := "\n" + told(n, books[len(books)-1])
		entries[i+1] = code + "\n>>>" + got
		if !*update {
			assert.Equal(t, want, got, code)
		}
	}
	if *update {
		require.NoError(t, os.WriteFile(name, []byte(strings.Join(entries, "\n===\n")+"\n"), 0o600))
	}
}

// told returns what the reader of a refused cell sees; a list of packages is
// cut off.
func told(n *notebook, code string) string {
	u, err := n.check(code)
	if err == nil {
		n.build(u)
		return "right"
	}
	head, _, _ := strings.Cut(err.Error(), "compiled into the kernel:")
	return strings.TrimSpace(head)
}
