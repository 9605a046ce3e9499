package shim

import (
	"io"
	"os"
)

// files is package os: what reads os.Stdin reads what the cell is given.
func files(in func() io.Reader) pkg {
	return pkg{path: "os", methods: map[string]any{
		"(*os.File).Read": func(f *os.File, p []byte) (int, error) {
			if f == standardInput {
				return in().Read(p)
			}
			return f.Read(p)
		},
	}}
}

// standardInput is what os.Stdin holds before a cell changes it.
var standardInput = os.Stdin

// stdin is os.Stdin where an interface holds it.
type stdin struct {
	*os.File
	in func() io.Reader
}

// Read implements io.Reader.
func (s stdin) Read(p []byte) (int, error) { return s.in().Read(p) }

// WriteTo implements io.WriterTo.
func (s stdin) WriteTo(w io.Writer) (int64, error) { return io.Copy(w, struct{ io.Reader }{s.in()}) }

// File returns what an interface holds of a file.
func File(f *os.File, in func() io.Reader) any {
	if f == standardInput && f != nil {
		return stdin{f, in}
	}
	return f
}

// PlainFile takes that back.
func PlainFile(x any) any {
	if s, ok := x.(stdin); ok {
		return s.File
	}
	return x
}
