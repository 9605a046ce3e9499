package function

// ID says which function.
type ID uint8

// The functions, in the order of compute's constants.
const (
	Identity ID = iota
	ReLU
	ELU
	Sigmoid
	Tanh
	Softplus
	GELU
	SiLU
	Exp
	Log
	Sqrt
	Square
	Abs
	Reciprocal
	Sign
	Count // the number of functions
)

// FromInput reports whether Grad takes the input of f. It takes the output of the
// other functions; Identity and Sign look at neither.
func (f ID) FromInput() bool {
	switch f {
	case GELU, SiLU, Log, Square, Abs:
		return true
	}
	return false
}
