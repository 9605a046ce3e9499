package symbols

import (
	"io"

	"github.com/udl-go/lab/kernel/internal/value"
)

// oWriteTo lets a reader write all that it has.
type oWriteTo struct{ b value.Boxed }

func (o oWriteTo) has() bool { return has[func(any, io.Writer) (int64, error)](o.b, "WriteTo") }

// WriteTo calls the method of the value.
func (o oWriteTo) WriteTo(w io.Writer) (int64, error) {
	return own[func(any, io.Writer) (int64, error)](o.b, "WriteTo")(o.b.V, w)
}

// oReadFrom lets a writer read all that there is.
type oReadFrom struct{ b value.Boxed }

func (o oReadFrom) has() bool { return has[func(any, io.Reader) (int64, error)](o.b, "ReadFrom") }

// ReadFrom calls the method of the value.
func (o oReadFrom) ReadFrom(r io.Reader) (int64, error) {
	return own[func(any, io.Reader) (int64, error)](o.b, "ReadFrom")(o.b.V, r)
}

// oReadByte lets a reader read no more than it needs.
type oReadByte struct{ b value.Boxed }

func (o oReadByte) has() bool { return has[func(any) (byte, error)](o.b, "ReadByte") }

// ReadByte calls the method of the value.
func (o oReadByte) ReadByte() (byte, error) {
	return own[func(any) (byte, error)](o.b, "ReadByte")(o.b.V)
}

// oReadRune is an io.RuneScanner.
type oReadRune struct{ b value.Boxed }

func (o oReadRune) has() bool {
	return has[func(any) (rune, int, error)](o.b, "ReadRune") && has[func(any) error](o.b, "UnreadRune")
}

// ReadRune calls the method of the value.
func (o oReadRune) ReadRune() (r rune, size int, err error) {
	return own[func(any) (rune, int, error)](o.b, "ReadRune")(o.b.V)
}

// UnreadRune calls the method of the value.
func (o oReadRune) UnreadRune() error { return own[func(any) error](o.b, "UnreadRune")(o.b.V) }

// oPeek is what package image looks at a format through.
type oPeek struct{ b value.Boxed }

func (o oPeek) has() bool { return has[func(any, int) ([]byte, error)](o.b, "Peek") }

// Peek calls the method of the value.
func (o oPeek) Peek(n int) ([]byte, error) {
	return own[func(any, int) ([]byte, error)](o.b, "Peek")(o.b.V, n)
}

// oSeek is an io.Seeker.
type oSeek struct{ b value.Boxed }

func (o oSeek) has() bool { return has[func(any, int64, int) (int64, error)](o.b, "Seek") }

// Seek calls the method of the value.
func (o oSeek) Seek(offset int64, whence int) (int64, error) {
	return own[func(any, int64, int) (int64, error)](o.b, "Seek")(o.b.V, offset, whence)
}

// oReadAt is an io.ReaderAt.
type oReadAt struct{ b value.Boxed }

func (o oReadAt) has() bool { return has[func(any, []byte, int64) (int, error)](o.b, "ReadAt") }

// ReadAt calls the method of the value.
func (o oReadAt) ReadAt(p []byte, at int64) (int, error) {
	return own[func(any, []byte, int64) (int, error)](o.b, "ReadAt")(o.b.V, p, at)
}

// oClose is an io.Closer.
type oClose struct{ b value.Boxed }

func (o oClose) has() bool { return has[func(any) error](o.b, "Close") }

// Close calls the method of the value.
func (o oClose) Close() error { return own[func(any) error](o.b, "Close")(o.b.V) }

// oWriteString is an io.StringWriter.
type oWriteString struct{ b value.Boxed }

func (o oWriteString) has() bool { return has[func(any, string) (int, error)](o.b, "WriteString") }

// WriteString calls the method of the value.
func (o oWriteString) WriteString(s string) (int, error) {
	return own[func(any, string) (int, error)](o.b, "WriteString")(o.b.V, s)
}

// oWriteByte is an io.ByteWriter.
type oWriteByte struct{ b value.Boxed }

func (o oWriteByte) has() bool { return has[func(any, byte) error](o.b, "WriteByte") }

// WriteByte calls the method of the value.
func (o oWriteByte) WriteByte(c byte) error {
	return own[func(any, byte) error](o.b, "WriteByte")(o.b.V, c)
}

// oFlush is what encoders of images end with.
type oFlush struct{ b value.Boxed }

func (o oFlush) has() bool { return has[func(any) error](o.b, "Flush") }

// Flush calls the method of the value.
func (o oFlush) Flush() error { return own[func(any) error](o.b, "Flush")(o.b.V) }
