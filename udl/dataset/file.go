package dataset

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/udl-go/lab/udl"
)

// File is a file of a set that Find has found.
type File struct {
	Path string // for people, and where it is when it is on disk

	fsys fs.FS
	name string
}

// Open returns the file's content, decompressed when it is gzip.
func (f File) Open() (io.ReadCloser, error) {
	file, err := f.fsys.Open(f.name)
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	r, err := gunzip(file)
	if err != nil {
		_ = file.Close() // nothing was written
		return nil, bad(f.Path, err)
	}
	return &content{Reader: r, Closer: file, path: f.Path}, nil
}

// content is an open file that remembers its path for error messages.
type content struct {
	io.Reader
	io.Closer
	path string
}

func (c *content) Name() string { return c.path }

// gunzip returns what r holds, decompressed when it begins like a gzip file.
func gunzip(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	if head, _ := b.Peek(2); len(head) < 2 || head[0] != 0x1f || head[1] != 0x8b {
		return b, nil
	}
	return gzip.NewReader(b)
}

// nameOf returns the name by which errors speak of r.
func nameOf(r io.Reader, fallback string) string {
	if n, ok := r.(interface{ Name() string }); ok && n.Name() != "" {
		return n.Name()
	}
	return fallback
}

// bad reports that the named file is damaged, unless what is an error of the
// file system or the end of a context.
func bad(name string, what any) error {
	if err, ok := what.(error); ok {
		var path *fs.PathError
		switch {
		case errors.As(err, &path), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
			return fmt.Errorf("dataset: %s: %w", name, err)
		case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
			what = "the file ends too early"
		}
	}
	return fmt.Errorf("dataset: %s: %v: %w", name, what, udl.ErrFormat)
}
