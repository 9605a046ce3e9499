// Package build makes the course's web page: a folder of static files that any
// web server can serve, with the kernel compiled for the browser and a cut of
// MNIST for its cells.
package build

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/udl-go/lab/course/page"
	"github.com/udl-go/lab/internal/atomicfile"
)

// Options says how to build the page. The zero value is the documented default.
type Options struct {
	Source string    // root folder of this module's source; default: that of the current folder
	Train  int       // training digits that the page gets; default 2000
	Test   int       // test digits; default 500
	Log    io.Writer // receives a line for every step; default none
}

// Build writes the page into dir, which is made when it does not exist: the
// page's own files, Go's wasm_exec.js, the kernel udl.wasm, data/ and
// NOTICE.txt, and beside what is worth it a copy compressed by gzip for servers
// that look for one. Everything is made before the first file is written, each
// file is replaced as a whole, and other files in dir stay.
//
// It needs the go command, the source of this module and MNIST in one of the
// places where dataset.MNIST looks; an error says which is missing.
func Build(ctx context.Context, dir string, o Options) error {
	if o.Train == 0 {
		o.Train = 2000
	}
	if o.Test == 0 {
		o.Test = 500
	}
	if o.Log == nil {
		o.Log = io.Discard
	}
	files := map[string][]byte{}
	for _, step := range []func(context.Context, Options, map[string][]byte) error{addPage, addDigits, addKernel, addNotice} {
		if err := step(ctx, o, files); err != nil {
			return fmt.Errorf("course: %w", err)
		}
	}
	addCompressed(files)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("course: %w", err)
		}
		if err := atomicfile.WriteBytes(path, files[name]); err != nil {
			return fmt.Errorf("course: %w", err)
		}
	}
	return nil
}

// addPage adds the page's own files.
func addPage(_ context.Context, _ Options, files map[string][]byte) error {
	return fs.WalkDir(page.Files, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files[name], err = page.Files.ReadFile(name)
		}
		return err
	})
}

// addCompressed adds a .gz beside every file that gets much smaller by it.
func addCompressed(files map[string][]byte) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if c := compress(files[name]); len(files[name]) > 4096 && len(c) < len(files[name])*9/10 {
			files[name+".gz"] = c
		}
	}
}

// compress is gzip at its best, without name and time, so that equal input
// gives equal output.
func compress(b []byte) []byte {
	var out bytes.Buffer // takes everything, so that no error can arise
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}
