package world

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Each entry of testdata is a notebook: "=== name", then cells separated by
// "---". A cell that must be refused begins with "ERROR words". What is
// accepted is also built as SSA.
func TestNotebooks(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		text, err := os.ReadFile(f)
		require.NoError(t, err)
		for _, entry := range strings.Split("\n"+string(text), "\n=== ")[1:] {
			name, code, _ := strings.Cut(entry, "\n")
			t.Run(name, func(t *testing.T) { cells(t, strings.TrimSuffix(code, "\n")) })
		}
	}
}
