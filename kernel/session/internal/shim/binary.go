package shim

import (
	"encoding/binary"
	"io"

	"github.com/udl-go/lab/kernel/internal/value"
)

// binaries is package encoding/binary: the layout is that of the
// representation.
func binaries() pkg {
	return pkg{path: "encoding/binary", functions: map[string]any{
		"Append": func(b []byte, order binary.ByteOrder, x any) ([]byte, error) {
			return binary.Append(b, order, value.Raw(x))
		},
		"Decode": func(b []byte, order binary.ByteOrder, x any) (int, error) {
			return binary.Decode(b, order, value.Raw(x))
		},
		"Encode": func(b []byte, order binary.ByteOrder, x any) (int, error) {
			return binary.Encode(b, order, value.Raw(x))
		},
		"Read":  func(r io.Reader, order binary.ByteOrder, x any) error { return binary.Read(r, order, value.Raw(x)) },
		"Write": func(w io.Writer, order binary.ByteOrder, x any) error { return binary.Write(w, order, value.Raw(x)) },
		"Size":  func(x any) int { return binary.Size(value.Raw(x)) },
	}}
}
