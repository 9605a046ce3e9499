package cell

import (
	"flag"
	"go/token"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden file anew")

// What is said about a cell that is no Go is compared to the compiler's words
// and read by people before it is entered here.
func TestWords(t *testing.T) {
	const name = "testdata/words.golden"
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	entries := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n===\n")
	for i, e := range entries[1:] {
		code, want, _ := strings.Cut(e, "\n>>>\n")
		got := "right"
		if _, err := Parse(token.NewFileSet(), 1, code); err != nil {
			got = err.Error()
		}
		entries[i+1] = code + "\n>>>\n" + got
		if !*update {
			assert.Equal(t, want, got, code)
		}
	}
	if *update {
		require.NoError(t, os.WriteFile(name, []byte(strings.Join(entries, "\n===\n")+"\n"), 0o600))
	}
}
