package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/udl-go/lab/kernel/session/internal/probe"
)

// limit ends a program that does not.
const limit = 20 * time.Second

// module is the temporary module with a package for each program.
type module struct{ dir string }

// id names a package by what it holds, so that the build cache knows it again.
func id(prefix, source string) string {
	return fmt.Sprintf("%s%x", prefix, sha256.Sum256([]byte(source)))[:16]
}

func newModule() (*module, error) {
	dir, err := os.MkdirTemp("", "goprobe")
	m := &module{dir: dir}
	if err == nil {
		err = m.write("go.mod", "module "+modulePath+"\n\ngo 1.26\n")
	}
	if err == nil {
		err = m.write("rt/rt.go", support)
	}
	return m, err
}

func (m *module) write(name, text string) error {
	path := filepath.Join(m.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("goprobe: %w", err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return fmt.Errorf("goprobe: %w", err)
	}
	return nil
}

// compile builds packages without linking and returns what the compiler says
// about each.
func (m *module) compile(ids []string) map[string]string {
	args := []string{"build", "-trimpath", "-gcflags=-e"}
	for _, id := range ids {
		args = append(args, "./"+id+"/"+packageName)
	}
	if len(ids) == 0 {
		return nil
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = m.dir
	out, _ := cmd.CombinedOutput()
	said := map[string]string{}
	at := ""
	for _, line := range strings.Split(string(out), "\n") {
		if pkg, ok := strings.CutPrefix(line, "# "+modulePath+"/"); ok {
			at = strings.TrimSuffix(pkg, "/"+packageName)
			continue
		}
		if at == "" && strings.TrimSpace(line) != "" {
			said["go"] += line + "\n"
		}
		said[at] += position.ReplaceAllString(line, "") + "\n"
	}
	return said
}

var position = regexp.MustCompile(`^[\w./-]+\.go:\d+:\d+: | \(declared at [^)]*\)| at r[0-9a-f]+/.*$`)

// link builds the program that runs the package it is told.
func (m *module) link(ids []string) error {
	var imports, table strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&imports, "import %s %q\n", id, modulePath+"/"+id+"/"+packageName)
		fmt.Fprintf(&table, "\t%q: %s.Main,\n", id, id)
	}
	source := "package main\n\nimport \"os\"\n" + imports.String() +
		"\nvar all = map[string]func(){\n" + table.String() + "}\n\nfunc main() {\n\tf := all[os.Args[1]]\n\tos.Args = os.Args[:1]\n\tf()\n}\n"
	if err := m.write("all/main.go", source); err != nil {
		return err
	}
	cmd := exec.Command("go", "build", "-trimpath", "-gcflags=-e", "-o", "run.exe", "./all")
	cmd.Dir = m.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("goprobe: go build: %w\n%s", err, out)
	}
	return nil
}

// run runs one program. An error is the end of the whole process.
func (m *module) run(id string, refused []refusal) (*probe.Record, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(m.dir, "run.exe"), id)
	cmd.Dir = m.dir
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, stderr.String())
	}
	return read(stdout.String(), refused), err
}

// path is the name of the programs' package where Go prints its path or name.
var path = regexp.MustCompile(`(` + modulePath + `/[0-9a-z]+/)?` + packageName + `\b`)

// read separates a program's output into text, results and errors.
func read(out string, refused []refusal) *probe.Record {
	out = path.ReplaceAllString(out, "main")
	r := &probe.Record{}
	for out != "" {
		i := strings.IndexAny(out, "\x01\x02\x04")
		if i < 0 {
			r.Text(out)
			break
		}
		r.Text(out[:i])
		text, rest, _ := strings.Cut(out[i+1:], "\x03")
		switch out[i] {
		case '\x01':
			r.Result(text)
		case '\x02':
			r.Error(text)
		case '\x04':
			if n, err := strconv.Atoi(text); err == nil && n < len(refused) {
				r.Error(refused[n].text)
			}
		}
		out = rest
	}
	return r
}
