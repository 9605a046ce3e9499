package shim

import (
	"io"

	"github.com/udl-go/lab/kernel/internal/value"
)

// copying is package io, where functions ask a reader or writer for further
// methods: one of the session has them behind its wrapper.
func copying(t *value.Table) pkg {
	plain := func(dst io.Writer, src io.Reader, buf []byte) (int64, error) {
		if x, ok := more[io.WriterTo](t, src); ok {
			return x.WriteTo(dst)
		}
		if x, ok := more[io.ReaderFrom](t, dst); ok {
			return x.ReadFrom(src)
		}
		if buf == nil {
			return io.Copy(dst, src)
		}
		return io.CopyBuffer(dst, src, buf)
	}
	return pkg{path: "io", functions: map[string]any{
		"Copy": func(dst io.Writer, src io.Reader) (int64, error) { return plain(dst, src, nil) },
		"CopyBuffer": func(dst io.Writer, src io.Reader, buf []byte) (int64, error) {
			if buf != nil && len(buf) == 0 {
				panic("empty buffer in CopyBuffer")
			}
			return plain(dst, src, buf)
		},
		"WriteString": func(w io.Writer, s string) (int, error) {
			if x, ok := more[io.StringWriter](t, w); ok {
				return x.WriteString(s)
			}
			return io.WriteString(w, s)
		},
	}}
}

// more asserts an interface of a value of the session alone.
func more[T any](t *value.Table, x any) (i T, ok bool) {
	if b, boxed := value.Unwrap(x).(value.Boxed); boxed {
		return as[T](t, b)
	}
	return i, false
}
