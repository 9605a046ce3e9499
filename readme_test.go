package lab_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/internal/testutil"
	"github.com/udl-go/lab/udl/dataset"
)

// The program of the README runs as it stands there.
func TestReadmeProgram(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	require.LessOrEqual(t, bytes.Count(readme, []byte("\n")), 150, "a README is read in minutes")
	m := regexp.MustCompile("(?s)```go\n(.*?)```").FindSubmatch(readme)
	require.NotNil(t, m)
	dir := t.TempDir()
	program := filepath.Join(dir, "main.go")
	require.NoError(t, os.WriteFile(program, m[1], 0o600))
	require.LessOrEqual(t, bytes.Count(m[1], []byte("\n\t")), 20, "a short program")
	bin := filepath.Join(dir, "program.exe")
	out, err := exec.Command("go", "build", "-o", bin, program).CombinedOutput()
	require.NoError(t, err, string(out))
	if testing.Short() {
		t.Skip("-short: the program is built and not run")
	}
	cmd := exec.Command(bin)
	cmd.Env = append(os.Environ(), "UDL_BUDGET=1000")
	if _, _, err := dataset.MNIST(t.Context()); err != nil {
		testutil.MNIST(t) // tells the summary
		cmd.Env = append(cmd.Env, "UDL_DATA="+drawnDigits(t))
	}
	out, err = cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	require.Regexp(t, `(?m)^test log-likelihood: -\d+\.\d+ ± \d+\.\d+ nats$`, string(out))
}

// drawnDigits writes drawn digits as the files of MNIST into a new folder.
func drawnDigits(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for prefix, d := range map[string]*dataset.Images{"train": testutil.Digits(1000, "train"), "t10k": testutil.Digits(500, "test")} {
		pixels, labels := make([]uint8, len(d.X.Data)), make([]uint8, len(d.Labels))
		for i, v := range d.X.Data {
			pixels[i] = uint8(255*v + 0.5)
		}
		for i, v := range d.Labels {
			labels[i] = uint8(v)
		}
		for name, a := range map[string]*dataset.Array{
			"-images-idx3-ubyte": {Shape: []int{d.Len(), d.Height, d.Width}, Data: pixels},
			"-labels-idx1-ubyte": {Shape: []int{d.Len()}, Data: labels},
		} {
			var b bytes.Buffer
			require.NoError(t, dataset.WriteIDX(&b, a))
			require.NoError(t, os.WriteFile(filepath.Join(dir, prefix+name), b.Bytes(), 0o600))
		}
	}
	return dir
}

func TestDrawnDigitsAreASet(t *testing.T) {
	t.Setenv("UDL_DATA", drawnDigits(t))
	train, test, err := dataset.MNIST(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1000, train.Len())
	require.Equal(t, 500, test.Len())
}
