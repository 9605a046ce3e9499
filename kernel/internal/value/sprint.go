package value

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
)

// Sprint is fmt.Sprint for values of a session.
func Sprint(args ...any) string {
	if simple(args) {
		return fmt.Sprint(args...)
	}
	var p printer
	before := true
	for i, x := range args {
		n := nodeOf(x)
		text := x != nil && n.kind() == reflect.String
		if i > 0 && !text && !before {
			p.str(" ")
		}
		p.arg(x, 'v')
		before = text
	}
	return string(p.buf)
}

// Sprintln is fmt.Sprintln for values of a session.
func Sprintln(args ...any) string {
	if simple(args) {
		return fmt.Sprintln(args...)
	}
	var p printer
	for i, x := range args {
		if i > 0 {
			p.str(" ")
		}
		p.arg(x, 'v')
	}
	p.str("\n")
	return string(p.buf)
}

// Sprintf is fmt.Sprintf for values of a session.
func Sprintf(format string, args ...any) string {
	if simple(args) {
		return fmt.Sprintf(format, args...)
	}
	var p printer
	p.format(format, args)
	return string(p.buf)
}

// Errorf is fmt.Errorf for values of a session.
func Errorf(format string, args ...any) error {
	p := printer{wrapping: true}
	wrapped := p.format(format, args)
	slices.Sort(wrapped)
	wrapped = slices.Compact(wrapped)
	text := strings.ReplaceAll(string(p.buf), "%", "%%")
	var errs []any
	for _, i := range wrapped {
		if err := asError(args[i]); err != nil {
			text += "%.0w" // wrapped, and not printed again
			errs = append(errs, err)
		}
	}
	return fmt.Errorf(text, errs...)
}

// Fprint is fmt.Fprint for values of a session.
func Fprint(w io.Writer, args ...any) (int, error) { return w.Write([]byte(Sprint(args...))) }

// Fprintln is fmt.Fprintln for values of a session.
func Fprintln(w io.Writer, args ...any) (int, error) { return w.Write([]byte(Sprintln(args...))) }

// Fprintf is fmt.Fprintf for values of a session.
func Fprintf(w io.Writer, format string, args ...any) (int, error) {
	return w.Write([]byte(Sprintf(format, args...)))
}

// Append is fmt.Append for values of a session.
func Append(b []byte, args ...any) []byte { return append(b, Sprint(args...)...) }

// Appendln is fmt.Appendln for values of a session.
func Appendln(b []byte, args ...any) []byte { return append(b, Sprintln(args...)...) }

// Appendf is fmt.Appendf for values of a session.
func Appendf(b []byte, format string, args ...any) []byte {
	return append(b, Sprintf(format, args...)...)
}

// simple tells whether fmt knows all of the arguments by heart.
func simple(args []any) bool {
	for _, x := range args {
		switch x.(type) {
		case nil, bool, string, int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, uintptr,
			float32, float64, complex64, complex128, []byte, []int, []float64, []string:
		default:
			return false
		}
	}
	return true
}
