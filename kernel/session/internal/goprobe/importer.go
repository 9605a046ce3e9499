package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	goimporter "go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"strings"
)

// importer checks files against the export data of the standard library.
type importer struct {
	fset    *token.FileSet
	exports map[string]string // path → file with export data
	gc      types.Importer
}

// newImporter asks the toolchain for the export data of packages.
func newImporter(paths []string) (*importer, error) {
	args := append([]string{"list", "-e", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}"}, paths...)
	cmd := exec.Command("go", args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("goprobe: go list: %w\n%s", err, stderr.String())
	}
	m := &importer{fset: token.NewFileSet(), exports: map[string]string{}}
	for _, line := range strings.Split(string(out), "\n") {
		if path, file, ok := strings.Cut(line, "\t"); ok && file != "" {
			m.exports[path] = file
		}
	}
	m.gc = goimporter.ForCompiler(m.fset, "gc", func(path string) (io.ReadCloser, error) {
		file, ok := m.exports[path]
		if !ok {
			return nil, fmt.Errorf("package %s is not in std", path)
		}
		return os.Open(file)
	})
	return m, nil
}

// Import implements types.Importer.
func (m *importer) Import(path string) (*types.Package, error) {
	if path == modulePath+"/rt" {
		p := types.NewPackage(path, "rt")
		p.Scope().Insert(types.NewVar(token.NoPos, p, "Run", types.Typ[types.Int]))
		p.MarkComplete()
		return p, nil
	}
	return m.gc.Import(path)
}

// check type-checks a file. What a notebook allows is no error.
func (m *importer) check(source string) (*types.Package, *types.Info, *ast.File, error) {
	f, err := parser.ParseFile(m.fset, "probe.go", source, parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("goprobe: the program does not parse: %w\n%s", err, source)
	}
	var errs []error
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	conf := types.Config{Importer: m, GoVersion: "go1.26", Error: func(err error) {
		if e := (types.Error{}); errors.As(err, &e) && allowed(e.Msg) {
			return
		}
		errs = append(errs, err)
	}}
	pkg, _ := conf.Check("main", m.fset, []*ast.File{f}, info)
	return pkg, info, f, errors.Join(errs...)
}

// allowed reports messages about what runs all the same: initialization order is
// the order of statements here.
func allowed(msg string) bool {
	return strings.HasPrefix(msg, "declared and not used") || strings.Contains(msg, "imported and not used") ||
		strings.HasPrefix(msg, "initialization cycle")
}
