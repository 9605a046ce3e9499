package main

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A whole installation passes; each thing that is broken is named, with what mends
// it.
func TestDoctor(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("programs and folders are other ones on Windows: THE DOCTOR IS NOT TESTED")
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("JUPYTER_DATA_DIR", filepath.Join(home, "jupyter"))
	t.Setenv("JUPYTER_PATH", "")
	t.Setenv("UDL_HISTORY", filepath.Join(home, "history"))
	t.Setenv("UDL_DATA", filepath.Join(home, "none"))
	t.Setenv("XDG_CACHE_HOME", filepath.Join(home, "cache"))
	t.Setenv("PATH", home)

	r := udl(t, home, "doctor")
	assert.Equal(t, 1, r.status)
	assert.Contains(t, r.stdout, "ok    a cell runs    by a kernel and its worker")
	assert.Contains(t, r.stdout, "ok    sockets        127.0.0.1 answers\n")
	assert.Contains(t, r.stdout, "note  Jupyter        there is none on the PATH")
	assert.Contains(t, r.stdout, "BAD   installed      Jupyter knows no kernel of ours; looked in ~/jupyter")
	assert.Contains(t, r.stdout, "next: udl kernel install\n")
	assert.Contains(t, r.stdout, "note  data: mnist    not on this machine\n")
	assert.Contains(t, r.stdout, "ok    history        ~/history\n")
	assert.Contains(t, r.stdout, "gemm: ")
	assert.NotContains(t, r.stdout, home)
	assert.Contains(t, r.stderr, "udl: doctor: 1 of 6 checks failed\n")

	folder := filepath.Join(home, "jupyter", "kernels", "mine")
	require.NoError(t, os.MkdirAll(folder, 0o755))
	spec := func(program string) {
		text := `{"argv": ["` + program + `", "kernel", "run", "-f", "{connection_file}"], "display_name": "Go"}`
		require.NoError(t, os.WriteFile(filepath.Join(folder, "kernel.json"), []byte(text), 0o644))
	}
	spec("/nowhere/udl")
	assert.Contains(t, udl(t, home, "doctor").stdout, "BAD   installed      ~/jupyter/kernels/mine starts /nowhere/udl, which is not there\n")
	exe, err := os.Executable()
	require.NoError(t, err)
	spec(exe)
	require.NoError(t, os.WriteFile(filepath.Join(home, "jupyter-lab"), []byte("#!/bin/sh\n"), 0o755))
	r = udl(t, home, "doctor")
	assert.Equal(t, 0, r.status, r.stdout)
	assert.Contains(t, r.stdout, "ok    installed      mine in ~/jupyter/kernels/mine\n")
	assert.Contains(t, r.stdout, "ok    Jupyter        ~/jupyter-lab\n")
	assert.Contains(t, r.stdout, "\nnothing is wrong: 6 checks\n")
}
