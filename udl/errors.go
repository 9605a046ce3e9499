package udl

import "errors"

// Sentinel errors that the models wrap; test for them with errors.Is.
var (
	// ErrShape reports data whose number of rows or columns does not fit.
	ErrShape = errors.New("shape mismatch")
	// ErrRange reports a value or a setting outside its domain.
	ErrRange = errors.New("out of range")
	// ErrNotFitted reports the use of a model before Fit or Load.
	ErrNotFitted = errors.New("model is not fitted")
	// ErrDiverged reports a training run whose loss or weights stopped being finite.
	ErrDiverged = errors.New("training diverged")
	// ErrFormat reports a file that is damaged or not of the expected kind.
	ErrFormat = errors.New("bad file format")
)
