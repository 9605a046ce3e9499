package notebook

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The golden was written by nbformat 5.11.1 (nbformat.write): reading and writing
// it must not change a byte.
func TestRoundTripIsByteForByte(t *testing.T) {
	golden, err := os.ReadFile("testdata/all-kinds.ipynb")
	require.NoError(t, err)
	n, err := Read(bytes.NewReader(golden))
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, n.Write(&b))
	require.Equal(t, string(golden), b.String())
}

func TestReadNamesWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ name, doc, want string }{
		{"empty", "", "the file is empty"},
		{"truncated", "{\n \"cells\": [\n", "line 3"},
		{"no object", "[]", "notebook: want an object, got []"},
		{"old", `{"nbformat": 3, "nbformat_minor": 0, "worksheets": []}`, "nbformat is 3.0"},
		{"no version", `{"cells": [], "metadata": {}}`, "nbformat: want a whole number, got nothing"},
		{"no cells", `{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}`, "cells: want a list"},
		{"cell", cell(`7`), "cells[0]: want an object, got 7"},
		{"kind", cell(`{"cell_type": "heading", "source": "", "metadata": {}}`), "cells[0].cell_type: want code, markdown or raw, got heading"},
		{"source", cell(`{"cell_type": "raw", "source": 1, "metadata": {}}`), "cells[0].source: want a string or a list of strings, got 1"},
		{"lines", cell(`{"cell_type": "raw", "source": ["a", 1], "metadata": {}}`), "cells[0].source"},
		{"outputs", cell(`{"cell_type": "code", "source": "", "metadata": {}, "outputs": {}}`), "cells[0].outputs: want a list"},
		{"count", cell(`{"cell_type": "code", "source": "", "metadata": {}, "outputs": [], "execution_count": "x"}`), "cells[0].execution_count"},
		{"output", cell(`{"cell_type": "code", "source": "", "metadata": {}, "outputs": [{"output_type": "pyout"}]}`), "cells[0].outputs[0].output_type"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(c.doc))
			require.ErrorIs(t, err, ErrFormat)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func cell(c string) string {
	return `{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [` + c + `]}`
}

func TestReadGivesEveryCellItsOwnID(t *testing.T) {
	raw := `{"cell_type": "raw", "source": "", "metadata": {}`
	n, err := Read(strings.NewReader(`{"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [` +
		raw + `}, ` + raw + `, "id": "cell-0"}, ` + raw + `, "id": "cell-0"}, ` + raw + `}]}`))
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, c := range n.Cells {
		require.NotEmpty(t, c.ID)
		require.False(t, seen[c.ID], "id %s twice", c.ID)
		seen[c.ID] = true
	}
	require.Equal(t, "cell-0", n.Cells[1].ID, "an id that was there stays")
}

func TestWriteFileLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, cells("out a").WriteFile(filepath.Join(dir, "new", "a.ipynb")))
	got, err := ReadFile(filepath.Join(dir, "new", "a.ipynb"))
	require.NoError(t, err)
	require.Equal(t, "out a", got.Cells[0].Source)

	blocked := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(blocked, nil, 0o600))
	require.ErrorContains(t, cells().WriteFile(filepath.Join(blocked, "a.ipynb")), blocked)
	require.NoError(t, os.Mkdir(filepath.Join(dir, "taken.ipynb"), 0o700))
	require.Error(t, cells().WriteFile(filepath.Join(dir, "taken.ipynb")), "a folder is in the way")
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, left, 3, "no partial file")
}

func FuzzRead(f *testing.F) {
	golden, err := os.ReadFile("testdata/all-kinds.ipynb")
	require.NoError(f, err)
	f.Add(golden)
	f.Add([]byte(cell(`{"cell_type": "code", "source": ["a\n", "b"], "metadata": {}, "outputs": [], "execution_count": null}`)))
	f.Fuzz(func(t *testing.T, doc []byte) {
		n, err := Read(bytes.NewReader(doc))
		if err != nil {
			return
		}
		var once, twice bytes.Buffer
		require.NoError(t, n.Write(&once))
		again, err := Read(bytes.NewReader(once.Bytes()))
		require.NoError(t, err, "what Write writes, Read reads")
		require.NoError(t, again.Write(&twice))
		require.Equal(t, once.String(), twice.String())
	})
}
