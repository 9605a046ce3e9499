package lab_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/internal/repo"
)

// Shared are the folders of udl that are no family of models.
var shared = []string{"nn", "dataset", "metric", "plot", "display", "interop"}

// builtFrom names the families that are built from others.
var builtFrom = map[string][]string{}

// models are the packages of udl that a kernel must survive, not contain.
var models = []string{"udl/rbm/...", "udl/nn/...", "udl/dataset/...", "udl/plot/...", "compute/..."}

var arrows = []repo.Arrow{
	{
		From: []string{"compute/..."}, Only: []string{"std", "golang.org/x/sys/cpu", "compute", "compute/internal/..."},
		Why: "compute is numbers only: whoever uses it gets nothing else",
	},
	{
		From: []string{"compute/...", "udl/..."}, Except: []string{"udl/dataset/fetch"},
		Never: []string{"net/http", "os/exec", "syscall/js", "log", "log/slog"},
		Why:   "the library runs in the browser and says everything by errors",
	},
	{
		From: []string{"udl/nn"}, Only: []string{"std", "compute", "udl", "internal/..."},
		Why: "what models are made of knows neither models nor how they are trained",
	},
	{
		From: []string{"udl/nn/optim"}, Only: []string{"std", "compute", "udl", "udl/nn", "internal/..."},
		Why: "an optimizer knows parameters, not data or loops",
	},
	{
		From: []string{"udl/..."}, Never: []string{"kernel/...", "wasm/...", "course/...", "cmd/..."}, Tests: true,
		Why: "the library works without Jupyter and without the course",
	},
	{
		From: []string{"kernel/message"}, Only: []string{"std"},
		Why: "the protocol's state machine runs wherever Go does",
	},
	{
		From:  []string{"kernel/message", "kernel/session", "kernel/session/internal/cell", "kernel/session/internal/world", "kernel/session/internal/lower", "kernel/internal/value"},
		Never: []string{"net", "net/http", "os/exec", "syscall/js"},
		Why:   "a session reaches the world only through its options, in the browser as well",
	},
	{
		From: []string{"kernel"}, Never: append([]string{"kernel/session", "kernel/symbols", "kernel/worker", "github.com/traefik/yaegi/..."}, models...),
		Why: "the supervisor survives what a cell does, so it holds nothing that a cell can break",
	},
	{
		From: []string{"kernel/session"},
		Only: []string{"std", "github.com/traefik/yaegi/...", "udl", "udl/display", "udl/plot", "udl/dataset", "kernel/symbols", "kernel/message", "kernel/internal/value", "kernel/session/internal/...", "internal/..."},
		Why:  "a session evaluates and displays; models come to it as symbols",
	},
	{
		From: []string{"kernel/session/internal/cell", "kernel/session/internal/calls", "kernel/session/internal/world"},
		Only: []string{"std", "kernel/session/internal/cell", "kernel/session/internal/world", "kernel/session/internal/calls", "internal/..."},
		Why:  "a cell is parsed and checked without knowing how it will run",
	},
	{
		From: []string{"kernel/session/internal/lower"},
		Only: []string{"std", "golang.org/x/tools/go/ssa/...", "golang.org/x/tools/go/types/typeutil", "kernel/session/internal/lower", "kernel/symbols", "kernel/internal/value", "internal/..."},
		Why:  "lowering turns checked packages into text and runs nothing",
	},
	{
		From: []string{"kernel/internal/value"}, Only: []string{"std", "udl"},
		Why: "values of cells do not know who interprets them",
	},
	{
		Except: []string{"kernel/session/..."}, Never: []string{"golang.org/x/tools/..."},
		Why: "what understands Go programs stays in the front end",
	},
	{
		Except: []string{"kernel/session/...", "kernel/symbols/..."}, Never: []string{"github.com/traefik/yaegi/..."}, Tests: true,
		Why: "the interpreter stays behind the session, so that it can be replaced",
	},
	{
		Except: []string{"kernel", "kernel/internal/..."}, Never: []string{"github.com/go-zeromq/..."},
		Why: "sockets belong to the supervisor",
	},
	{
		Except: []string{"wasm/..."}, Never: []string{"syscall/js"}, Tests: true,
		Why: "the browser's interface stays in one room",
	},
	{
		From: []string{"wasm/..."}, Never: []string{"kernel", "kernel/worker", "github.com/go-zeromq/...", "github.com/spf13/...", "net/http", "os/exec"},
		Why: "the page takes the supervisor's place, and its module must stay small",
	},
	{
		Except: []string{"cmd/..."}, Never: []string{"cmd/...", "github.com/spf13/..."}, Tests: true,
		Why: "the command is built from the rooms, not they from it",
	},
	{
		Except: []string{"cmd/..."}, Never: []string{"udl/dataset/fetch"},
		Why: "only a command the user gave may download",
	},
	{
		Except: []string{"internal/testutil", "compute/internal/impl/impltest", "kernel/symbols"}, Never: []string{"github.com/stretchr/testify/...", "testing"},
		Why: "what tests use stays in tests",
	},
	{
		Except: []string{"udl/interop", "udl/metric", "kernel/symbols/..."}, Never: []string{"gonum.org/..."},
		Why: "gonum is a bridge and a reference, never inside a hot loop",
	},
	{
		Never: []string{"C"}, Tests: true,
		Why: "go install must need no C compiler",
	},
}

