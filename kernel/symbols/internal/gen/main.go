// Command gen writes the symbol tables of package symbols: one file z_*.go for
// every package that cells can import, the packed stubs z_stubs_*.bin and the
// packed documentation z_docs_*.bin.
//
//	go run ./kernel/symbols/internal/gen          write the files
//	go run ./kernel/symbols/internal/gen -check   exit 1 when they are stale
//
// The tables are made from the compiler's export data, which the go command
// keeps in its build cache; the stubs need the sources, because generic code
// keeps its bodies. A run takes seconds.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// dir is where the generated files live, from the module's root.
var dir = filepath.Join("kernel", "symbols")

func main() {
	log.SetFlags(0)
	log.SetPrefix("symbols: ")
	check := flag.Bool("check", false, "compare with the committed files instead of writing")
	flag.Parse()
	files, err := generate()
	if err != nil {
		log.Fatal(err)
	}
	if *check {
		if stale := compare(files); len(stale) > 0 {
			log.Fatalf("stale: %s\nrun: go run ./kernel/symbols/internal/gen", strings.Join(stale, " "))
		}
		return
	}
	if err := write(files); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("symbols: %d files\n", len(files))
}

// generate returns the content of every generated file by its name.
func generate() (map[string][]byte, error) {
	u, err := load()
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	var offered []string
	for _, p := range u.offered {
		offered = append(offered, p.path)
	}
	for _, p := range u.offered {
		pkg, err := u.Import(p.path)
		if err != nil {
			return nil, err
		}
		src, err := emit(pkg, p.native, offered)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.path, err)
		}
		if src != nil {
			files[fileName(p.path)] = src
		}
	}
	if err := addStubs(u, files); err != nil {
		return nil, err
	}
	return files, addDocs(u, files)
}

// fileName names the file of a package: z_math_rand_v2.go. The suffix _pkg
// keeps a last word such as "js" or "test" from being a build constraint.
func fileName(path string) string {
	path = strings.TrimPrefix(path, module+"/")
	path = strings.TrimPrefix(path, "gonum.org/v1/")
	return "z_" + strings.NewReplacer("/", "_", ".", "_", "-", "_").Replace(path) + "_pkg.go"
}

// onDisk returns the names of the generated files that exist.
func onDisk() []string {
	names, _ := filepath.Glob(filepath.Join(dir, "z_*"))
	for i, n := range names {
		names[i] = filepath.Base(n)
	}
	return names
}

// compare returns the names of files that are missing, left over or different.
func compare(files map[string][]byte) []string {
	var stale []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !same(name, got, files[name]) {
			stale = append(stale, name)
		}
	}
	for _, name := range onDisk() {
		if files[name] == nil {
			stale = append(stale, name)
		}
	}
	return stale
}

// same compares a committed file with a new one: text up to line ends, packs
// by what they hold, because compressors change.
func same(name string, got, want []byte) bool {
	if strings.HasSuffix(name, ".bin") {
		return samePack(got, want)
	}
	return bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), want)
}

// write puts the files in place and removes those of packages no longer offered.
func write(files map[string][]byte) error {
	for name, src := range files {
		if err := os.WriteFile(filepath.Join(dir, name), src, 0o644); err != nil {
			return err
		}
	}
	for _, name := range onDisk() {
		if files[name] == nil {
			if err := os.Remove(filepath.Join(dir, name)); err != nil {
				return err
			}
		}
	}
	return nil
}
