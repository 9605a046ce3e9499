//go:build !js

package symbols

import (
	"bufio"
	"net"
	"net/http"

	"github.com/udl-go/lab/kernel/internal/value"
)

// oUnwrap leads from a http.ResponseWriter to the one inside of it.
type oUnwrap struct{ b value.Boxed }

func (o oUnwrap) has() bool { return has[func(any) http.ResponseWriter](o.b, "Unwrap") }

// Unwrap calls the method of the value.
func (o oUnwrap) Unwrap() http.ResponseWriter {
	return own[func(any) http.ResponseWriter](o.b, "Unwrap")(o.b.V)
}

// oFlusher is a http.Flusher.
type oFlusher struct{ b value.Boxed }

func (o oFlusher) has() bool { return has[func(any)](o.b, "Flush") }

// Flush calls the method of the value.
func (o oFlusher) Flush() { own[func(any)](o.b, "Flush")(o.b.V) }

// oFlushError is a http.Flusher that may fail.
type oFlushError struct{ b value.Boxed }

func (o oFlushError) has() bool { return has[func(any) error](o.b, "FlushError") }

// FlushError calls the method of the value.
func (o oFlushError) FlushError() error { return own[func(any) error](o.b, "FlushError")(o.b.V) }

// oHijack is a http.Hijacker.
type oHijack struct{ b value.Boxed }

func (o oHijack) has() bool {
	return has[func(any) (net.Conn, *bufio.ReadWriter, error)](o.b, "Hijack")
}

// Hijack calls the method of the value.
func (o oHijack) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return own[func(any) (net.Conn, *bufio.ReadWriter, error)](o.b, "Hijack")(o.b.V)
}
