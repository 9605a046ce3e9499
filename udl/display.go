package udl

import (
	"context"
	"fmt"
	"io"
	"os"
)

// Bundle is one value in several forms, keyed by MIME type. Text forms are
// strings, binary forms (image/png) are []byte.
type Bundle map[string]any

// HTMLer is a value that shows itself as HTML.
type HTMLer interface{ HTML() string }

// SVGer is a value that shows itself as an SVG picture.
type SVGer interface{ SVG() string }

// PNGer is a value that shows itself as a PNG picture.
type PNGer interface{ PNG() []byte }

// DisplayFunc shows b. A non-empty id names the place, so that a later call
// with the same id and update set replaces what was shown there.
type DisplayFunc func(b Bundle, id string, update bool)

type (
	displayKey struct{}
	printerKey struct{}
	clearKey   struct{}
)

// WithDisplay returns a context in which shown values go to f.
func WithDisplay(ctx context.Context, f DisplayFunc) context.Context {
	return context.WithValue(ctx, displayKey{}, f)
}

// DisplayFrom returns where ctx shows values. Outside a notebook that is the
// plain text of the value, printed to the context's printer; it is never nil.
func DisplayFrom(ctx context.Context) DisplayFunc {
	if f, ok := ctx.Value(displayKey{}).(DisplayFunc); ok && f != nil {
		return f
	}
	return func(b Bundle, _ string, _ bool) { fmt.Fprintln(PrinterFrom(ctx), b["text/plain"]) }
}

// WithClear returns a context whose output f empties: at once or, with wait set,
// when the next output arrives.
func WithClear(ctx context.Context, f func(wait bool)) context.Context {
	return context.WithValue(ctx, clearKey{}, f)
}

// ClearFrom returns the function that empties ctx's output. It is never nil.
func ClearFrom(ctx context.Context) func(wait bool) {
	if f, ok := ctx.Value(clearKey{}).(func(bool)); ok && f != nil {
		return f
	}
	return func(bool) {}
}

// WithPrinter returns a context in which lines of text go to w.
func WithPrinter(ctx context.Context, w io.Writer) context.Context {
	return context.WithValue(ctx, printerKey{}, w)
}

// PrinterFrom returns where ctx prints lines of text, os.Stdout by default.
func PrinterFrom(ctx context.Context) io.Writer {
	if w, ok := ctx.Value(printerKey{}).(io.Writer); ok && w != nil {
		return w
	}
	return os.Stdout
}
