// Package realgo runs generated programs with the Go toolchain, many in one
// build.
package realgo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/udl-go/lab/kernel/session/internal/progen"
)

// limit is what one program may take. They take milliseconds; the rest is for
// machines that have other things to do.
const limit = 30 * time.Second

// pkg is the name of each program's package, which must not be main when many
// are linked into one; it is turned into main where the output shows it.
const pkg = "progenmain"

var shown = regexp.MustCompile(`[\w/]*\b` + pkg + `\.`)

// version is what tells the versions of a type apart that cells give one name.
var version = regexp.MustCompile(`_v\d+_`)

// Result is what a program printed and how long it took.
type Result struct {
	Output string
	Err    error
	Took   time.Duration
}

// Batch is a set of programs built into one binary.
type Batch struct {
	dir string
	n   int
}

// Build compiles programs in a temporary module. When one does not compile, the
// error is the compiler's, which names programs by their number.
func Build(ctx context.Context, programs []*progen.Program) (*Batch, error) {
	dir, err := os.MkdirTemp("", "progen")
	if err != nil {
		return nil, fmt.Errorf("realgo: %w", err)
	}
	b := &Batch{dir, len(programs)}
	if err := b.write(programs); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-gcflags=-e", "-o", "all", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, errors.Join(fmt.Errorf("realgo: %w\n%s", err, out), b.Close())
	}
	return b, nil
}

func (b *Batch) write(programs []*progen.Program) error {
	files := map[string]string{"go.mod": "module m\n\ngo 1.26\n"}
	var imports, cases strings.Builder
	for i, p := range programs {
		source := strings.Replace(p.Source(), "package main", "package "+pkg, 1)
		files[fmt.Sprintf("p%d/%s/main.go", i, pkg)] = source
		files[fmt.Sprintf("p%d/%s/export.go", i, pkg)] = "package " + pkg + "\n\nfunc Main() { main() }\n"
		fmt.Fprintf(&imports, "import p%d \"m/p%d/%s\"\n", i, i, pkg)
		fmt.Fprintf(&cases, "case \"%d\":\np%d.Main()\n", i, i)
	}
	files["main.go"] = "package main\n\nimport \"os\"\n\n" + imports.String() + "\nfunc main() {\nswitch os.Args[1] {\n" + cases.String() + "}\n}\n"
	for name, text := range files {
		path := filepath.Join(b.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("realgo: %w", err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return fmt.Errorf("realgo: %w", err)
		}
	}
	return nil
}

// Run runs program i.
func (b *Batch) Run(ctx context.Context, i int) Result {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(b.dir, "all"), fmt.Sprint(i))
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	began := time.Now()
	err := cmd.Run()
	if err != nil {
		if ctx.Err() != nil {
			err = errors.Join(err, progen.ErrStopped)
		}
		err = fmt.Errorf("realgo: program %d: %w\n%s", i, err, stderr.String())
	}
	return Result{version.ReplaceAllString(shown.ReplaceAllString(stdout.String(), "main."), "_"), err, time.Since(began)}
}

// Close removes the batch.
func (b *Batch) Close() error { return os.RemoveAll(b.dir) }

// Outputs is a [progen.Oracle]: what real Go prints for each program.
func Outputs(ctx context.Context, programs []*progen.Program) ([]string, error) {
	b, err := Build(ctx, programs)
	if err != nil {
		return nil, err
	}
	outputs := make([]string, len(programs))
	for i := range programs {
		r := b.Run(ctx, i)
		err = errors.Join(err, r.Err)
		outputs[i] = r.Output
	}
	return outputs, errors.Join(err, b.Close())
}
