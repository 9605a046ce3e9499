package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// module is the path of the module whose kernel the page runs.
const module = "github.com/udl-go/lab"

// addKernel compiles the kernel for the browser and adds Go's glue for it.
func addKernel(ctx context.Context, o Options, files map[string][]byte) error {
	root, err := source(ctx, o)
	if err != nil {
		return err
	}
	fmt.Fprintln(o.Log, "compiling the kernel for the browser")
	tmp, err := os.MkdirTemp("", "udl-course-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(tmp) }() // the system's own folder: its rest does no harm
	out := filepath.Join(tmp, "udl.wasm")
	args := append([]string{"build", "-trimpath", "-ldflags=-s -w"}, compact()...)
	if _, err := run(ctx, root, append(args, "-o", out, "./wasm")...); err != nil {
		return err
	}
	if files["udl.wasm"], err = os.ReadFile(out); err != nil {
		return err
	}
	if files["docs.bin"], err = os.ReadFile(filepath.Join(root, "kernel", "symbols", "z_docs_common.bin")); err != nil {
		return err
	}
	goroot, err := run(ctx, root, "env", "GOROOT")
	if err != nil {
		return err
	}
	glue := filepath.Join(goroot, "lib", "wasm", "wasm_exec.js")
	if files["wasm_exec.js"], err = os.ReadFile(glue); err != nil {
		return fmt.Errorf("the Go installation lacks its browser support: %w", err)
	}
	return nil
}

// terse are packages in which a call costs little beside what they do: compiled
// without inlining, the kernel is an eighth smaller on its way to the browser, and
// cells take the same time.
var terse = []string{
	module + "/kernel/...", module + "/udl/...", module + "/internal/...", module + "/wasm/...",
	"github.com/traefik/yaegi/...", "golang.org/x/tools/...", "go/...",
	"archive/...", "bufio", "bytes", "compress/...", "context", "encoding/...", "flag", "fmt", "html/...", "image/...",
	"internal/lazyregexp", "io/...", "log", "math/big", "net/...", "os/...", "path/...", "regexp/...", "strconv",
	"strings", "text/...", "time", "unicode/...", "crypto/...", "hash/...", "embed", "html", "internal/poll", "internal/buildcfg", "io", "os", "sort", "syscall/...", "errors",
}

// compact returns the arguments that say so.
func compact() (args []string) {
	for _, p := range terse {
		args = append(args, "-gcflags="+p+"=-l")
	}
	return args
}

// source returns the root folder of this module's source.
func source(ctx context.Context, o Options) (string, error) {
	root := o.Source
	if root == "" {
		out, err := run(ctx, "", "list", "-m", "-f", "{{.Dir}}", module)
		if err != nil || out == "" {
			if errors.Is(err, exec.ErrNotFound) || ctx.Err() != nil {
				return "", err
			}
			return "", fmt.Errorf("the page's kernel is compiled from source, which is not here: run this inside a checkout of %s", module)
		}
		root = out
	}
	if _, err := os.Stat(filepath.Join(root, "wasm", "main.go")); err != nil {
		return "", fmt.Errorf("%s is not a checkout of %s: %w", root, module, err)
	}
	return root, nil
}

// run calls the go command for js/wasm and returns what it prints, trimmed.
func run(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOWASM=")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return "", fmt.Errorf("the page's kernel is compiled by the go command, which is not here: %w", err)
	case err != nil:
		return "", fmt.Errorf("go %s: %w\n%s", args[0], err, strings.TrimSpace(stderr.String()))
	}
	return strings.TrimSpace(string(out)), nil
}
