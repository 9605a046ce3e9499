package shim

import (
	"io"
	"os"
	"runtime"
)

// Streams are the cell's standard streams, asked for at each use.
type Streams struct {
	In       func() io.Reader
	Out, Err func() io.Writer
}

// The files that os.Stdin, os.Stdout and os.Stderr are before a cell changes them.
var standardInput, standardOutput, standardError = os.Stdin, os.Stdout, os.Stderr

// writer is what a file writes to in place of itself, nil for itself. Natively the
// host sees what reaches the process's own streams, and keeps it in order.
func (s Streams) writer(f *os.File) io.Writer {
	switch {
	case f == nil || runtime.GOOS != "js":
	case f == standardOutput:
		return s.Out()
	case f == standardError:
		return s.Err()
	}
	return nil
}

// files is package os: who uses os.Stdin, os.Stdout and os.Stderr uses the cell's
// streams.
func files(s Streams) pkg {
	write := func(f *os.File, p []byte) (int, error) {
		if w := s.writer(f); w != nil {
			return w.Write(p)
		}
		return f.Write(p)
	}
	return pkg{path: "os", methods: map[string]any{
		"(*os.File).Read": func(f *os.File, p []byte) (int, error) {
			if f == standardInput {
				return s.In().Read(p)
			}
			return f.Read(p)
		},
		"(*os.File).Write":       write,
		"(*os.File).WriteString": func(f *os.File, text string) (int, error) { return write(f, []byte(text)) },
	}}
}

// stdin is os.Stdin where an interface holds it.
type stdin struct {
	*os.File
	streams Streams
}

// Read implements io.Reader.
func (s stdin) Read(p []byte) (int, error) { return s.streams.In().Read(p) }

// WriteTo implements io.WriterTo.
func (s stdin) WriteTo(w io.Writer) (int64, error) {
	return io.Copy(w, struct{ io.Reader }{s.streams.In()})
}

// output is os.Stdout or os.Stderr where an interface holds it.
type output struct {
	*os.File
	streams Streams
}

// Write implements io.Writer.
func (o output) Write(p []byte) (int, error) { return o.streams.writer(o.File).Write(p) }

// WriteString implements io.StringWriter.
func (o output) WriteString(text string) (int, error) { return o.Write([]byte(text)) }

// ReadFrom implements io.ReaderFrom.
func (o output) ReadFrom(r io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{o}, r)
}

// File returns what an interface holds of a file.
func (s Streams) File(f *os.File) any {
	switch {
	case f == standardInput && f != nil:
		return stdin{f, s}
	case s.writer(f) != nil:
		return output{f, s}
	}
	return f
}

// PlainFile takes that back.
func PlainFile(x any) any {
	switch s := x.(type) {
	case stdin:
		return s.File
	case output:
		return s.File
	}
	return x
}
