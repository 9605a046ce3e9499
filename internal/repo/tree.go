package repo

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// File is one Go file of the module.
type File struct {
	Path      string // below the module's root, with slashes
	Package   string // folder of Path, "" for the root
	Source    string
	Test      bool // named _test.go
	Generated bool // carries the mark of generated code
	AST       *ast.File
	set       *token.FileSet
}

// Parse returns a file from its source.
func Parse(path, source string) (*File, error) {
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, path, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	pkg, _ := filepath.Split(path)
	return &File{
		Path: path, Package: strings.TrimSuffix(pkg, "/"), Source: source, AST: tree, set: set,
		Test: strings.HasSuffix(path, "_test.go"), Generated: ast.IsGenerated(tree),
	}, nil
}

// Load parses every Go file of the module at root, for all platforms. Modules
// inside it, testdata and what the tools leave behind are not part of it.
func Load(root string) (files []*File, err error) {
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if rel != "." && skipped(path, rel) {
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := Parse(rel, string(source))
		files = append(files, f)
		return err
	})
	return files, err
}

// skipped reports whether a folder is not part of the module.
func skipped(path, rel string) bool {
	name := filepath.Base(path)
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata" || name == "node_modules" {
		return true
	}
	switch rel {
	case "bin", "build", "out":
		return true
	}
	_, err := os.Stat(filepath.Join(path, "go.mod"))
	return err == nil
}

// Imports returns the paths that a file imports, those of the module's own
// packages below its root.
func (f *File) Imports() (paths []string) {
	for _, spec := range f.AST.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil {
			paths = append(paths, local(path))
		}
	}
	return paths
}

const module = "github.com/udl-go/lab"

// local shortens the path of a package of this module to its folder.
func local(path string) string {
	if path == module {
		return ""
	}
	return strings.TrimPrefix(path, module+"/")
}

// line returns the number of the line of a place in the file.
func (f *File) line(p token.Pos) int { return f.set.Position(p).Line }
