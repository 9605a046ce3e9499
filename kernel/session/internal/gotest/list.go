package gotest

import (
	"errors"
	"fmt"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// Folders are the folders of GOROOT/test whose files are taken.
var Folders = []string{".", "ken", "chan", "interface", "typeparam"}

// ErrNoTests says that GOROOT has no test folder, as many distributions of Go.
var ErrNoTests = errors.New("gotest: GOROOT has no test folder")

// Test is one run-test.
type Test struct {
	Name     string // "ken/array.go"
	Source   string
	Args     []string // the words behind "// run", such as arguments or another file
	Imports  []string
	Want     string // the output it must write
	Excluded string // why it is not run, "" when it is
}

// List returns the run-tests of a GOROOT for this platform. The function offered
// says which packages the session lets cells import.
func List(goroot string, offered func(path string) bool) ([]Test, error) {
	root := filepath.Join(goroot, "test")
	if _, err := os.Stat(filepath.Join(root, "ken")); err != nil {
		return nil, fmt.Errorf("%w: %s", ErrNoTests, goroot)
	}
	var tests []Test
	for _, folder := range Folders {
		files, err := filepath.Glob(filepath.Join(root, folder, "*.go"))
		if err != nil {
			return nil, fmt.Errorf("gotest: %w", err)
		}
		for _, file := range files {
			t, ok, err := load(file)
			if err != nil {
				return nil, err
			}
			if ok {
				t.Name = path.Join(folder, filepath.Base(file))
				t.Excluded = excluded(t.Imports, offered)
				tests = append(tests, t)
			}
		}
	}
	return tests, nil
}

// load reads a file; ok says whether it is a run-test of this platform.
func load(file string) (t Test, ok bool, err error) {
	src, err := os.ReadFile(file)
	if err != nil {
		return t, false, fmt.Errorf("gotest: %w", err)
	}
	t.Source = string(src)
	if t.Args, ok = action(t.Source); !ok {
		return t, false, nil
	}
	if t.Imports, _, err = header(file, src); err != nil {
		return t, false, err
	}
	for _, a := range t.Args {
		if strings.HasSuffix(a, ".go") {
			if err := t.join(filepath.Join(filepath.Dir(file), a)); err != nil {
				return t, false, err
			}
		}
	}
	out, err := os.ReadFile(strings.TrimSuffix(file, ".go") + ".out")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return t, false, fmt.Errorf("gotest: %w", err)
	}
	t.Want = string(out)
	return t, true, nil
}

// join adds another file of the program to the source, without its package
// clause and its imports: a cell may import anywhere, but a package only once.
func (t *Test) join(file string) error {
	src, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("gotest: %w", err)
	}
	imports, end, err := header(file, src)
	if err != nil {
		return err
	}
	for _, p := range imports {
		if !slices.Contains(t.Imports, p) {
			t.Imports = append(t.Imports, p)
			t.Source += "\nimport " + strconv.Quote(p)
		}
	}
	t.Source += "\n" + string(src[end:])
	return nil
}

// header returns what a file imports, by plain names, and where its imports end.
func header(file string, src []byte) (imports []string, end int, err error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, src, parser.ImportsOnly)
	if err != nil {
		return nil, 0, fmt.Errorf("gotest: %w", err)
	}
	for _, spec := range f.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, 0, fmt.Errorf("gotest: %s: %w", file, err)
		}
		imports = append(imports, p)
	}
	at := f.Name.End()
	if n := len(f.Decls); n > 0 {
		at = f.Decls[n-1].End()
	}
	return imports, fset.Position(at).Offset, nil
}

// action returns the words behind "// run", and whether the test is one and its
// build constraint holds.
func action(src string) (args []string, ok bool) {
	for _, line := range strings.Split(src, "\n") {
		line = strings.TrimSpace(line)
		if constraint.IsGoBuild(line) {
			x, err := constraint.Parse(line)
			if err != nil || !x.Eval(holds) {
				return nil, false
			}
			continue
		}
		if line == "" {
			continue
		}
		words := strings.Fields(strings.TrimPrefix(line, "//"))
		if !strings.HasPrefix(line, "//") || len(words) == 0 || words[0] != "run" {
			return nil, false
		}
		return words[1:], true
	}
	return nil, false
}

func holds(tag string) bool {
	return tag == runtime.GOOS || tag == runtime.GOARCH || tag == "gc" || strings.HasPrefix(tag, "go1.")
}
