package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The test binary is the command as well: with asCommand in the environment it
// runs its arguments, which is also how it becomes its own worker.
const asCommand = "UDL_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(m.Run())
}

// result is what one run of the command did.
type result struct {
	status         int
	stdout, stderr string
}

// start prepares a run of the command as a process of its own.
func start(t *testing.T, dir string, args ...string) (cmd *exec.Cmd, stdout, stderr *bytes.Buffer) {
	t.Helper()
	exe, err := os.Executable()
	require.NoError(t, err)
	cmd = exec.CommandContext(t.Context(), exe, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), asCommand+"=1")
	stdout, stderr = &bytes.Buffer{}, &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = stdout, stderr
	return cmd, stdout, stderr
}

func udl(t *testing.T, dir string, args ...string) result {
	t.Helper()
	cmd, stdout, stderr := start(t, dir, args...)
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		require.NoError(t, err)
	}
	return result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

func TestUsageErrors(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ args, want string }{
		{"bnch", `udl: there is no command "bnch"; did you mean "bench"?` + "\n     see: udl --help\n"},
		{"kernel x", `there is no command "x"`},
		{"run", "udl: run wants 1 argument, got 0\n     see: udl run --help\n"},
		{"run a.ipynb", "say where the result goes"},
		{"run a.ipynb -o b --echo (", "--echo"},
		{"run --nosuch", "unknown flag: --nosuch\n     see: udl run --help"},
		{"version x", "wants no argument, got 1"},
		{"course build", "-o DIR"},
		{"kernel run", "-f FILE"},
		{"kernel install --user --sys-prefix", "choose one of --user"},
	} {
		r := udl(t, dir, strings.Fields(c.args)...)
		require.Equal(t, 2, r.status, c.args)
		require.Contains(t, r.stderr, c.want, c.args)
		require.Empty(t, r.stdout, c.args)
	}
}

func TestHelpAndVersion(t *testing.T) {
	r := udl(t, t.TempDir())
	require.Zero(t, r.status)
	require.Contains(t, r.stdout, "udl kernel install")
	require.NotContains(t, r.stdout, "worker", "the worker is for the kernel")
	r = udl(t, t.TempDir(), "version")
	require.Zero(t, r.status)
	require.Contains(t, r.stdout, "udl ")
	require.Contains(t, r.stdout, "gemm: ")
}

func TestDataCommands(t *testing.T) {
	r := udl(t, t.TempDir(), "data", "list")
	require.Zero(t, r.status)
	require.Contains(t, r.stdout, "mnist")
	r = udl(t, t.TempDir(), "data", "get", "nosuch")
	require.Equal(t, 1, r.status)
	require.Contains(t, r.stderr, `udl: data get: fetch: no set is named "nosuch"`)
	require.Contains(t, r.stderr, "next: see the names with: udl data list")
}

func TestKernelInstall(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", filepath.Join(dir, "cache"))
	r := udl(t, dir, "kernel", "install", "--prefix", "env", "--name", "go-test")
	require.Zero(t, r.status, r.stderr)
	spec, err := os.ReadFile(filepath.Join(dir, "env/share/jupyter/kernels/go-test/kernel.json"))
	require.NoError(t, err)
	exe, err := os.Executable()
	require.NoError(t, err)
	require.Contains(t, string(spec), filepath.ToSlash(exe))
	require.Contains(t, r.stdout, "next: jupyter lab")

	require.NoError(t, os.WriteFile(filepath.Join(dir, "file"), nil, 0o600))
	r = udl(t, dir, "kernel", "install", "--prefix", "file")
	require.Equal(t, 1, r.status)
	require.Contains(t, r.stderr, "udl: kernel install: kernelspec: cannot make the folder")
	require.Contains(t, r.stderr, "next: choose another folder")
}

func TestKernelRunNeedsAConnectionFile(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "broken.json"), []byte(`{"ip": `), 0o600))
	for _, file := range []string{"nosuch.json", "broken.json"} {
		r := udl(t, dir, "kernel", "run", "-f", file)
		require.Equal(t, 1, r.status)
		require.Contains(t, r.stderr, "udl: kernel run: ")
		require.Contains(t, r.stderr, file)
		require.Contains(t, r.stderr, "next: ")
	}
}