func load(t *testing.T) []*repo.File {
	t.Helper()
	files, err := repo.Load(".")
	require.NoError(t, err)
	require.Greater(t, len(files), 50, "this must run at the root of the repository")
	return files
}

// report fails with one line for each thing that is wrong.
func report(t *testing.T, wrong []string) {
	t.Helper()
	for _, w := range wrong {
		t.Error(w)
	}
}

func TestImportArrows(t *testing.T) {
	files := load(t)
	for _, a := range append(arrows, repo.Families(files, shared, builtFrom)...) {
		report(t, a.Violations(files))
	}
	for _, a := range arrows {
		report(t, without(a.Stale(files), "udl/metric", "kernel/internal/..."))
	}
}

// without drops the complaints about packages that are yet to come.
func without(wrong []string, packages ...string) (kept []string) {
	for _, w := range wrong {
		later := false
		for _, p := range packages {
			later = later || strings.HasPrefix(w, "no package "+p+":")
		}
		if !later {
			kept = append(kept, w)
		}
	}
	return kept
}

// What a program links in counts, not only what it names.
func TestLinkedPackages(t *testing.T) {
	for _, c := range []struct {
		os, arch, pkg, never, why string
	}{
		{"", "", "./kernel", `traefik/yaegi|udl-go/lab/udl/|udl-go/lab/compute`, "the supervisor survives what a cell does"},
		{"", "", "./udl/...", `go-zeromq|traefik/yaegi|spf13|stretchr`, "a program that uses a model gets the model"},
		{"js", "wasm", "./wasm/...", `^net$|^net/http$|go-zeromq|gonum`, "the browser's module must stay small"},
	} {
		cmd := exec.Command("go", "list", "-deps", c.pkg)
		cmd.Env = append(os.Environ(), "GOOS="+c.os, "GOARCH="+c.arch)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		require.NoError(t, err, stderr.String())
		never := regexp.MustCompile(c.never)
		for _, dep := range strings.Fields(string(out)) {
			if never.MatchString(dep) {
				t.Errorf("%s links %s: %s", c.pkg, dep, c.why)
			}
		}
	}
}

func TestBudgets(t *testing.T) {
	files := load(t)
	report(t, repo.LongFiles(files, 400))
	report(t, repo.LongFunctions(files, 60))
	median, tests := repo.Sizes(files)
	t.Logf("the median file has %d lines; %.2f lines of tests for each line of code", median, tests)
	require.LessOrEqual(t, median, 130, "one idea a file")
}

func TestStyle(t *testing.T) {
	files := load(t)
	report(t, repo.Undocumented(files))
	report(t, repo.Generic(files, "udl/...", "compute/..."))
	report(t, repo.SilentSkips(files))
}

// texts returns the files that git keeps or would keep.
func texts(t *testing.T) (all []repo.Text) {
	t.Helper()
	out, err := exec.Command("git", "ls-files", "--cached", "--others", "--exclude-standard").Output()
	require.NoError(t, err, "the rules about texts need git and a clone")
	for _, path := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		b, err := os.ReadFile(path)
		if os.IsNotExist(err) {
			continue // removed, not yet committed
		}
		require.NoError(t, err)
		if !bytes.Contains(b[:min(len(b), 8000)], []byte{0}) {
			all = append(all, repo.Text{Path: filepath.ToSlash(path), Content: string(b)})
		}
	}
	return all
}

func TestTexts(t *testing.T) {
	all := texts(t)
	report(t, repo.Generated(all))
	for _, w := range []repo.Word{
		{
			Pattern: regexp.MustCompile(`/(home|Users)/[a-z]|/roo` + `t/|/wor` + `k/|[A-Z]:\\Users`),
			Why:     "a path of one machine",
		},
		{
			Pattern: regexp.MustCompile(`proxy\.gola` + `ng|py` + `pi\.org|pythonho` + `sted|registry\.np` + `mjs|deb\.deb` + `ian`),
			Why:     "clients know their registries, files do not name them",
		},
		{
			Pattern: regexp.MustCompile(`\.\./sha` + `red`), Except: []string{".ci/run"},
			Why: "only .ci/run knows what lies beside the repository",
		},
	} {
		report(t, w.Violations(all))
	}
	mod, err := os.ReadFile("go.mod")
	require.NoError(t, err)
	report(t, repo.Replaced(string(mod)))
	report(t, unpinned(t, string(mod)))
}

// unpinned checks that go.mod names the toolchain: it decides what tests measure.
func unpinned(t *testing.T, mod string) []string {
	t.Helper()
	if !regexp.MustCompile(`(?m)^toolchain go1\.\d+\.\d+$`).MatchString(mod) {
		return []string{"go.mod does not pin the toolchain"}
	}
	return nil
}

// What generators write is what is committed.
func TestGeneratedFilesAreFresh(t *testing.T) {
	for _, generator := range [][]string{
		{"run", "./kernel/symbols/internal/gen", "-check"},
		{"-C", filepath.Join("compute", "_asm"), "run", ".", "-check"},
	} {
		out, err := exec.Command("go", generator...).CombinedOutput()
		require.NoError(t, err, "go %s: %s\nmake generate writes these files anew", strings.Join(generator, " "), out)
	}
}
