package compute

import (
	"errors"
	"math"
	"testing"

	"github.com/udl-go/lab/compute/internal/impl/impltest"
)

// eachImpl runs f once per implementation of the kernels.
func eachImpl(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	impltest.Each(t, f)
}

// random returns a tensor of normal numbers.
func random(seed uint64, shape ...int) *Tensor {
	t := New(shape...)
	NewRNG(seed).Normal(nil, t.Data, 0, 1)
	return t
}

// sameBits fails unless x and y are equal bit by bit, NaN included.
func sameBits(t *testing.T, what string, x, y []float32) {
	t.Helper()
	if len(x) != len(y) {
		t.Fatalf("%s: %d and %d numbers", what, len(x), len(y))
	}
	for i := range x {
		if math.Float32bits(x[i]) != math.Float32bits(y[i]) {
			t.Fatalf("%s: element %d is %g (%08x), want %g (%08x)", what, i,
				x[i], math.Float32bits(x[i]), y[i], math.Float32bits(y[i]))
		}
	}
}

// mustPanic fails unless f panics with an *Error of the given operation, and
// returns its text.
func mustPanic(t *testing.T, op string, f func()) (text string) {
	t.Helper()
	defer func() {
		t.Helper()
		err, _ := recover().(error)
		var e *Error
		if !errors.As(err, &e) || e.Op != op {
			t.Errorf("%s panicked with %v, want an *Error of %s", op, err, op)
			return
		}
		text = e.Error()
	}()
	f()
	return ""
}
