package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/internal/notebook"
)

// write writes a notebook of code cells as in.ipynb of a new folder.
func write(t *testing.T, sources ...string) (dir string) {
	t.Helper()
	var cells []map[string]any
	for _, s := range sources {
		cells = append(cells, map[string]any{
			"cell_type": "code", "source": s, "metadata": struct{}{}, "outputs": []any{}, "execution_count": nil,
		})
	}
	b, err := json.Marshal(map[string]any{"nbformat": 4, "nbformat_minor": 4, "metadata": struct{}{}, "cells": cells})
	require.NoError(t, err)
	dir = t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "in.ipynb"), b, 0o600))
	return dir
}

// outputs reads an executed notebook and joins what each cell shows.
func outputs(t *testing.T, path string) (all []string) {
	t.Helper()
	n, err := notebook.ReadFile(path)
	require.NoError(t, err)
	for _, c := range n.Cells {
		var b strings.Builder
		for _, o := range c.Outputs {
			s, _ := o.MIME("text/plain")
			b.WriteString(o.Text + s + o.Failure.Name)
		}
		all = append(all, b.String())
	}
	return all
}

func TestRunWritesNotebookAndPage(t *testing.T) {
	dir := write(t, "import \"fmt\"", "x := 6", "fmt.Println(\"answer:\", x*7)\nx")
	r := udl(t, dir, "run", "in.ipynb", "-o", "new/out.ipynb", "--html", "new/out.html", "--echo", "^answer")
	require.Zero(t, r.status, r.stderr)
	require.Equal(t, "answer: 42\nwrote new/out.ipynb and new/out.html\n", r.stdout)
	require.Contains(t, r.stderr, "3/3 cells")
	require.Equal(t, []string{"", "", "answer: 42\n6"}, outputs(t, filepath.Join(dir, "new/out.ipynb")))
	page, err := os.ReadFile(filepath.Join(dir, "new/out.html"))
	require.NoError(t, err)
	require.Contains(t, string(page), "answer: 42")
	left, err := os.ReadDir(filepath.Join(dir, "new"))
	require.NoError(t, err)
	require.Len(t, left, 2)
}

func TestRunFromAnotherFolderWorksInTheNotebooks(t *testing.T) {
	dir := write(t, "import (\n\"fmt\"\n\"os\"\n)", "b, err := os.ReadFile(\"note.txt\")\nfmt.Println(string(b), err)")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "note.txt"), []byte("found"), 0o600))
	other := t.TempDir()
	r := udl(t, other, "run", filepath.Join(dir, "in.ipynb"), "-o", "out.ipynb")
	require.Zero(t, r.status, r.stderr)
	require.Equal(t, "found <nil>\n", outputs(t, filepath.Join(other, "out.ipynb"))[1])
}

func TestRunFailsWithItsCell(t *testing.T) {
	dir := write(t, "1", "nosuch", "2")
	r := udl(t, dir, "run", "in.ipynb", "-o", "out.ipynb")
	require.Equal(t, 1, r.status)
	require.Contains(t, r.stderr, "udl: run: cell 2 failed: ")
	require.Contains(t, r.stderr, "nosuch")
	require.Contains(t, r.stderr, "next: see the cell in out.ipynb")
	got := outputs(t, filepath.Join(dir, "out.ipynb"))
	require.Equal(t, "1", got[0])
	require.NotEmpty(t, got[1])
	require.Empty(t, got[2])

	r = udl(t, dir, "run", "in.ipynb", "-o", "out.ipynb", "--allow-errors")
	require.Zero(t, r.status, r.stderr)
	require.Equal(t, "2", outputs(t, filepath.Join(dir, "out.ipynb"))[2])
}

func TestRunNamesBadInput(t *testing.T) {
	dir := write(t, "1")
	for name, content := range map[string]string{
		"broken.ipynb": `{"cells": [`,
		"python.ipynb": `{"nbformat": 4, "nbformat_minor": 5, "cells": [], "metadata": {"kernelspec": {"name": "python3", "language": "python"}}}`,
		"blocked":      "",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	}
	for _, c := range []struct{ args, want string }{
		{"run nosuch.ipynb -o out.ipynb", "udl: run: open nosuch.ipynb: "},
		{"run broken.ipynb -o out.ipynb", "udl: run: broken.ipynb: not a notebook of format 4: line 1: "},
		{"run python.ipynb -o out.ipynb", "python3"},
		{"run in.ipynb -o blocked/out.ipynb", "cannot make the folder"},
		{"run in.ipynb --html blocked/out.html", "next: choose another folder"},
	} {
		r := udl(t, dir, strings.Fields(c.args)...)
		require.Equal(t, 1, r.status, c.args)
		require.Contains(t, r.stderr, c.want)
		require.NoFileExists(t, filepath.Join(dir, "out.ipynb"))
	}
}

func TestRunIsInterrupted(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send Ctrl-C to one other process on Windows")
	}
	dir := write(t, "import (\n\"os\"\n\"time\"\n)", "os.WriteFile(\"started\", nil, 0o600)\ntime.Sleep(time.Minute)", "3")
	cmd, _, stderr := start(t, dir, "run", "in.ipynb", "-o", "out.ipynb")
	require.NoError(t, cmd.Start())
	require.Eventually(t, func() bool {
		_, err := os.Stat(filepath.Join(dir, "started"))
		return err == nil
	}, 30*time.Second, 10*time.Millisecond)
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	require.Error(t, cmd.Wait())
	require.Equal(t, 1, cmd.ProcessState.ExitCode(), stderr.String())
	require.Contains(t, stderr.String(), "cell 2 failed: ")
	require.Len(t, outputs(t, filepath.Join(dir, "out.ipynb")), 3, "the notebook is written as far as it got")
}

func TestTheSecondInterruptEnds(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send itself Ctrl-C on Windows")
	}
	ctx, interrupt, done := interrupts(t.Context())
	defer done()
	self, err := os.FindProcess(os.Getpid())
	require.NoError(t, err)
	require.NoError(t, self.Signal(os.Interrupt))
	<-interrupt
	require.NoError(t, ctx.Err())
	require.NoError(t, self.Signal(os.Interrupt))
	<-ctx.Done()
}
