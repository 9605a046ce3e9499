package kernelspec

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestInstallWritesWhatJupyterReads(t *testing.T) {
	data := t.TempDir()
	dir, err := Install(data, "udl", "/bin/udl")
	require.NoError(t, err)
	require.Equal(t, filepath.Join(data, "kernels", "udl"), dir)
	b, err := os.ReadFile(filepath.Join(dir, "kernel.json"))
	require.NoError(t, err)
	var s spec
	require.NoError(t, json.Unmarshal(b, &s))
	require.Equal(t, []string{"/bin/udl", "kernel", "run", "-f", "{connection_file}"}, s.Argv)
	require.Equal(t, "message", s.Interrupt)
	require.Equal(t, "Go (udl)", s.DisplayName)
	for _, logo := range []string{"logo-svg.svg", "logo-32x32.png", "logo-64x64.png"} {
		require.FileExists(t, filepath.Join(dir, logo))
	}
}

func TestInstallReplacesAnOlderKernel(t *testing.T) {
	data := t.TempDir()
	dir, err := Install(data, "mine", "/old/udl")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "stale"), nil, 0o600))
	_, err = Install(data, "mine", "/new/udl")
	require.NoError(t, err)
	require.NoFileExists(t, filepath.Join(dir, "stale"))
	left, err := os.ReadDir(filepath.Join(data, "kernels"))
	require.NoError(t, err)
	require.Len(t, left, 1)
}

func TestInstallRefusesBadPlaces(t *testing.T) {
	_, err := Install(t.TempDir(), "../evil", "/bin/udl")
	require.ErrorContains(t, err, `"../evil"`)
	_, err = Install(t.TempDir(), "..", "/bin/udl")
	require.Error(t, err)
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err = Install(file, "udl", "/bin/udl")
	require.ErrorContains(t, err, file)
}

func TestUserDirFollowsTheEnvironment(t *testing.T) {
	t.Setenv("JUPYTER_DATA_DIR", "/somewhere")
	dir, err := UserDir()
	require.NoError(t, err)
	require.Equal(t, "/somewhere", dir)
}

func TestSysPrefixPrefersTheActiveEnvironment(t *testing.T) {
	t.Setenv("VIRTUAL_ENV", "/venv")
	dir, err := SysPrefix()
	require.NoError(t, err)
	require.Equal(t, "/venv", dir)
}
