package value

import (
	"fmt"
	"io"
)

// Sscan is fmt.Sscan into variables of a session.
func Sscan(s string, to ...any) (int, error) { return fmt.Sscan(s, targets(to)...) }

// Sscanln is fmt.Sscanln into variables of a session.
func Sscanln(s string, to ...any) (int, error) { return fmt.Sscanln(s, targets(to)...) }

// Sscanf is fmt.Sscanf into variables of a session.
func Sscanf(s, format string, to ...any) (int, error) { return fmt.Sscanf(s, format, targets(to)...) }

// Fscan is fmt.Fscan into variables of a session.
func Fscan(r io.Reader, to ...any) (int, error) { return fmt.Fscan(r, targets(to)...) }

// Fscanln is fmt.Fscanln into variables of a session.
func Fscanln(r io.Reader, to ...any) (int, error) { return fmt.Fscanln(r, targets(to)...) }

// Fscanf is fmt.Fscanf into variables of a session.
func Fscanf(r io.Reader, format string, to ...any) (int, error) {
	return fmt.Fscanf(r, format, targets(to)...)
}

// targets are the pointers that fmt can store through: to the representation,
// or with the method Scan of the type.
func targets(to []any) []any {
	out := make([]any, len(to))
	for i, x := range to {
		out[i] = Raw(x)
		if f, s := nodeOf(x).lookup("Scan"); is(s, "func(fmt.ScanState, int32) error") {
			if g, ok := f.(func(any, fmt.ScanState, rune) error); ok {
				out[i] = scans(func(s fmt.ScanState, verb rune) error { return g(Raw(x), s, verb) })
			}
		}
	}
	return out
}

// scans is a fmt.Scanner.
type scans func(fmt.ScanState, rune) error

func (f scans) Scan(s fmt.ScanState, verb rune) error { return f(s, verb) }
