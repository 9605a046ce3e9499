package symbols

import (
	"go/types"

	"github.com/udl-go/lab/kernel/internal/value"
)

// bError wraps an error of a session. It has the optional methods of package
// errors, which say no when the error's type lacks them.
type bError struct{ value.Boxed }

// bErrors wraps an error of a session that joins several.
type bErrors struct{ value.Boxed }

// bErrorUnequal and bErrorsUnequal cannot be compared. Package errors asks the
// type before it compares, so a wrapped slice must answer as a slice does.
type (
	bErrorUnequal struct {
		bError
		_ [0]func()
	}
	bErrorsUnequal struct {
		bErrors
		_ [0]func()
	}
)

// These say besides whether the error is a timeout, and whether it will pass:
// packages net and os look for the first error in a chain that says so.
type (
	bErrorTimeout struct {
		bError
		oTimeout
	}
	bErrorTimeoutUnequal struct {
		bErrorUnequal
		oTimeout
	}
	bErrorTemporary struct {
		bErrorTimeout
		oTemporary
	}
	bErrorTemporaryUnequal struct {
		bErrorTimeoutUnequal
		oTemporary
	}
)

// boxError chooses the wrapper by the signature of Unwrap, by whether Go can
// compare values of the type, and by what else it says.
func boxError(b value.Boxed) error {
	e := boxPlainError(b)
	if !(oTimeout{b}).has() {
		return e
	}
	temporary := (oTemporary{b}).has()
	switch e := e.(type) {
	case bError:
		t := bErrorTimeout{e, oTimeout{b}}
		if temporary {
			return bErrorTemporary{t, oTemporary{b}}
		}
		return t
	case bErrorUnequal:
		t := bErrorTimeoutUnequal{e, oTimeout{b}}
		if temporary {
			return bErrorTemporaryUnequal{t, oTemporary{b}}
		}
		return t
	}
	return e
}

func boxPlainError(b value.Boxed) error {
	_, several := b.T.Method("Unwrap").(func(any) []error)
	switch comparable := types.Comparable(b.T.Go); {
	case several && comparable:
		return bErrors{b}
	case several:
		return bErrorsUnequal{bErrors: bErrors{b}}
	case comparable:
		return bError{b}
	default:
		return bErrorUnequal{bError: bError{b}}
	}
}

// boxIfError tells whether the value is an error.
func boxIfError(b value.Boxed) (error, bool) {
	_, ok := b.T.Method("Error").(func(any) string)
	return boxError(b), ok
}

// Error returns the message.
func (e bError) Error() string { return errorText(e.Boxed) }

// Is calls the method Is of the type.
func (e bError) Is(target error) bool { return errorIs(e.Boxed, target) }

// As calls the method As of the type.
func (e bError) As(target any) bool { return errorAs(e.Boxed, target) }

// Unwrap calls the method Unwrap of the type.
func (e bError) Unwrap() error {
	if f, ok := e.T.Method("Unwrap").(func(any) error); ok {
		return f(e.V)
	}
	return nil
}

// Error returns the message.
func (e bErrors) Error() string { return errorText(e.Boxed) }

// Is calls the method Is of the type.
func (e bErrors) Is(target error) bool { return errorIs(e.Boxed, target) }

// As calls the method As of the type.
func (e bErrors) As(target any) bool { return errorAs(e.Boxed, target) }

// Unwrap calls the method Unwrap of the type.
func (e bErrors) Unwrap() []error {
	return e.T.Method("Unwrap").(func(any) []error)(e.V)
}

// oTimeout lets an error say that it is a timeout.
type oTimeout struct{ b value.Boxed }

func (o oTimeout) has() bool { return has[func(any) bool](o.b, "Timeout") }

// Timeout calls the method of the value.
func (o oTimeout) Timeout() bool { return own[func(any) bool](o.b, "Timeout")(o.b.V) }

// oTemporary lets an error say that it will pass.
type oTemporary struct{ b value.Boxed }

func (o oTemporary) has() bool { return has[func(any) bool](o.b, "Temporary") }

// Temporary calls the method of the value.
func (o oTemporary) Temporary() bool { return own[func(any) bool](o.b, "Temporary")(o.b.V) }

func errorText(b value.Boxed) string { return b.T.Method("Error").(func(any) string)(b.V) }

func errorIs(b value.Boxed, target error) bool {
	f, ok := b.T.Method("Is").(func(any, error) bool)
	return ok && f(b.V, target)
}

func errorAs(b value.Boxed, target any) bool {
	f, ok := b.T.Method("As").(func(any, any) bool)
	return ok && f(b.V, target)
}
