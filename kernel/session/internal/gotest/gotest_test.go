package gotest_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session/internal/gotest"
)

// real runs programs with the toolchain.
type real struct{ dir string }

func (r real) Run(ctx context.Context, src string) (stdout, stderr string, err error) {
	file := filepath.Join(r.dir, "main.go")
	if err := os.WriteFile(file, []byte(src), 0o600); err != nil {
		return "", "", err
	}
	var out, errs strings.Builder
	cmd := exec.CommandContext(ctx, "go", "run", file)
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	return out.String(), errs.String(), err
}

func list(t *testing.T) []gotest.Test {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err != nil {
		t.Skip("no go command:", err)
	}
	tests, err := gotest.List(strings.TrimSpace(string(out)), offered)
	if errors.Is(err, gotest.ErrNoTests) {
		t.Skip("GO'S OWN TESTS DO NOT RUN:", err)
	}
	require.NoError(t, err)
	return tests
}

func TestList(t *testing.T) {
	tests := list(t)
	run, out := gotest.Count(tests)
	t.Logf("%d run-tests: %d run, %d excluded by their imports", len(tests), run, out)
	why := map[string]int{}
	for _, x := range tests {
		if x.Excluded != "" {
			why[x.Excluded]++
		}
	}
	t.Log(why)
	require.InDelta(t, 350, len(tests), 20)
	require.LessOrEqual(t, out, 90)
}

func TestCheckAgainstGo(t *testing.T) {
	if testing.Short() {
		t.Skip("go run is slow")
	}
	if runtime.GOOS == "js" {
		t.Skip("no processes here")
	}
	names := map[string]bool{"helloworld.go": true, "range.go": true, "ken/cplx2.go": true, "typeparam/stringer.go": true}
	found := 0
	for _, x := range list(t) {
		if names[x.Name] {
			found++
			require.NoError(t, x.Check(t.Context(), real{t.TempDir()}))
		}
	}
	require.Equal(t, len(names), found)
}

// A test of two files is one source.
func TestListJoins(t *testing.T) {
	for _, x := range list(t) {
		if x.Name == "cmplxdivide.go" {
			require.Equal(t, []string{"fmt", "math"}, x.Imports)
			require.Equal(t, 1, strings.Count(x.Source, "\npackage main"))
			require.Contains(t, x.Source, "var tests = ")
			return
		}
	}
	require.Fail(t, "cmplxdivide.go is gone")
}

// says is a Runner that answers the same always.
type says struct {
	out string
	err error
}

func (s says) Run(context.Context, string) (stdout, stderr string, err error) {
	return s.out, "", s.err
}

func TestCheck(t *testing.T) {
	x := gotest.Test{Name: "a.go", Want: "1\n2\n"}
	require.NoError(t, x.Check(t.Context(), says{out: "1\r\n2\r\n"}))
	err := x.Check(t.Context(), says{out: "1\n3\n"})
	require.ErrorIs(t, err, gotest.ErrWrong)
	require.ErrorContains(t, err, `line 2: want "2", got "3"`)
	boom := errors.New("boom")
	require.ErrorIs(t, x.Check(t.Context(), says{"1\n2\n", boom}), boom)
}

func TestKnown(t *testing.T) {
	k, err := gotest.ParseKnown("# table\na.go: too slow\n\nb.go: no package c: d\n")
	require.NoError(t, err)
	require.Equal(t, gotest.Known{"a.go": "too slow", "b.go": "no package c: d"}, k)
	_, err = gotest.ParseKnown("a.go:")
	require.ErrorContains(t, err, "no reason")
	_, err = gotest.ParseKnown("a.go: x\na.go: y")
	require.ErrorContains(t, err, "twice")

	tests := []gotest.Test{{Name: "a.go"}, {Name: "b.go", Excluded: "imports x"}, {Name: "c.go"}, {Name: "d.go"}}
	failed := map[string]error{"a.go": errors.New("a.go: slow"), "c.go": errors.New("c.go: broken")}
	require.ElementsMatch(t, []string{"c.go: broken", "b.go is known to fail, but is no test that runs"}, k.Judge(tests, failed))
	require.Len(t, gotest.Known{"d.go": "x"}.Judge(tests, nil), 1)

	text, err := os.ReadFile(filepath.Join("testdata", "known.txt"))
	require.NoError(t, err)
	_, err = gotest.ParseKnown(string(text))
	require.NoError(t, err)
}
